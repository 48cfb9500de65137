"""The Parquet tables of bundles and results: their columns, and rows to bytes and back."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from planet_chain.rewards.errors import BundleRefused

TEXT: Final = pa.string()
COUNT: Final = pa.int64()

COLUMNS: Final[Mapping[str, Mapping[str, pa.DataType]]] = {
    "members.parquet": {"member": TEXT, "entity": TEXT, "value": COUNT, "payout": TEXT},
    "posts.parquet": {"post": TEXT, "creator": TEXT, "type": TEXT},
    "interactions.parquet": {"id": TEXT, "member": TEXT, "post": TEXT, "action": TEXT, "quantity": COUNT},
    "counted.parquet": {"entity": TEXT, "post": TEXT, "epochs": COUNT},
    "cumulative.parquet": {"account": TEXT, "token": TEXT, "amount": TEXT},
    "allocations.parquet": dict.fromkeys(("entity", "account", "value", "base", "cut", "paid"), TEXT),
    "explanation.parquet": dict.fromkeys(("entity", "post", "amount"), TEXT),
}
NULLABLE: Final = frozenset({("members.parquet", "payout")})


def table_bytes(file: str, rows: Iterable[Sequence[Any]]) -> bytes:
    """`rows` as the Parquet bytes of `file`, in their order: the same rows give the same bytes."""
    columns = COLUMNS[file]
    schema = pa.schema([pa.field(name, kind, (file, name) in NULLABLE) for name, kind in columns.items()])
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [pa.array(column, field.type) for column, field in zip(values, schema, strict=True)]
    out = BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()


def table_rows(file: str, data: bytes) -> list[tuple[Any, ...]]:
    """The rows of `file` from its Parquet bytes, columns in the order of COLUMNS.

    Raises:
        BundleRefused: no Parquet, another set of columns, another type, or a null where none may be.
    """
    try:
        table = pq.read_table(pa.BufferReader(data))
        table.validate(full=True)
    except (pa.ArrowException, OSError) as error:
        raise BundleRefused(file, None, f"is no readable Parquet: {str(error).strip()}") from error
    columns = COLUMNS[file]
    if sorted(table.column_names) != sorted(columns):
        found = ", ".join(table.column_names)
        raise BundleRefused(file, None, f"has the columns {found}; it must have {', '.join(columns)}")
    return list(zip(*(_column(file, table, name) for name in columns), strict=True))


def _column(file: str, table: pa.Table, name: str) -> list[Any]:
    column, wanted = table.column(name), COLUMNS[file][name]
    if column.type != wanted and not (wanted == TEXT and pa.types.is_large_string(column.type)):
        raise BundleRefused(file, None, f"column {name} has type {column.type}; it must be {wanted}")
    values: list[Any] = column.to_pylist()
    if column.null_count and (file, name) not in NULLABLE:
        raise BundleRefused(file, values.index(None) + 1, f"{name} is null")
    return values
