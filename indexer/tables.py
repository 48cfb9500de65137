"""The writer: whole blocks in, one transaction a batch, under a lock that nobody else can hold."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

import psycopg
from psycopg import sql

from indexer import sums
from indexer.copying import copy_blocks, copy_facts, copy_logs, truncate
from indexer.decode import decode
from indexer.errors import BranchMoved
from indexer.facts import COLUMNS, facts_from
from indexer.fetch import Stretch
from indexer.node import Header, Heads

CHANNEL: Final = "planet_blocks"
"""Whoever listens on it hears of every commit: {"number", "hash", "finalized", "dropped_above"}."""

EVERYTHING: Final = (
    *("block", "log", "checkpoint", "index_alarm"),
    *COLUMNS,
    *(each.table for each in sums.SUMS),
)
"""Every table that the indexer writes."""


class Place(NamedTuple):
    """A block of ours."""

    number: int
    hash: str


class Identity(NamedTuple):
    """Of which chain and deployment the tables are."""

    chain_id: int
    genesis_hash: str
    contracts_hash: str
    first_block: int


class State(NamedTuple):
    """What the checkpoint says."""

    identity: Identity
    tip: Place
    finalized: Place


class Tables:
    """The tables of the chain, written through the connection that holds the indexer's lock."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def state(self) -> State | None:
        """The checkpoint, None before `begin`."""
        with self._connection.transaction():
            row = self._connection.execute(_STATE).fetchone()
        return State(Identity(*row[:4]), Place(*row[4:6]), Place(*row[6:])) if row else None

    def begin(self, identity: Identity, parent: Header, heads: Heads) -> None:
        """Write the first checkpoint: nothing is indexed above `parent`, the block before the first one."""
        with self._connection.transaction():
            self._connection.execute(
                "INSERT INTO block (number, hash, parent_hash, time, logs) VALUES (%s, %s, %s, %s, 0)",
                parent[:4],
            )
            self._connection.execute(_BEGIN, {**identity._asdict(), **_values(heads, parent)})

    def children(self, until: int | None = None) -> list[str]:
        """The community tokens made up to block `until`, in the order of their creation."""
        query = """
            SELECT token FROM community_created
            WHERE %(until)s::bigint IS NULL OR block_number <= %(until)s ORDER BY block_number, log_index
        """
        with self._connection.transaction():
            return [token for (token,) in self._connection.execute(query, {"until": until})]

    def branch(self, first: int) -> dict[int, str]:
        """The hashes of our blocks from `first` on."""
        with self._connection.transaction():
            rows = self._connection.execute("SELECT number, hash FROM block WHERE number >= %s", (first,))
            return dict(rows.fetchall())

    def append(self, parent: Place, stretches: Sequence[Stretch], heads: Heads) -> None:
        """Put `stretches`, which follow `parent`, behind it, in place of whatever stands above it now.

        Facts, sums, raw logs, headers and the checkpoint change together or not at all.

        Raises:
            BranchMoved: `parent` is no block of ours, or what the node calls final is not on this branch.
            MalformedLog: a log is damaged; nothing is written.
        """
        with self._connection.transaction():
            dropped = self._drop_above(parent)
            touched: set[str] = set()
            for stretch in stretches:
                copy_blocks(self._connection, stretch)
                copy_logs(self._connection, stretch.logs)
                rows = (row for event in decode(stretch.logs) for row in facts_from(event))
                touched |= copy_facts(self._connection, rows)
            sums.add(self._connection, parent.number, touched)
            self._move(stretches[-1].last, heads)
            self._notify(parent.number if dropped else None)

    def settle(self, tip: Header, heads: Heads) -> None:
        """Write down that more of what is there is final, with `tip` the newest block as before.

        Raises:
            BranchMoved: what the node calls final is not on our branch.
        """
        with self._connection.transaction():
            self._move(tip, heads)
            self._notify(None)

    @contextmanager
    def as_of(self, place: Place) -> Iterator[psycopg.Connection]:
        """The tables as they were at our block `place`, while the block runs; nobody else sees them so."""
        with self._connection.transaction(force_rollback=True):
            self._drop_above(place)
            yield self._connection

    def observe(self, heads: Heads) -> None:
        """Write down that we looked at the chain, and where its head was."""
        values = {"number": heads.latest.number, "time": heads.latest.time}
        with self._connection.transaction():
            self._connection.execute(_OBSERVE, values)

    def halt(self, reason: str | None) -> None:
        """Write down why the indexer stops for good, or that it goes on."""
        with self._connection.transaction():
            self._connection.execute("UPDATE checkpoint SET halted = %s", (reason,))

    def forget(self) -> None:
        """Empty every table of the chain."""
        with self._connection.transaction():
            truncate(self._connection, EVERYTHING)

    def _drop_above(self, parent: Place) -> bool:
        row = self._connection.execute(_PARENT, (parent.number,)).fetchone()
        if row is not None and row[1] != parent.hash:
            raise BranchMoved(f"our block {parent.number} is {row[1]}, not {parent.hash}")
        if row is None or row[0] == parent.number:
            return False
        sums.subtract(self._connection, parent.number)
        for table in ("log", *COLUMNS):
            self._connection.execute(
                sql.SQL("DELETE FROM {} WHERE block_number > %s").format(sql.Identifier(table)),
                (parent.number,),
            )
        self._connection.execute("DELETE FROM block WHERE number > %s", (parent.number,))
        return True

    def _move(self, tip: Header, heads: Heads) -> None:
        self._connection.execute(_MOVE, _values(heads, tip))
        final = heads.finalized if heads.finalized.number <= tip.number else tip
        ours = self._connection.execute(
            "SELECT hash FROM block WHERE number = %s", (final.number,)
        ).fetchone()
        if ours is not None and ours[0] != final.hash:
            raise BranchMoved(f"block {final.number} is final as {final.hash}, not as {ours[0]}")
        self._connection.execute(_FINALIZE, {"number": final.number, "hash": final.hash, "time": final.time})
        # below the finalized block only those with logs are kept
        self._connection.execute(
            "DELETE FROM block WHERE logs = 0 AND number < (SELECT finalized_number FROM checkpoint)"
        )

    def _notify(self, dropped_above: int | None) -> None:
        number, block_hash, finalized = self._connection.execute(_COMMITTED).fetchone() or (None, None, None)
        told = {"number": number, "hash": block_hash, "finalized": finalized, "dropped_above": dropped_above}
        self._connection.execute("SELECT pg_notify(%s, %s)", (CHANNEL, json.dumps(told)))


_STATE: Final = """
    SELECT chain_id, genesis_hash, contracts_hash, first_block, block_number, block_hash, finalized_number,
           finalized_hash
    FROM checkpoint
"""
_PARENT: Final = """
    SELECT block_number, (SELECT hash FROM block WHERE number = %s) FROM checkpoint FOR UPDATE
"""
_COMMITTED: Final = "SELECT block_number, block_hash, finalized_number FROM checkpoint"
_FACT_OF_HEADS: Final = """
    safe_number = %(safe_number)s, safe_time = %(safe_time)s,
    head_number = %(head_number)s, head_time = %(head_time)s, seen_at = extract(epoch FROM now())::bigint
"""
_OBSERVE: Final = """
    UPDATE checkpoint
    SET head_number = %(number)s, head_time = %(time)s, seen_at = extract(epoch FROM now())::bigint
"""
_BEGIN: Final = """
    INSERT INTO checkpoint (
        id, chain_id, genesis_hash, contracts_hash, first_block, block_number, block_hash, block_time,
        safe_number, safe_time, finalized_number, finalized_hash, finalized_time, head_number, head_time,
        seen_at
    ) VALUES (
        1, %(chain_id)s, %(genesis_hash)s, %(contracts_hash)s, %(first_block)s, %(number)s, %(hash)s,
        %(time)s, %(safe_number)s, %(safe_time)s, %(number)s, %(hash)s, %(time)s, %(head_number)s,
        %(head_time)s, extract(epoch FROM now())::bigint
    )
"""
_MOVE: Final = f"""
    UPDATE checkpoint
    SET block_number = %(number)s, block_hash = %(hash)s, block_time = %(time)s, {_FACT_OF_HEADS}
"""  # noqa: S608 (our own text)
_FINALIZE: Final = """
    UPDATE checkpoint SET finalized_number = %(number)s, finalized_hash = %(hash)s, finalized_time = %(time)s
    WHERE finalized_number < %(number)s
"""


def _values(heads: Heads, tip: Header) -> dict[str, int | str]:
    safe = heads.safe if heads.safe.number <= tip.number else tip
    return {
        "number": tip.number,
        "hash": tip.hash,
        "time": tip.time,
        "safe_number": safe.number,
        "safe_time": safe.time,
        "head_number": heads.latest.number,
        "head_time": heads.latest.time,
    }
