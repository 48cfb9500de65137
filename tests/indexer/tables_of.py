"""What an index says, as plain values: two indexes of the same chain must say the same."""

from typing import Any

from indexer.facts import COLUMNS
from indexer.sums import SUMS
from planet_chain.store.database import connect


def tables_of(database_url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the chain's tables, sorted, without empty blocks: how many are kept depends on the way."""
    tables = ("log", *COLUMNS, *(each.table for each in SUMS))
    queries = {table: f"SELECT * FROM {table}" for table in tables}  # noqa: S608 (our own names)
    queries["block"] = "SELECT number, hash, time, logs FROM block WHERE logs > 0"
    queries["checkpoint"] = (
        "SELECT chain_id, genesis_hash, contracts_hash, first_block, block_number, block_hash, "
        "finalized_number, finalized_hash, safe_number, halted FROM checkpoint"
    )
    with connect(database_url) as connection:
        return {
            table: sorted(connection.execute(query).fetchall(), key=repr) for table, query in queries.items()
        }


def differences(one: str, other: str) -> dict[str, tuple[list[Any], list[Any]]]:
    """Table -> the rows that only `one` has and the rows that only `other` has."""
    ours, theirs = tables_of(one), tables_of(other)
    found = {}
    for table in ours:
        mine, yours = list(map(repr, ours[table])), list(map(repr, theirs[table]))
        if mine != yours:
            found[table] = (
                [row for row in ours[table] if repr(row) not in yours],
                [row for row in theirs[table] if repr(row) not in mine],
            )
    return found
