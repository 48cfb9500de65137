"""The six files of a settlement; `settlement.json` and `tree.json` are the same byte for byte everywhere."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from planet_chain.core.amounts import format_amount
from planet_chain.core.merkle import dump_pieces, dump_tree
from planet_chain.rewards.directory import write_directory
from planet_chain.rewards.rows import Rows
from planet_chain.rewards.settlement import Settlement
from planet_chain.rewards.tables import table_bytes

SETTLEMENT: Final = "settlement.json"
TREE: Final = "tree.json"


def summary(settlement: Settlement) -> dict[str, str | int]:
    """What settlement.json says: amounts as decimal text."""
    return {
        "epoch": settlement.epoch,
        "inputs_hash": settlement.inputs_hash,
        "root": settlement.root,
        "pool": format_amount(settlement.pool),
        "carry_in": format_amount(settlement.carry_in),
        "carry_out": format_amount(settlement.carry_out),
        "returned": format_amount(settlement.returned),
        "paid": format_amount(settlement.paid),
        "points": format_amount(settlement.points),
        "creators": settlement.creators,
        "consumers": settlement.consumers,
    }


def output_files(settlement: Settlement) -> dict[str, bytes]:
    """The files of a result: name -> bytes. Source: docs/math/settlement.md, section 4."""
    return {**_small_files(settlement), TREE: dump_tree(settlement.tree)}


def _small_files(settlement: Settlement) -> dict[str, bytes]:
    """All but the tree."""
    rows: Mapping[str, list[tuple[str | int, ...]] | pa.Table] = {
        "allocations.parquet": [
            (row.entity, row.account, *(format_amount(amount) for amount in row[2:]))
            for row in settlement.allocations
        ],
        "explanation.parquet": [
            (row.entity, row.post, format_amount(row.amount)) for row in settlement.explanation
        ],
        "cumulative.parquet": _table(settlement.cumulative)
        or [(row.account, row.token, format_amount(row.amount)) for row in settlement.cumulative],
        "counted.parquet": _table(settlement.counted) or [tuple(row) for row in settlement.counted],
    }
    return {
        SETTLEMENT: json.dumps(summary(settlement), sort_keys=True, separators=(",", ":")).encode(),
        **{name: table_bytes(name, table) for name, table in rows.items()},
    }


def _table(rows: Sequence[Any]) -> pa.Table | None:
    """Rows that are in columns already, as they are; None for others and for none."""
    return rows.table if isinstance(rows, Rows) and rows else None


def write_outputs(directory: Path, settlement: Settlement) -> None:
    """Write a result to `directory`, all of it or nothing; the same result again changes nothing.

    Raises:
        DirectoryTaken: the directory holds something else.
        CannotWrite: the disk refused.
    """
    tree = partial(dump_pieces, settlement.tree)
    write_directory(directory, {**_small_files(settlement), TREE: tree})
