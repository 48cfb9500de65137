"""Doubt about our own tables: sums are added up again, contracts are asked. Nothing is repaired."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import sql

from indexer.errors import BranchMoved
from indexer.node import Node
from indexer.sums import EVERYTHING, HOLDERS, SUMS, Sum
from planet_chain.chain.deployment import Deployment
from planet_chain.core.addresses import lower_address
from planet_chain.core.keccak import keccak

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


def audit_facts(connection: psycopg.Connection) -> list[Difference]:
    """Compare every sum with the facts it adds up, in one snapshot. Empty when all is well."""
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        found = [difference for each in SUMS for difference in _compare(connection, each)]
        return found + list(_compare_holders(connection))


def audit_chain(connection: psycopg.Connection, node: Node, deployment: Deployment) -> list[Difference]:
    """Compare supplies, reserves, fees, funds and claims with the contracts' own state at our newest block.

    Raises:
        BranchMoved: that block was reorganised away meanwhile; audit again.
        NodeRefused: the node no longer knows the state at that block.
    """
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        row = connection.execute("SELECT block_number, block_hash FROM checkpoint").fetchone()
        if row is None:
            return []
        questions = list(_questions(connection, deployment))
    number, block_hash = row
    found: list[Difference] = []
    for first in range(0, len(questions), _CALLS_AT_ONCE):
        asked = questions[first : first + _CALLS_AT_ONCE]
        answers = node.call([(each.address, each.data) for each in asked], number)
        found += [
            difference
            for question, answer in zip(asked, answers, strict=True)
            for difference in question.compare(answer)
        ]
    if node.headers([number])[0].hash != block_hash:
        raise BranchMoved(f"block {number} is no longer {block_hash}")
    return found


@dataclass(frozen=True)
class _Question:
    """A view function, and what it should answer."""

    address: str
    call: str
    argument: str
    table: str
    key: tuple[str, ...]
    columns: Sequence[str]
    stored: Sequence[int]

    @property
    def data(self) -> str:
        return "0x" + keccak(self.call.encode())[:4].hex() + self.argument

    def compare(self, answer: str) -> Iterator[Difference]:
        words = [int(answer[at : at + 64] or "0", 16) for at in range(2, 2 + 64 * len(self.columns), 64)]
        for column, stored, expected in zip(self.columns, self.stored, words, strict=True):
            if stored != expected:
                yield Difference(self.table, self.key, column, stored, expected, self.call)


def _questions(connection: psycopg.Connection, deployment: Deployment) -> Iterator[_Question]:
    market, distributor, points = (
        lower_address(deployment.address(name)) for name in ("CommunityMarket", "RewardDistributor", "Points")
    )
    initial_quote, initial_tokens = (int(each) for each in deployment.contracts["CommunityMarket"].args[2:4])
    for token, supply, quote, tokens, fees in connection.execute(_COMMUNITIES):
        yield _Question(token, "totalSupply()", "", "supply_sum", (token,), ("supply",), (int(supply),))
        reserves = (initial_quote + int(quote), initial_tokens - int(tokens), int(fees))
        columns = ("quote_net", "tokens_net", "fees")
        yield _Question(
            market, "reservesOf(address)", _word(token), "market_sum", (token,), columns, reserves
        )
    points_supply = "SELECT coalesce(sum(supply), 0) FROM supply_sum WHERE token = %s"
    for (supply,) in connection.execute(points_supply, (points,)):
        yield _Question(points, "totalSupply()", "", "supply_sum", (points,), ("supply",), (int(supply),))
    for token, funded in connection.execute("SELECT token, funded FROM reward_sum"):
        if token != points:  # points are minted by claims, not funded
            yield _Question(
                distributor,
                "funded(address)",
                _word(token),
                "reward_sum",
                (token,),
                ("funded",),
                (int(funded),),
            )
    for account, token, amount in connection.execute("SELECT account, token, amount FROM claim_sum"):
        argument = _word(account) + _word(token)
        key, stored = (account, token), (int(amount),)
        yield _Question(
            distributor, "claimed(address,address)", argument, "claim_sum", key, ("amount",), stored
        )


# every community is asked for, so that one whose logs were all lost is found too
_COMMUNITIES: Final = """
    SELECT token, coalesce(supply, 0), coalesce(quote_net, 0), coalesce(tokens_net, 0),
           coalesce(fees - collected, 0)
    FROM community_created LEFT JOIN supply_sum USING (token) LEFT JOIN market_sum USING (token)
"""
_COMPARED: Final = """
    SELECT {keys}, {stored}, {expected} FROM {table} AS s FULL JOIN ({delta}) AS d USING ({keys})
    WHERE ({stored}) IS DISTINCT FROM ({expected}) LIMIT {most}
"""


def _word(address: str) -> str:
    return address[2:].rjust(64, "0")


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
            yield Difference(each.table, row[:width], column, _whole(ours), _whole(theirs), "the facts")


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
