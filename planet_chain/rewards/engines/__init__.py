"""Engines that settle an epoch: whichever computes it, every byte of the result is the same.

`reference` is plain Python, to be read; `duckdb` is for millions of interactions.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Literal

from planet_chain.rewards.bundle import read_bundle
from planet_chain.rewards.reference import settle as settle_by_reference
from planet_chain.rewards.settlement import Settlement

Engine = Literal["reference", "duckdb"]


def settle(directory: Path, engine: Engine = "reference") -> Settlement:
    """Who earned what in the epoch of the bundle in `directory`, which is all that is read.

    Raises:
        BundleRefused: the bundle is not whole or breaks a rule, by file, row and reason.
        ConservationBroken: a defect of the program.
    """
    return _ENGINES[engine](directory)


def _reference(directory: Path) -> Settlement:
    return settle_by_reference(read_bundle(directory))


def _duckdb(directory: Path) -> Settlement:
    from planet_chain.rewards.engines.columnar import settle_by_duckdb

    return settle_by_duckdb(directory)


_ENGINES: Final[Mapping[str, Callable[[Path], Settlement]]] = {"reference": _reference, "duckdb": _duckdb}
