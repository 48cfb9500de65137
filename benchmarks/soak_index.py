"""The simulator of the indexer, for as long as it is told.

    python benchmarks/soak_index.py [--minutes 10] [--seed 1] [--json] [--results FILE]

Chain, database and nodes are its own. Each round has a fresh chain and its own seed, counted up from --seed;
a difference ends it with exit code 1, and with the seed and the first rows that differ. A line a round is
appended to --results, so that time and seeds can be added up.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))  # the simulator lives among the tests, which are no package

from planet_chain.devnet.database import EmbeddedPostgres
from planet_chain.store.database import migrate
from tests.indexer.simulator import Differs, Simulator

CHECKS_A_ROUND = 10


def main() -> int:
    """Run rounds until the time is over, or something differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--results", type=Path)
    asked = parser.parse_args()
    began = time.monotonic()
    deadline = began + 60 * asked.minutes
    total: dict[str, Any] = {"first_seed": asked.seed, "rounds": 0, "steps": 0, "checks": 0, "alarms": 0}
    kinds: Counter[str] = Counter()
    problem = None
    with tempfile.TemporaryDirectory(prefix="planet-soak-") as directory:
        postgres = EmbeddedPostgres(Path(directory) / "data", durable=False)
        try:
            migrate(postgres.create("migrated"))
            seed = asked.seed
            while time.monotonic() < deadline and problem is None:
                line = one_round(postgres, Path(directory), seed, deadline)
                problem = line["problem"]
                for key in ("steps", "checks", "alarms"):
                    total[key] += line[key]
                kinds.update(line["done"])
                total["rounds"] += 1
                seed += 1
                write_line(line, asked.results, asked.json)
        finally:
            postgres.stop()
    total |= {"seconds": round(time.monotonic() - began), "done": dict(kinds), "problem": problem}
    print(json.dumps(total) if asked.json else in_words(total))
    return 0 if problem is None else 1


def one_round(postgres: EmbeddedPostgres, directory: Path, seed: int, deadline: float) -> dict[str, Any]:
    """Simulate one chain; what came of it, with `problem` None when all was well."""
    began, problem = time.monotonic(), None
    simulator = Simulator(postgres, "migrated", directory, seed)
    try:
        simulator.run(CHECKS_A_ROUND, until=deadline)
    except Differs as differs:
        problem = str(differs)
    finally:
        simulator.close()
    report = vars(simulator.report) | {"done": dict(simulator.report.done)}
    return {"seed": seed, "seconds": round(time.monotonic() - began, 1), **report, "problem": problem}


def write_line(line: dict[str, Any], results: Path | None, quiet: bool) -> None:
    """Append `line` to the file of results, and tell whoever watches."""
    if results is not None:
        with results.open("a") as file:
            file.write(json.dumps(line) + "\n")
    if not quiet:
        print(json.dumps(line), file=sys.stderr, flush=True)


def in_words(total: dict[str, Any]) -> str:
    """The sum of all rounds, for people."""
    last = total["first_seed"] + total["rounds"] - 1
    done = ", ".join(f"{count} {kind}" for kind, count in sorted(total["done"].items()))
    verdict = total["problem"] or "No difference."
    return (
        f"Seeds {total['first_seed']} to {last}, {total['seconds']} s: {total['steps']} steps, "
        f"{total['checks']} comparisons, {total['alarms']} alarms; {done}.\n{verdict}"
    )


if __name__ == "__main__":
    sys.exit(main())
