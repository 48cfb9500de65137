"""The Parquet tables of bundles and results: their columns, and rows to bytes and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
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


def table_bytes(file: str, rows: Iterable[Sequence[Any]] | pa.Table) -> bytes:
    """`rows` as the Parquet bytes of `file`, in their order: the same rows give the same bytes."""
    columns = COLUMNS[file]
    schema = pa.schema([pa.field(name, kind, (file, name) in NULLABLE) for name, kind in columns.items()])
    if isinstance(rows, pa.Table):
        # in one piece, as from a list: where pieces end, pages of the file would end
        arrays = [rows.column(name).combine_chunks() for name in columns]
    else:
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
    check_table(file, pa.BufferReader(data))
    return [row for _, row in numbered_rows(file, pa.BufferReader(data))]


def check_table(file: str, source: Path | pa.NativeFile) -> None:
    """Read all of `source`, a batch at a time, as the Parquet of `file`.

    Raises:
        BundleRefused: no Parquet, another set of columns, another type, or a null where none may be.
    """
    nulls: dict[str, int] = {}
    try:
        parquet = pq.ParquetFile(source)
        schema, number = parquet.schema_arrow, 0
        for batch in parquet.iter_batches():
            batch.validate(full=True)
            for column in batch.schema.names:
                if batch.column(column).null_count and column not in nulls:
                    nulls[column] = number + batch.column(column).is_null().index(True).as_py() + 1
            number += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        raise BundleRefused(file, None, f"is no readable Parquet: {str(error).strip()}") from error
    check_names(file, schema.names)
    for column in COLUMNS[file]:
        check_column(file, column, schema.field(column).type)
        if column in nulls and (file, column) not in NULLABLE:
            raise BundleRefused(file, nulls[column], f"{column} is null")


def numbered_rows(file: str, source: Path | pa.NativeFile) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows of `source`, which `check_table` found fine, with their numbers, a batch at a time."""
    number = 0
    for batch in pq.ParquetFile(source).iter_batches(columns=list(COLUMNS[file])):
        columns = (batch.column(column).to_pylist() for column in COLUMNS[file])
        for row in zip(*columns, strict=True):
            number += 1
            yield number, row


def check_names(file: str, names: Sequence[str]) -> None:
    """Refuse other columns than those of COLUMNS, in any order."""
    columns = COLUMNS[file]
    if sorted(names) != sorted(columns):
        raise BundleRefused(
            file, None, f"has the columns {', '.join(names)}; it must have {', '.join(columns)}"
        )


def check_column(file: str, name: str, found: pa.DataType) -> None:
    """Refuse another type than that of COLUMNS; a large string is a string."""
    wanted = COLUMNS[file][name]
    if not is_type(found, wanted):
        raise BundleRefused(file, None, f"column {name} has type {found}; it must be {wanted}")


def is_type(found: pa.DataType, wanted: pa.DataType) -> bool:
    """Whether `found` is `wanted`, or its large kind."""
    return bool(found == wanted or (wanted == TEXT and pa.types.is_large_string(found)))
