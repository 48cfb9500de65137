"""Doubt about our own tables: sums are added up again, contracts are asked. Nothing is repaired."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import sql

from indexer.errors import BranchMoved
from indexer.node import Node
from indexer.question import Question
from indexer.questions import questions
from indexer.summed import Sum
from indexer.sums import EVERYTHING, HOLDERS, SUMS
from planet_chain.chain.deployment import Deployment

Progress = Callable[[int, int], None]
"""Hears how much is done, and how much there is to do in all."""

_MOST: Final = 100
"""Differences reported for each table, at most."""
_CALLS_AT_ONCE: Final = 500


@dataclass(frozen=True)
class Difference:
    """Something that is written twice, and not the same."""

    table: str
    key: tuple[str, ...]
    column: str
    stored: int | None
    """None when the row is missing."""
    expected: int | None
    """None when there should be no row."""
    source: str
    """Where the expectation comes from: the facts, or a call of a contract."""

    def __str__(self) -> str:
        row = f"{self.table} {'/'.join(self.key)}"
        return f"{row}: {self.column} is {self.stored}, but {self.source} says {self.expected}"


def audit_facts(
    connection: psycopg.Connection, progress: Progress = lambda done, total: None
) -> list[Difference]:
    """Compare every sum with the facts it adds up, in one snapshot. Empty when all is well."""
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        found: list[Difference] = []
        for done, each in enumerate(SUMS, 1):
            found += _compare(connection, each)
            progress(done, len(SUMS))
        return found + list(_compare_holders(connection))


def audit_chain(
    connection: psycopg.Connection,
    node: Node,
    deployment: Deployment,
    progress: Progress = lambda done, total: None,
) -> list[Difference]:
    """Compare what the contracts count themselves with our tables, at our newest block.

    Raises:
        BranchMoved: that block was reorganised away meanwhile; audit again.
        NodeRefused: the node no longer knows the state at that block.
    """
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        row = connection.execute("SELECT block_number, block_hash FROM checkpoint").fetchone()
        if row is None:
            return []
        wanted = list(questions(connection, deployment))
    number, block_hash = row
    return compare(node, wanted, number, block_hash, progress)


def compare(
    node: Node,
    wanted: Sequence[Question],
    number: int,
    block_hash: str,
    progress: Progress = lambda done, total: None,
) -> list[Difference]:
    """What the contracts answer otherwise to `wanted` at block `number`, which must be `block_hash`.

    Raises:
        BranchMoved: it is another block.
        NodeRefused: the node does not know the state at that block.
    """
    found: list[Difference] = []
    for first in range(0, len(wanted), _CALLS_AT_ONCE):
        asked = wanted[first : first + _CALLS_AT_ONCE]
        answers = node.call([(each.address, each.data) for each in asked], number)
        found += [
            Difference(question.table, question.key, column, stored, expected, question.call)
            for question, answer in zip(asked, answers, strict=True)
            for column, stored, expected in question.differences(answer)
        ]
        progress(first + len(asked), len(wanted))
    if node.headers([number])[0].hash != block_hash:
        raise BranchMoved(f"block {number} is no longer {block_hash}")
    return found


_COMPARED: Final = """
    SELECT {keys}, {stored}, {expected} FROM {table} AS s FULL JOIN ({delta}) AS d USING ({keys})
    WHERE ({stored}) IS DISTINCT FROM ({expected}) LIMIT {most}
"""


def _compare(connection: psycopg.Connection, each: Sum) -> Iterator[Difference]:
    keys = sql.SQL(", ").join(map(sql.Identifier, each.keys))
    pairs = {
        side: sql.SQL(", ").join(
            sql.SQL("{}.{}").format(sql.SQL(side), sql.Identifier(value)) for value in each.values
        )
        for side in ("s", "d")
    }
    composed = sql.SQL(_COMPARED).format(
        keys=keys,
        stored=pairs["s"],
        expected=pairs["d"],
        table=sql.Identifier(each.table),
        delta=sql.SQL(each.delta),
        most=sql.Literal(_MOST),
    )
    for row in connection.execute(composed, EVERYTHING):
        yield from _differences(each, row)


def _differences(each: Sum, row: tuple[Any, ...]) -> Iterator[Difference]:
    width, count = len(each.keys), len(each.values)
    stored, expected = row[width : width + count], row[width + count :]
    for column, ours, theirs in zip(each.values, stored, expected, strict=True):
        if ours != theirs:
            key = tuple(map(str, row[:width]))
            yield Difference(each.table, key, column, _whole(ours), _whole(theirs), "the facts")


def _compare_holders(connection: psycopg.Connection) -> Iterator[Difference]:
    query = f"""
        SELECT token, s.holders, coalesce(h.holders, 0)
        FROM supply_sum AS s LEFT JOIN ({HOLDERS}) AS h USING (token)
        WHERE s.holders <> coalesce(h.holders, 0) LIMIT {_MOST}
    """  # noqa: S608 (our own text)
    for token, stored, expected in connection.execute(query):
        yield Difference("supply_sum", (token,), "holders", stored, expected, "the balances")


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)
