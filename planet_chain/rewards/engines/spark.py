"""Spark as a backend: the same expressions on a laptop (`local[*]`) or on a cluster (`spark://…`).

Spark runs under ANSI rules, its default since 4.0: an integer that does not fit stops it.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark import StorageLevel
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as sql
from pyspark.sql.types import StringType

from planet_chain.core.errors import PlanetError
from planet_chain.rewards.engines.backend import ROW
from planet_chain.rewards.engines.expressions import repeated_in, touched_in
from planet_chain.rewards.engines.java import java_home

_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_GLOB: Final = re.compile(r"([\[\]{}*?\\])")
_SETTINGS: Final = {
    "spark.sql.caseSensitive": "true",
    "spark.sql.parquet.binaryAsString": "true",
    "spark.driver.maxResultSize": "0",  # the leaves come home, however many
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_LOCAL_SETTINGS: Final = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "3g",
    "spark.sql.shuffle.partitions": "8",
}


class SparkFailed(PlanetError):
    """Spark could not be started."""

    def __init__(self, master: str, reason: str) -> None:
        super().__init__(
            "spark-failed",
            f"Spark on {master} did not start: {reason}; check --master, or settle with --engine duckdb",
        )


@ibis.udf.scalar.builtin(name="div")  # type: ignore[untyped-decorator]  # Ibis brings no types
def _divide(dividend: dt.int64, divisor: dt.int64) -> dt.int64:
    """Integer division."""


@ibis.udf.scalar.builtin(name="xxhash64")  # type: ignore[untyped-decorator]  # Ibis brings no types
def _hash(text: dt.string) -> dt.int64:
    """Some number, the same for the same text."""


class Spark:
    """`Backend`, in a session of Spark."""

    crowd = 1 << 62  # it spreads them by itself
    failures: tuple[type[Exception], ...] = (PySparkException, Py4JError)

    def __init__(self, session: SparkSession) -> None:
        self._session = session
        self._connection: Any = ibis.pyspark.connect(session)
        self._kept = list[DataFrame]()
        self._numbers = count()

    def divided(self, dividend: ir.Value, divisor: ir.Value | int) -> ir.IntegerValue:
        return _divide(dividend, divisor)

    def hashed(self, text: ir.Value) -> ir.IntegerValue:
        return _hash(text)

    def repeated(self, numbers: ir.Table) -> ir.Table:
        return self.keep(f"repeated_{next(self._numbers)}", repeated_in(numbers))

    def read(self, path: Path) -> ir.Table:
        frame = self._session.read.parquet(_GLOB.sub(r"\\\1", str(path.resolve())))
        # Spark takes any bytes for text: what is no UTF-8 must stop it, as it stops others
        columns = [
            sql.validate_utf8(field.name).alias(field.name)
            if isinstance(field.dataType, StringType)
            else sql.col(field.name)
            for field in frame.schema.fields
        ]
        frame = frame.select(*columns, sql.col("_metadata.row_index").alias(ROW))
        frame.createOrReplaceTempView(path.stem)
        return self._connection.table(path.stem)

    def small(self, table: pa.Table) -> ir.Table:
        name = f"small_{next(self._numbers)}"
        self._session.createDataFrame(table).createOrReplaceTempView(name)
        return ibis.table(ibis.schema(table.schema), name)

    def keep(self, name: str, table: ir.Table, *more: ir.Table) -> ir.Table:
        table = ibis.union(table, *more) if more else table
        # computed when it is first read, or when what is computed from it is: one job less for each table
        frame = self._frame(table).persist(StorageLevel.MEMORY_AND_DISK)
        frame.createOrReplaceTempView(name)
        self._kept.append(frame)
        return ibis.table(table.schema(), name)

    def gather(self, name: str, acts: ir.Table, entities: int, posts: int) -> ir.Table:
        return self.keep(name, touched_in(acts))

    def drop(self, name: str) -> None:
        """Nothing yet: what was computed from it may still have to be. Spark moves it to the disk."""

    def fetch(self, table: ir.Table) -> pa.Table:
        return self._frame(table).toArrow().cast(table.schema().to_pyarrow())

    def close(self) -> None:
        """Forget everything that was kept."""
        for frame in self._kept:
            frame.unpersist()

    def _frame(self, table: ir.Table) -> DataFrame:
        """`table` as Spark's, integers in 64 bits: Spark numbers rows and writes constants in 32."""
        columns = [
            f"CAST(`{name}` AS BIGINT) AS `{name}`" if kind.is_integer() else f"`{name}`"
            for name, kind in table.schema().items()
        ]
        chosen, inner = ", ".join(columns), self._connection.compile(table)
        return self._session.sql(f"SELECT {chosen} FROM ({inner})")  # noqa: S608 - our own names


@contextmanager
def spark_backend(master: str) -> Iterator[Spark]:
    """A session of its own on `master`. The process keeps its connection to Spark, and its Java.

    Raises:
        SparkFailed: there is no such master, or this process is connected to another.
    """
    backend = Spark(connect(master).newSession())
    try:
        yield backend
    finally:
        backend.close()


def connect(master: str, settings: Mapping[str, str] = _NONE) -> SparkSession:
    """The connection of this process to `master`, begun when there is none.

    Args:
        settings: Spark's own, beside ours, for a connection that is begun.
    Raises:
        SparkFailed: there is no such master, or this process is connected to another.
    """
    found = SparkSession.getActiveSession()
    if found is None:
        local = _LOCAL_SETTINGS if master.startswith("local") else {}
        with java_home() as options:
            chosen = {**_SETTINGS, **local, **options, **settings}
            try:
                return (
                    SparkSession.builder.appName("planet-chain")
                    .master(master)
                    .config(map=chosen)
                    .getOrCreate()
                )
            except (PySparkException, Py4JError, OSError) as error:
                raise SparkFailed(master, str(error).strip().splitlines()[0]) from error
    if found.sparkContext.master != master:
        raise SparkFailed(master, f"this process is connected to {found.sparkContext.master}")
    return found
