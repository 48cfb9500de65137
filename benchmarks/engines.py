"""Random weeks by several engines: every byte of every output file must be the same.

    PYTHONPATH=. python benchmarks/engines.py [--examples 10000] [--engines reference,duckdb,spark] [--json]

The weeks are those of the tests (`tests/rewards/bundles.py`): shared entities, missing payouts, repeated
rows, ties, empty tables, scarcity, carry, huge pools. Conservation is asserted by each engine itself.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from planet_chain.rewards.bundle import Bundle, bundle_files
from planet_chain.rewards.engines import Engine, settle
from planet_chain.rewards.outputs import output_files
from tests.rewards.bundles import bundles


class Campaign:
    """Counts what it compared."""

    def __init__(self, engines: list[Engine], master: str) -> None:
        self.engines, self.master = engines, master
        self.weeks = self.paid = self.leaves = 0
        self.begun = time.monotonic()

    def compare(self, week: Bundle) -> None:
        """Settle `week` by every engine; raises AssertionError with what differs."""
        with tempfile.TemporaryDirectory() as directory:
            for name, data in bundle_files(week.manifest, week.tables).items():
                (Path(directory) / name).write_bytes(data)
            first, *others = self.engines
            result = settle(Path(directory), first, self.master)
            expected = output_files(result)
            for engine in others:
                found = output_files(settle(Path(directory), engine, self.master))
                differing = [name for name in expected if found[name] != expected[name]]
                assert not differing, f"{engine} and {first} differ in {differing}: {week}"
        self.weeks += 1
        self.paid += result.creators > 0
        self.leaves += len(result.cumulative)
        if self.weeks % 100 == 0:
            print(f"{self.weeks} weeks in {time.monotonic() - self.begun:.0f} s", file=sys.stderr)

    def report(self) -> dict[str, Any]:
        return {
            "engines": self.engines,
            "weeks": self.weeks,
            "weeks_that_pay": self.paid,
            "leaves": self.leaves,
            "differences": 0,
            "seconds": round(time.monotonic() - self.begun, 1),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description="Random weeks by several engines, byte for byte.")
    parser.add_argument("--examples", type=int, default=10_000)
    parser.add_argument("--engines", type=lambda text: text.split(","), default=["reference", "duckdb"])
    parser.add_argument("--master", default="local[*]", help="where Spark runs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    campaign = Campaign(options.engines, options.master)
    limits = settings(
        max_examples=options.examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )

    @seed(options.seed)
    @limits
    @given(bundles())
    def every_engine_agrees(week: Bundle) -> None:
        campaign.compare(week)

    every_engine_agrees()
    found = campaign.report()
    print(
        json.dumps(found) if options.json else "\n".join(f"{key:16} {value}" for key, value in found.items())
    )


if __name__ == "__main__":
    main()
