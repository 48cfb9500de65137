"""A short run of the simulator that `benchmarks/soak_index.py` runs for hours."""

import time
from pathlib import Path

from planet_chain.devnet.database import EmbeddedPostgres
from tests.indexer.simulator import Simulator

_SECONDS = 10


def test_everything_at_once_for_a_short_while(
    postgres: EmbeddedPostgres, migrated: str, tmp_path: Path
) -> None:
    simulator = Simulator(postgres, migrated, tmp_path, seed=4)
    try:
        simulator.run(checks=3, steps=5, until=time.monotonic() + _SECONDS)
        assert simulator.report.checks >= 1
    finally:
        simulator.close()
