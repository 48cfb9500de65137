"""The log of moderation, what is hidden now, and what waits for a moderator."""

from collections.abc import Collection
from typing import Any, NamedTuple

from sqlalchemy import select, text
from sqlmodel import Session, col

from planet_chain.store.moderation import HiddenSpan, ModerationFact

# A report waits until a moderator hid the post, corrected its type or said that nothing is wrong; an appeal
# until the post is shown again or stays hidden.
_WAITING = """
    (act = 'reported' AND NOT EXISTS (
        SELECT FROM moderation_fact AS later WHERE later.post = said.post AND later.id > said.id
        AND later.act IN ('hidden', 'dismissed', 'retyped')
    )) OR (act = 'appealed' AND NOT EXISTS (
        SELECT FROM moderation_fact AS later WHERE later.post = said.post AND later.id > said.id
        AND later.act IN ('restored', 'upheld')
    ))
"""
_QUEUE = text(f"""
    SELECT min(id) AS first, post, min(at) AS since, count(*) FILTER (WHERE act = 'reported') AS reports,
        array_remove(array_agg(DISTINCT reason ORDER BY reason), NULL) AS reasons,
        max(words) FILTER (WHERE act = 'appealed') AS appeal,
        (array_agg(words ORDER BY id) FILTER (WHERE act = 'reported' AND words <> ''))[1 : 5] AS words
    FROM moderation_fact AS said WHERE {_WAITING}
    GROUP BY post HAVING min(id) > :after ORDER BY min(id) LIMIT :most
""")  # noqa: S608 (constants)
_OPEN_REPORTS = text(f"""
    SELECT count(*) FROM moderation_fact AS said WHERE post = :post AND act = 'reported' AND ({_WAITING})
""")  # noqa: S608 (constants)


class Waiting(NamedTuple):
    """A post that a moderator should look at."""

    first: int
    """Number of the first row of the log that waits: what waits longest comes first."""
    post: str
    since: int
    reports: int
    reasons: list[str]
    appeal: str | None
    """What the author says, when they appealed."""
    words: list[str] | None
    """What the first five of those who wrote something wrote."""


def hidden_now(session: Session, post: str) -> HiddenSpan | None:
    """Since when `post` is hidden; None when it is not."""
    query = select(HiddenSpan).where(col(HiddenSpan.post) == post, col(HiddenSpan.until).is_(None))
    return session.scalars(query).one_or_none()


def since(session: Session, post: str, fact: int, acts: Collection[str]) -> list[str]:
    """What of `acts` happened to `post` after row `fact` of the log, in order."""
    log = ModerationFact
    query = select(col(log.act)).where(col(log.post) == post, col(log.id) > fact, col(log.act).in_(acts))
    return list(session.scalars(query.order_by(col(log.id))))


def open_reports(session: Session, post: str) -> int:
    """How many reports of `post` wait for an answer."""
    return int(session.connection().execute(_OPEN_REPORTS, {"post": post}).scalar_one())


def queue(session: Session, *, after: int = 0, limit: int = 50) -> list[Waiting]:
    """At most `limit` posts that a moderator should look at, the longest waiting first.

    Args:
        after: `first` of the last one of the page before.
    """
    rows = session.connection().execute(_QUEUE, {"after": after, "most": limit})
    return [Waiting(*row) for row in rows]


def log(
    session: Session, *, post: str | None = None, before: int | None = None, limit: int = 50, **of: Any
) -> list[ModerationFact]:
    """At most `limit` rows of the log, the newest first.

    Args:
        post: only about it.
        before: number of the last row of the page before.
        of: columns that must be so, such as `actor` and `act`.
    """
    fact = ModerationFact
    query = select(fact).order_by(col(fact.id).desc()).limit(limit)
    if post is not None:
        query = query.where(col(fact.post) == post)
    if before is not None:
        query = query.where(col(fact.id) < before)
    for name, value in of.items():
        query = query.where(col(getattr(fact, name)) == value)
    return list(session.scalars(query))
