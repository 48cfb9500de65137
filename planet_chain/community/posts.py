"""Publishing posts. What a post is about is read from its words; it never changes afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.community import calls, mentions, search
from planet_chain.community.errors import PostRefused, PostUnknown
from planet_chain.community.words import (
    TEXT_LONGEST,
    TITLE_LONGEST,
    TOPICS_MOST,
    assets_in,
    id_problem,
    kind_problem,
    text_problem,
    topic_of,
    topic_problem,
    topics_in,
)
from planet_chain.core.addresses import lower_hash
from planet_chain.core.errors import PlanetError
from planet_chain.store.community import Member
from planet_chain.store.queries import posts as stored
from planet_chain.store.queries.posts import PostView

_INSERT = text("""
    INSERT INTO post (id, creator, type, title, text, content_id, created_at)
    VALUES (:id, :creator, :type, :title, :text, :content_id, :now)
    ON CONFLICT (id) DO NOTHING RETURNING id
""")
_TOPICS = text("INSERT INTO post_topic (post, topic) SELECT :id, unnest(CAST(:words AS text[]))")
_ASSETS = text("INSERT INTO post_asset (post, asset) SELECT :id, unnest(CAST(:words AS text[]))")


@dataclass(frozen=True)
class Draft:
    """What a member wants to publish.

    Attributes:
        id: the community's own id.
        creator: a member.
        type: the content type that the author proposes, such as `video`.
        topics: besides those that title and text name as `#tag`; with or without the hash.
        content_id: bytes32 of the content on chain, when it was published there.
    """

    id: str
    creator: str
    type: str
    title: str = ""
    text: str = ""
    topics: Sequence[str] = ()
    content_id: str | None = None


def publish(session: Session, draft: Draft, *, now: int) -> PostView:
    """Publish a post. Publishing the same draft again changes nothing.

    Args:
        now: unix seconds, when it was published.
    Raises:
        PostRefused: a field is malformed, the creator is unknown, the id is that of another post, or it
            mentions more people than a post may.
    """
    _check(draft)
    if session.get(Member, draft.creator) is None:
        raise PostRefused("creator", f"member {draft.creator!r} is not known; state it first")
    content_id = None if draft.content_id is None else _content_id(draft.content_id)
    words = f"{draft.title}\n{draft.text}"
    topics = sorted({topic_of(topic) for topic in draft.topics} | topics_in(words))
    if len(topics) > TOPICS_MOST:
        raise PostRefused("topics", f"{len(topics)} topics; a post is about {TOPICS_MOST} at most")
    row = {
        "id": draft.id,
        "creator": draft.creator,
        "type": draft.type,
        "title": draft.title,
        "text": draft.text,
        "content_id": content_id,
    }
    connection = session.connection()
    if connection.execute(_INSERT, row | {"now": now}).first() is not None:
        connection.execute(_TOPICS, {"id": draft.id, "words": topics})
        connection.execute(_ASSETS, {"id": draft.id, "words": sorted(assets_in(words))})
        calls.keep(session, draft.id, draft.creator, at=now)
        mentions.keep(session, draft.id, draft.creator, words, now=now)
        search.keep_post(session, draft.id, draft.title, draft.text, topics, at=now)
    published = get(session, draft.id)
    found = {**vars(published), "type": published.proposed_type}
    if any(found[name] != value for name, value in row.items()) or set(published.topics) != set(topics):
        raise PostRefused("id", f"{draft.id} is already another post, and a post does not change")
    return published


def get(session: Session, post_id: str) -> PostView:
    """The post with this id.

    Raises:
        PostUnknown: there is none.
    """
    found = None if id_problem(post_id) else stored.post(session, post_id)
    if found is None:
        raise PostUnknown(post_id)
    return found


def _check(draft: Draft) -> None:
    problems = [
        ("id", id_problem(draft.id)),
        ("creator", id_problem(draft.creator)),
        ("type", kind_problem(draft.type)),
        ("title", text_problem(draft.title, TITLE_LONGEST)),
        ("text", text_problem(draft.text, TEXT_LONGEST)),
        *(("topics", topic_problem(topic)) for topic in draft.topics),
    ]
    for field, problem in problems:
        if problem:
            raise PostRefused(field, problem)


def _content_id(given: str) -> str:
    try:
        return lower_hash(given)
    except PlanetError as error:
        raise PostRefused("content_id", str(error)) from error
