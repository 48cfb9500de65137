"""Posts as readers see them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, and_, select, tuple_
from sqlmodel import Session, col

from planet_chain.store.community import Member, Post, PostAsset, PostTopic
from planet_chain.store.content import PostMention, PostTag
from planet_chain.store.moderation import HiddenSpan, ModerationFact


class Mention(NamedTuple):
    """A member whom a post mentions, with the lower-case address they named, if any."""

    member: str
    address: str | None


class Hidden(NamedTuple):
    """Why a post is hidden now."""

    at: int
    """Unix seconds from which it is."""
    reason: str
    words: str


class Correction(NamedTuple):
    """A moderator's word on what type a post is of."""

    at: int
    by: str
    old: str
    new: str
    words: str


class Tag(NamedTuple):
    """What a tagger makes of a post."""

    tagger: str
    language: str
    type: str | None
    topics: tuple[str, ...]


@dataclass(frozen=True)
class PostView:
    """A post with what it is about.

    Attributes:
        creator: the member who wrote it.
        author: lower-case address of the creator; None when the creator stated none.
        content_id: bytes32 of the content on chain, lower-case 0x; the author's word.
        type: what it counts as: the author's word, unless a moderator corrected it.
        proposed_type: the author's word.
        created_at: unix seconds.
        topics: without the hash, in order.
        assets: `$SYMBOL` and lower-case token addresses that it names, in order.
        mentions: by member id, in order.
        hidden: None while everybody may see it.
        corrections: the oldest first.
        tag: what the tagger makes of it; None before it was looked at.
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
    proposed_type: str
    mentions: tuple[Mention, ...]
    hidden: Hidden | None
    corrections: tuple[Correction, ...]
    tag: Tag | None


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
    mentioning: str | None = None,
    tag: str | None = None,
    language: str | None = None,
    before: tuple[int, str] | None = None,
    limit: int = 50,
) -> list[PostView]:
    """Posts, the newest first; hidden ones are left out.

    Args:
        creator: only of this member.
        author: only of members with this lower-case payout address.
        topic: only about it, without the hash.
        asset: only those that name it: `$SYMBOL` or a lower-case token address.
        content_id: only with this content on chain.
        mentioning: only those that mention this member.
        tag: only those that the tagger finds to be about it.
        language: only those that it finds to be written in it.
        before: (created_at, id) of the last post already seen.
    """
    query = _posts().where(col(HiddenSpan.fact).is_(None))
    query = query.order_by(col(Post.created_at).desc(), col(Post.id).desc()).limit(limit)
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
    if mentioning is not None:
        query = query.where(
            col(Post.id).in_(select(col(PostMention.post)).where(col(PostMention.member) == mentioning))
        )
    if tag is not None:
        query = query.where(col(PostTag.topics).contains([tag]))
    if language is not None:
        query = query.where(col(PostTag.language) == language)
    if before is not None:
        query = query.where(tuple_(col(Post.created_at), col(Post.id)) < before)
    return _views(session, query)


def _posts() -> Select[Any]:
    columns: list[Any] = [Post, Member.payout, PostTag, HiddenSpan.since]
    columns += [ModerationFact.reason, ModerationFact.words]
    return (
        select(*columns)
        .join(Member, col(Member.id) == col(Post.creator))
        .outerjoin(PostTag, col(PostTag.post) == col(Post.id))
        .outerjoin(HiddenSpan, and_(col(HiddenSpan.post) == col(Post.id), col(HiddenSpan.until).is_(None)))
        .outerjoin(ModerationFact, col(ModerationFact.id) == col(HiddenSpan.fact))
    )


def _views(session: Session, query: Select[Any]) -> list[PostView]:
    rows = session.execute(query).all()
    keys = [row[0].id for row in rows]
    topics, assets = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    tagged = select(col(PostTopic.post), col(PostTopic.topic)).where(col(PostTopic.post).in_(keys))
    for key, topic in session.execute(tagged):
        topics[key].append(topic)
    named = select(col(PostAsset.post), col(PostAsset.asset)).where(col(PostAsset.post).in_(keys))
    for key, asset in session.execute(named):
        assets[key].append(asset)
    mentions, corrections = _mentions(session, keys), _corrections(session, keys)
    return [
        _view(row, topics[row[0].id], assets[row[0].id], mentions[row[0].id], corrections[row[0].id])
        for row in rows
    ]


def _view(
    row: Row[Any],
    topics: list[str],
    assets: list[str],
    mentions: list[Mention],
    corrections: list[Correction],
) -> PostView:
    found, author, tag, hidden_since, reason, words = tuple(row)
    return PostView(
        id=found.id,
        creator=found.creator,
        author=author,
        type=corrections[-1].new if corrections else found.type,
        title=found.title,
        text=found.text,
        content_id=found.content_id,
        created_at=found.created_at,
        topics=tuple(sorted(topics)),
        assets=tuple(sorted(assets)),
        proposed_type=found.type,
        mentions=tuple(sorted(mentions)),
        hidden=None if hidden_since is None else Hidden(hidden_since, reason, words),
        corrections=tuple(corrections),
        tag=None if tag is None else Tag(tag.tagger, tag.language, tag.type, tuple(tag.topics)),
    )


def _mentions(session: Session, posts: Collection[str]) -> dict[str, list[Mention]]:
    query = select(col(PostMention.post), col(Member.id), col(Member.payout)).join(
        Member, col(Member.id) == col(PostMention.member)
    )
    found = defaultdict[str, list[Mention]](list)
    for key, member, address in session.execute(query.where(col(PostMention.post).in_(posts))):
        found[key].append(Mention(member, address))
    return found


def _corrections(session: Session, posts: Collection[str]) -> dict[str, list[Correction]]:
    fact = ModerationFact
    query = select(fact).where(col(fact.act) == "retyped", col(fact.post).in_(posts))
    found = defaultdict[str, list[Correction]](list)
    for row in session.scalars(query.order_by(col(fact.id))):
        said = Correction(row.at, row.actor, row.old_type or "", row.new_type or "", row.words)
        found[row.post].append(said)
    return found
