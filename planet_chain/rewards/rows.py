"""Rows that stay in columns: a table of millions, read like a list of tuples."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, overload

import pyarrow as pa

Row = TypeVar("Row", bound=tuple[Any, ...])


@dataclass(frozen=True, eq=False)
class Rows(Sequence[Row], Generic[Row]):
    """The rows of an Arrow table, each made when it is asked for.

    Attributes:
        table: columns in the order of the row's fields; amounts may be decimal text.
        kind: what a row is, a named tuple.
        amounts: places of the columns that are decimal text, integers in the row.
    """

    table: pa.Table
    kind: type[Row]
    amounts: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __iter__(self) -> Iterator[Row]:
        for batch in self.table.to_batches(max_chunksize=65_536):
            columns = [
                map(int, column.to_pylist()) if place in self.amounts else column.to_pylist()
                for place, column in enumerate(batch.columns)
            ]
            yield from map(self.kind, *columns)

    @overload
    def __getitem__(self, number: int) -> Row: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Row]: ...
    def __getitem__(self, number: int | slice) -> Row | Sequence[Row]:
        if isinstance(number, slice):
            return [self[place] for place in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        place = number % len(self)
        return next(iter(Rows(self.table.slice(place, 1), self.kind, self.amounts)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and list(self) == list(other)
