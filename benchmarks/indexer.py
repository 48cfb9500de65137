"""The indexer on seeded chains of the project's own contracts, alone or beside Ponder 0.16.10.

    python benchmarks/indexer.py [--case A|B|C|D|replay|live|kill|lossy|growth|readers] [--vs-ponder] [--json]

Everything from the first block to the last, whole events: raw row, fact, and two or more sums each.

A       1,000 blocks of 100 transfers of a community token
B       300 communities are born on the way, 4,800 buys of them
C       5,000 tips in 4,300 blocks
D       2,000 tips in 20,000 blocks, behind X Layer's limits: 100 blocks, 100 calls a second, 50 ms
replay  case A again from the raw logs
live    from a block at the node to its row
kill    from SIGKILL with a start at once, until we are level again
lossy   case C where 3 of 100 answers come back empty
growth  what an event costs when the tables hold 10⁵, 10⁶ and 10⁷ of them
readers what a query of the API's costs at 10⁶ facts

Chains are made by anvil at the first run and kept in --cache, as is Ponder, which npm installs. Without
--case everything runs, and a table says which goal was reached. With --vs-ponder the same chain is indexed
by benchmarks/ponder too, in the same run, with the same node and the same PostgreSQL.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

# this file is called as the package that it measures, which must be found first
sys.path[0] = str(Path(__file__).parents[1])

from benchmarks.indexing import cases, growth, readers
from planet_chain.devnet.database import EmbeddedPostgres

CASES: Final[dict[str, Callable[[cases.Arena], cases.Figures]]] = {
    **{case: partial(cases.backfill, case=case) for case in "ABCD"},
    "replay": cases.replayed,
    "live": cases.live,
    "kill": cases.killed,
    "lossy": cases.lossy,
    "growth": growth.measure,
    "readers": readers.measure,
}

GOALS: Final[list[tuple[str, str, str, float]]] = [
    ("A", "events_per_s", ">=", 40_000),
    ("A", "ratio_vs_ponder", ">=", 6),
    ("A", "peak_rss_mb", "<=", 250),
    ("replay", "events_per_s", ">=", 60_000),
    ("C", "seconds", "<=", 1),
    ("D", "seconds", "<=", 4),
    ("live", "p50_s", "<=", 0.3),
    ("live", "max_s", "<=", 1),
    ("kill", "max_s", "<=", 2),
    ("lossy", "lost_unnoticed", "<=", 0),
    ("growth", "slowdown", "<=", 1.3),
    ("readers", "slowest_ms", "<=", 10),
]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--case", choices=CASES, help="only this one")
    parser.add_argument("--vs-ponder", action="store_true", help="let Ponder do the same in the same run")
    parser.add_argument("--json", action="store_true", help="one JSON document and nothing else")
    parser.add_argument("--cache", type=Path, default=Path(".planet/benchmarks"), help="chains and packages")
    options = parser.parse_args()
    found: dict[str, cases.Figures] = {}
    with tempfile.TemporaryDirectory(prefix="planet-benchmark-") as directory:
        postgres = EmbeddedPostgres(Path(directory) / "postgres")
        try:
            arena = cases.Arena(postgres, options.cache.resolve(), options.vs_ponder)
            for case in [options.case] if options.case else CASES:
                found[case] = CASES[case](arena)
                if not options.json:
                    print(case, json.dumps(found[case]), flush=True)
        finally:
            postgres.stop()
    if options.json:
        print(json.dumps(found[options.case] if options.case else found, indent=2))
    elif not options.case:
        print_verdicts(found)


def print_verdicts(found: dict[str, Any]) -> None:
    """A line for each goal."""
    print(f"\n{'case':8} {'figure':18} {'goal':>12} {'found':>10}")
    for case, figure, relation, goal in GOALS:
        value = found[case].get(figure)
        if value is None:
            continue  # measured only beside Ponder
        is_reached = value >= goal if relation == ">=" else value <= goal
        print(f"{case:8} {figure:18} {relation} {goal:>9} {value:>10} {'' if is_reached else 'missed'}")


if __name__ == "__main__":
    main()
