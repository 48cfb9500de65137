"""What a settlement by expressions needs of whatever runs them."""

from pathlib import Path
from typing import Final, Protocol

import ibis.expr.types as ir
import pyarrow as pa

ROW: Final = "file_row_number"
"""The number of a row in its file, from 0 on."""


class Backend(Protocol):
    """DuckDB, Spark: a place for tables, and the few words that each says in its own way.

    Attributes:
        crowd: how many readers it counts at once; their tables stay in a processor's cache.
        failures: what it raises when it cannot go on: a file that is no table, a number beyond an int64.
    """

    crowd: int
    failures: tuple[type[Exception], ...]

    def divided(self, dividend: ir.Value, divisor: ir.Value | int) -> ir.IntegerValue:
        """floor(dividend / divisor), exactly; neither is negative."""

    def hashed(self, text: ir.Value) -> ir.IntegerValue:
        """A number that equal texts share, and few others."""

    def repeated(self, numbers: ir.Table) -> ir.Table:
        """`repeated_in(numbers)`, computed."""

    def read(self, path: Path) -> ir.Table:
        """The rows of a Parquet file, and ROW."""

    def small(self, table: pa.Table) -> ir.Table:
        """A table that was made here."""

    def keep(self, name: str, table: ir.Table, *more: ir.Table) -> ir.Table:
        """The rows of `table` and of `more`, computed once, to be read again and again."""

    def gather(self, name: str, acts: ir.Table, entities: int, posts: int) -> ir.Table:
        """`touched_in(acts)`, kept under `name`; every u is below `entities`, every p below `posts`."""

    def drop(self, name: str) -> None:
        """What was kept under `name` is not read any more."""

    def fetch(self, table: ir.Table) -> pa.Table:
        """The rows of `table`, in their order, with its types."""
