"""Engines that settle an epoch: whichever computes it, every byte of the result is the same.

`reference` is plain Python, to be read; `duckdb` is for millions of interactions, `spark` for a cluster.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Literal

from planet_chain.core.errors import PlanetError
from planet_chain.rewards.bundle import read_bundle
from planet_chain.rewards.reference import settle as settle_by_reference
from planet_chain.rewards.settlement import Settlement

Engine = Literal["reference", "duckdb", "spark"]
LOCAL: Final = "local[*]"
"""Spark in this process' own Java, on all cores."""


class SparkMissing(PlanetError):
    """Spark was asked for and is not installed: it is large, and few need it."""

    def __init__(self) -> None:
        super().__init__(
            "spark-missing",
            "Spark is not installed; run pip install 'planet-chain[spark]', or settle with --engine duckdb",
        )


def settle(directory: Path, engine: Engine = "reference", master: str = LOCAL) -> Settlement:
    """Who earned what in the epoch of the bundle in `directory`, which is all that is read.

    Args:
        master: where Spark runs, such as `local[2]` or `spark://host:7077`; the workers must find
            `directory` under the same name. Other engines need none.
    Raises:
        BundleRefused: the bundle is not whole or breaks a rule, by file, row and reason.
        SparkMissing, SparkFailed: Spark is not installed, or does not start.
        ConservationBroken: a defect of the program.
    """
    return _ENGINES[engine](directory, master)


def _reference(directory: Path, _: str) -> Settlement:
    return settle_by_reference(read_bundle(directory))


def _duckdb(directory: Path, _: str) -> Settlement:
    from planet_chain.rewards.engines.columnar import settle_by
    from planet_chain.rewards.engines.duckdb import duckdb_backend

    return settle_by(duckdb_backend(), directory)


def _spark(directory: Path, master: str) -> Settlement:
    from planet_chain.rewards.engines.columnar import settle_by

    try:
        from planet_chain.rewards.engines.spark import spark_backend
    except ModuleNotFoundError as error:
        raise SparkMissing from error
    return settle_by(spark_backend(master), directory)


_ENGINES: Final[Mapping[str, Callable[[Path, str], Settlement]]] = {
    "reference": _reference,
    "duckdb": _duckdb,
    "spark": _spark,
}
