"""DuckDB as a backend: one process, all cores, and the disk where memory ends."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import duckdb
import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import pyarrow as pa

from planet_chain.rewards.engines.expressions import touched_in
from planet_chain.rewards.engines.sorting import Packing, repeated_of

MEMORY: Final = "50%"
"""Of what this process may have: what DuckDB keeps in memory at most; beyond, it writes to the disk."""

PART: Final = 1 << 25
"""Rows that are sorted at once, which takes 1.5 GB."""


@ibis.udf.scalar.builtin(name="divide")  # type: ignore[untyped-decorator]  # Ibis brings no types
def _divide(dividend: dt.int64, divisor: dt.int64) -> dt.int64:
    """Integer division."""


@ibis.udf.scalar.builtin(name="hash")  # type: ignore[untyped-decorator]  # Ibis brings no types
def _hash(text: dt.string) -> dt.uint64:
    """Some number, the same for the same text."""


class DuckDB:
    """`Backend`, with Ibis' name for each of its words."""

    crowd = 1 << 19
    failures: tuple[type[Exception], ...] = (duckdb.Error,)

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def divided(self, dividend: ir.Value, divisor: ir.Value | int) -> ir.IntegerValue:
        return _divide(dividend, divisor)

    def hashed(self, text: ir.Value) -> ir.IntegerValue:
        return _hash(text)

    def repeated(self, numbers: ir.Table) -> ir.Table:
        found = self.fetch(numbers)
        return self.small(pa.table([repeated_of(found.column(0))], found.column_names))

    def read(self, path: Path) -> ir.Table:
        return self._connection.read_parquet(path, file_row_number=True, binary_as_string=True)

    def small(self, table: pa.Table) -> ir.Table:
        return ibis.memtable(table)

    def keep(self, name: str, table: ir.Table, *more: ir.Table) -> ir.Table:
        kept = self._connection.create_table(name, table, temp=True)
        for part in more:
            self._connection.insert(name, part)
        return kept

    def gather(self, name: str, acts: ir.Table, entities: int, posts: int) -> ir.Table:
        packing = Packing(entities, posts)
        if not packing.fits:
            return self.keep(name, touched_in(acts))
        packed = self.keep("packed", packing.packed(acts))
        parts = self.fetch(packed.agg(rows=packed.count())).column(0)[0].as_py() // PART + 1
        for number in range(parts):
            low, high = packing.part(number, parts)
            rows = self.fetch(packed.filter((packed.packed >= low) & (packed.packed < high)))
            found = self.small(packing.touched_of(rows.column(0)))
            if number:
                self._connection.insert(name, found)
            else:
                touched = self.keep(name, found)
        self.drop("packed")
        return touched

    def drop(self, name: str) -> None:
        self._connection.raw_sql(
            f'DROP TABLE "{name}"'
        )  # drop_table of Ibis 12 lost its name with sqlglot 30

    def fetch(self, table: ir.Table) -> pa.Table:
        return self._connection.to_pyarrow(table)


@contextmanager
def duckdb_backend() -> Iterator[DuckDB]:
    """A DuckDB of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="planet-") as spill:
        connection = ibis.duckdb.connect(
            memory_limit=MEMORY, temp_directory=spill, preserve_insertion_order=False
        )
        try:
            yield DuckDB(connection)
        finally:
            connection.disconnect()
