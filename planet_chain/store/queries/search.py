"""Looking things up by words. Bounded: the newest that match are ranked, and PostgreSQL gives up in time."""

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, get_args

from psycopg.errors import QueryCanceled
from sqlalchemy import TextClause, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from planet_chain.core.errors import PlanetError
from planet_chain.core.search import AND
from planet_chain.store.moderation import hidden_now

Kind = Literal["post", "community", "creator", "topic"]

RANKED_MOST: Final = 500
"""Of everything that matches, so many of the newest are ranked: words that everybody uses cost no more."""
MILLISECONDS_MOST: Final = 1_000
_SAMPLE: Final = 200

# How many match differs by the words, and with it the way to find them: no plan is good for all.
_PATIENCE = text(
    f"SELECT set_config('statement_timeout', '{MILLISECONDS_MOST}', true), "
    "set_config('plan_cache_mode', 'force_custom_plan', true)"
)
_IMPATIENCE = text("SET LOCAL statement_timeout = DEFAULT")
# An index that looks for several terms first collects everything that begins like any of them, however rare
# another is. So it looks for the rarest, by a sample of the newest; the others are read in what it finds.
_SPLIT: Final = """
    WITH newest AS MATERIALIZED (
        SELECT words FROM search_document WHERE kind = '{kind}' ORDER BY at DESC, id DESC LIMIT {sample}
    ), counted AS (
        SELECT term, (SELECT count(*) FROM newest WHERE words @@ CAST(term AS tsquery)) AS often
        FROM unnest(string_to_array(:query, '{both}')) AS term
    ), judged AS (SELECT term, often = min(often) OVER () AS rarest FROM counted)
    SELECT string_agg(term, '{both}') FILTER (WHERE rarest),
           string_agg(term, '{both}') FILTER (WHERE NOT rarest)
    FROM judged
"""
# no index answers what IS TRUE
_REST: Final = "AND (words @@ CAST(:rest AS tsquery)) IS TRUE"
# The kind stands in the text, since the index of a kind answers only who says its kind. A word in the title
# weighs as much as ten below it.
_FIND: Final = """
    SELECT id, score, at FROM (
        SELECT id, at, CAST(1000000 * ts_rank(words, CAST(:query AS tsquery)) AS bigint) AS score FROM (
            SELECT id, at, words FROM search_document
            WHERE kind = '{kind}' AND words @@ CAST(:rarest AS tsquery) {more}
            ORDER BY at DESC, id DESC LIMIT :ranked
        ) AS newest
    ) AS found
    WHERE CAST(:after AS boolean) IS FALSE OR (score, at, id) < (:score, :at, :id)
    ORDER BY score DESC, at DESC, id DESC LIMIT :most
"""


def _find(kind: Kind, rest: str = "") -> TextClause:
    shown = f" AND NOT {hidden_now('id')}" if kind == "post" else ""
    return text(_FIND.format(kind=kind, more=rest + shown))


_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_FINDS: Final[Mapping[Kind, TextClause]] = {kind: _find(kind) for kind in _KINDS}
_FINDS_REST: Final[Mapping[Kind, TextClause]] = {kind: _find(kind, _REST) for kind in _KINDS}
_SPLITS: Final[Mapping[Kind, TextClause]] = {
    kind: text(_SPLIT.format(kind=kind, sample=_SAMPLE, both=AND)) for kind in _KINDS
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
        rarest, rest = connection.execute(_SPLITS[kind], asked).one() if AND in query else (query, None)
        find = (_FINDS if rest is None else _FINDS_REST)[kind]
        rows = connection.execute(find, asked | place._asdict() | {"rarest": rarest, "rest": rest}).all()
    except OperationalError as error:
        if isinstance(error.orig, QueryCanceled):
            raise SearchTooBroad from error
        raise
    connection.execute(_IMPATIENCE)
    return [Hit(*row) for row in rows]
