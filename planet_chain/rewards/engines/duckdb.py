"""DuckDB as an engine: one process, all cores, and the disk where memory ends."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

MEMORY: Final = "2GB"
"""What DuckDB keeps in memory at most; beyond, it writes to the disk."""


@ibis.udf.scalar.builtin(name="divide")  # type: ignore[untyped-decorator]  # Ibis brings no types
def _divide(dividend: dt.int64, divisor: dt.int64) -> dt.int64:
    """Integer division."""


@ibis.udf.scalar.builtin(name="hash")  # type: ignore[untyped-decorator]  # Ibis brings no types
def _hash(text: dt.string) -> dt.uint64:
    """Some number, the same for the same text."""


class DuckDB:
    """What a settlement needs of an engine."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    @staticmethod
    def divided(dividend: ir.Value, divisor: ir.Value | int) -> ir.IntegerValue:
        """floor(dividend / divisor), exactly; neither is negative."""
        return _divide(dividend, divisor)

    @staticmethod
    def hashed(text: ir.Value) -> ir.IntegerValue:
        """A number that equal texts share, and few others."""
        return _hash(text)

    def read(self, path: Path) -> ir.Table:
        """The rows of a Parquet file, with their number from 0 on as `file_row_number`."""
        return self._connection.read_parquet(path, file_row_number=True, binary_as_string=True)

    def keep(self, name: str, table: ir.Table) -> ir.Table:
        """`table`, computed now, to be read again and again."""
        return self._connection.create_table(name, table, temp=True)

    def drop(self, name: str) -> None:
        """Forget what was kept under `name`."""
        self._connection.raw_sql(
            f'DROP TABLE "{name}"'
        )  # drop_table of Ibis 12 lost its name with sqlglot 30


@contextmanager
def duckdb_engine() -> Iterator[DuckDB]:
    """A DuckDB of its own, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="planet-") as spill:
        connection = ibis.duckdb.connect(
            memory_limit=MEMORY, temp_directory=spill, preserve_insertion_order=False
        )
        try:
            yield DuckDB(connection)
        finally:
            connection.disconnect()
