"""Posts as readers see them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select, tuple_
from sqlmodel import Session, col

from planet_chain.store.community import Member, Post, PostAsset, PostTopic


@dataclass(frozen=True)
class PostView:
    """A post with what it is about.

    Attributes:
        creator: the member who wrote it.
        author: lower-case address of the creator; None when the creator stated none.
        content_id: bytes32 of the content on chain, lower-case 0x; the author's word.
        created_at: unix seconds.
        topics: without the hash, in order.
        assets: `$SYMBOL` and lower-case token addresses that it names, in order.
    """

    id: str
    creator: str
    author: str | None
    type: str
    title: str
    text: str
    content_id: str | None
    created_at: int
    topics: tuple[str, ...]
    assets: tuple[str, ...]


def post(session: Session, post_id: str) -> PostView | None:
    """The post with this id, if there is one."""
    return next(iter(posts_of(session, [post_id])), None)


def posts_of(session: Session, post_ids: Sequence[str]) -> list[PostView]:
    """The posts with these ids, in their order; unknown ones are left out."""
    found = {view.id: view for view in _views(session, _posts().where(col(Post.id).in_(post_ids)))}
    return [found[key] for key in post_ids if key in found]


def posts(
    session: Session,
    *,
    creator: str | None = None,
    author: str | None = None,
    topic: str | None = None,
    asset: str | None = None,
    content_id: str | None = None,
    before: tuple[int, str] | None = None,
    limit: int = 50,
) -> list[PostView]:
    """Posts, the newest first.

    Args:
        creator: only of this member.
        author: only of members with this lower-case payout address.
        topic: only about it, without the hash.
        asset: only those that name it: `$SYMBOL` or a lower-case token address.
        content_id: only with this content on chain.
        before: (created_at, id) of the last post already seen.
    """
    query = _posts().order_by(col(Post.created_at).desc(), col(Post.id).desc()).limit(limit)
    if creator is not None:
        query = query.where(col(Post.creator) == creator)
    if author is not None:
        query = query.where(col(Member.payout) == author)
    if topic is not None:
        query = query.where(
            col(Post.id).in_(select(col(PostTopic.post)).where(col(PostTopic.topic) == topic))
        )
    if asset is not None:
        query = query.where(
            col(Post.id).in_(select(col(PostAsset.post)).where(col(PostAsset.asset) == asset))
        )
    if content_id is not None:
        query = query.where(col(Post.content_id) == content_id)
    if before is not None:
        query = query.where(tuple_(col(Post.created_at), col(Post.id)) < before)
    return _views(session, query)


def _posts() -> Select[Post, str | None]:
    return select(Post, col(Member.payout)).join(Member, col(Member.id) == col(Post.creator))


def _views(session: Session, query: Select[Post, str | None]) -> list[PostView]:
    rows = session.execute(query).all()
    keys = [found.id for found, _ in rows]
    topics, assets = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    tagged = select(col(PostTopic.post), col(PostTopic.topic)).where(col(PostTopic.post).in_(keys))
    for key, topic in session.execute(tagged):
        topics[key].append(topic)
    named = select(col(PostAsset.post), col(PostAsset.asset)).where(col(PostAsset.post).in_(keys))
    for key, asset in session.execute(named):
        assets[key].append(asset)
    return [
        PostView(
            id=found.id,
            creator=found.creator,
            author=author,
            type=found.type,
            title=found.title,
            text=found.text,
            content_id=found.content_id,
            created_at=found.created_at,
            topics=tuple(sorted(topics[found.id])),
            assets=tuple(sorted(assets[found.id])),
        )
        for found, author in rows
    ]
