"""Whom a post mentions: resolved once, when it is published. Who is not known then stays text."""

from typing import Final

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.community.errors import PostRefused
from planet_chain.community.words import mentions_in

POST_MOST: Final = 20
"""Members that one post may mention."""
HOUR_MOST: Final = 100
"""Members that one author may mention in an hour: each of them is told."""

_KNOWN = text("""
    SELECT id AS meant, id FROM member WHERE id = ANY(:meant)
    UNION ALL
    SELECT payout, min(id COLLATE "C") FROM member
    WHERE payout = ANY(:meant) AND payout NOT IN (SELECT id FROM member WHERE id = ANY(:meant))
    GROUP BY payout
""")
_RECENT = text("""
    SELECT count(*) FROM post JOIN post_mention ON post_mention.post = post.id
    WHERE creator = :creator AND created_at > :since AND created_at <= :now
""")
_INSERT = text("INSERT INTO post_mention (post, member) SELECT :post, unnest(CAST(:members AS text[]))")


def keep(session: Session, post: str, creator: str, words: str, *, now: int) -> None:
    """Note whom `post` of `creator` mentions in its `words`.

    An address stands for the first member, by id, whose rewards go there. Nobody mentions themselves.

    Args:
        now: unix seconds, when it is published.
    Raises:
        PostRefused: more than `POST_MOST`, or with those of the last hour more than `HOUR_MOST`.
    """
    found = sorted(resolved(session, words) - {creator})
    if len(found) > POST_MOST:
        raise PostRefused("text", f"it mentions {len(found)} members; a post mentions {POST_MOST} at most")
    if not found:
        return
    connection = session.connection()
    hour = {"creator": creator, "since": now - 3_600, "now": now}
    if connection.execute(_RECENT, hour).scalar_one() + len(found) > HOUR_MOST:
        raise PostRefused(
            "text",
            f"{creator} would mention more than {HOUR_MOST} members within an hour; wait, or leave some out",
        )
    connection.execute(_INSERT, {"post": post, "members": found})


def resolved(session: Session, words: str) -> set[str]:
    """The members whom `words` mention."""
    mentioned = mentions_in(words)
    if not mentioned:
        return set()
    meant = sorted({each for candidates in mentioned for each in candidates})
    rows = session.connection().execute(_KNOWN, {"meant": meant})
    known: dict[str, str] = {row.meant: row.id for row in rows}
    likeliest = (next((each for each in candidates if each in known), None) for candidates in mentioned)
    return {known[each] for each in likeliest if each is not None}
