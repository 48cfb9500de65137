"""Looking things up by words. Bounded: the newest that match are ranked, and PostgreSQL gives up in time."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from psycopg.errors import QueryCanceled
from sqlalchemy import TextClause, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from planet_chain.core.errors import PlanetError
from planet_chain.store.moderation import hidden_now

Kind = Literal["post", "community", "creator", "topic"]

RANKED_MOST: Final = 500
"""Of everything that matches, so many of the newest are ranked: words that everybody uses cost no more."""
MILLISECONDS_MOST: Final = 1_000

_PATIENCE = text(f"SET LOCAL statement_timeout = {MILLISECONDS_MOST}")
_IMPATIENCE = text("SET LOCAL statement_timeout = DEFAULT")
# The kind stands in the text, since the index of a kind answers only who says its kind. A word in the title
# weighs as much as ten below it.
_FIND: Final = """
    SELECT id, score, at FROM (
        SELECT id, at, CAST(1000000 * ts_rank(words, CAST(:query AS tsquery)) AS bigint) AS score FROM (
            SELECT id, at, words FROM search_document
            WHERE kind = '{kind}' AND words @@ CAST(:query AS tsquery) {shown}
            ORDER BY at DESC, id DESC LIMIT :ranked
        ) AS newest
    ) AS found
    WHERE CAST(:after AS boolean) IS FALSE OR (score, at, id) < (:score, :at, :id)
    ORDER BY score DESC, at DESC, id DESC LIMIT :most
"""


def _find(kind: Kind) -> TextClause:
    return text(_FIND.format(kind=kind, shown=f"AND NOT {hidden_now('id')}" if kind == "post" else ""))


_FINDS: Final[Mapping[Kind, TextClause]] = {
    "post": _find("post"),
    "community": _find("community"),
    "creator": _find("creator"),
    "topic": _find("topic"),
}


class Hit(NamedTuple):
    """Something that was found."""

    id: str
    score: int
    """Millionths of PostgreSQL's `ts_rank`."""
    at: int


class SearchTooBroad(PlanetError):
    """An answer would take too long."""

    def __init__(self) -> None:
        super().__init__(
            "search-too-broad",
            "Looking for this takes too long; write longer or rarer words.",
        )


def found(
    session: Session, kind: Kind, query: str, *, before: Hit | None = None, limit: int = 50
) -> list[Hit]:
    """At most `limit` of what matches, the best first; among equals the newest. Hidden posts are left out.

    Args:
        query: what `core.search.search_query` made.
        before: the last one of the page before.
    Raises:
        SearchTooBroad: it took more than `MILLISECONDS_MOST`; this transaction is over.
    """
    place = before or Hit("", 0, 0)
    asked = {"query": query, "ranked": RANKED_MOST, "most": limit, "after": before is not None}
    connection = session.connection()
    connection.execute(_PATIENCE)
    try:
        rows = connection.execute(_FINDS[kind], asked | place._asdict()).all()
    except OperationalError as error:
        if isinstance(error.orig, QueryCanceled):
            raise SearchTooBroad from error
        raise
    connection.execute(_IMPATIENCE)
    return [Hit(*row) for row in rows]
