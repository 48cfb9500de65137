"""Batches of activity by COPY, and by an insert from arrays.

    python benchmarks/intake.py [--rounds 40] [--json]

Both put 1,000 rows with ids of their own into `activity` of a fresh PostgreSQL, one transaction a
batch, in turn and in one process; each says which ids are new, since an id counts once.
Prints the median milliseconds of each, and the median of their ratios in pairs.

copy    COPY into a temporary table, INSERT from it ON CONFLICT DO NOTHING RETURNING id: what the service does
arrays  the same INSERT ... SELECT FROM unnest(...), whose arrays travel as parameters
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

# this file is called as a module beside it, which must not be found first
sys.path[0] = str(Path(__file__).parents[1])

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.community.activity import ActivityRow, epoch_at, insert
from planet_chain.devnet.database import EmbeddedPostgres
from planet_chain.store.database import engine, migrate, transaction
from planet_chain.store.rewards import Calendar

ROWS: Final = 1_000
NOW: Final = 1_790_000_000
_ARRAYS = text("""
    INSERT INTO activity (id, member, post, action, quantity, at, epoch)
    SELECT * FROM unnest(
        CAST(:ids AS text[]), CAST(:members AS text[]), CAST(:posts AS text[]), CAST(:actions AS text[]),
        CAST(:quantities AS bigint[]), CAST(:times AS bigint[]), CAST(:epochs AS bigint[])
    )
    ON CONFLICT (id) DO NOTHING RETURNING id
""")


def rows_of(number: int) -> list[ActivityRow]:
    """Batch `number`, sorted by id as intake sorts them."""
    who = [(f"b{number}-{row:04}", f"m{row * 13 % 20_000}", f"p{row * 7 % 2_000}") for row in range(ROWS)]
    return [ActivityRow(*names, "dwell", 30, NOW - row) for row, names in enumerate(who)]


def by_copy(session: Session, rows: list[ActivityRow], calendar: Calendar) -> set[str]:
    """The ids that are new, the service's way."""
    return insert(session, rows, calendar)


def by_arrays(session: Session, rows: list[ActivityRow], calendar: Calendar) -> set[str]:
    """The ids that are new, from arrays."""
    names = ("ids", "members", "posts", "actions", "quantities", "times")
    arrays = {name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
    arrays["epochs"] = [epoch_at(calendar, row.at) for row in rows]
    return set(session.connection().execute(_ARRAYS, arrays).scalars())


def measured(url: str, rounds: int) -> dict[str, float]:
    """Both ways in turn, each first every second time."""
    migrate(url)
    database = engine(url)
    calendar = Calendar(
        chain_id=1, distributor="", token="", points="", genesis=NOW - 1_000, week=604_800, open_epoch=1
    )
    ways: dict[str, Callable[[Session, list[ActivityRow], Calendar], set[str]]]
    ways = {"arrays": by_arrays, "copy": by_copy}
    took: dict[str, list[float]] = {name: [] for name in ways}
    number = 0
    for turn in range(rounds):
        for name in sorted(ways, reverse=turn % 2 == 1):
            number += 1
            rows = rows_of(number)
            started = time.perf_counter()
            with transaction(database) as session:
                new = ways[name](session, rows, calendar)
            took[name].append((time.perf_counter() - started) * 1000)
            if len(new) != ROWS:
                raise SystemExit(f"{name} took {len(new)} of {ROWS} rows")
    database.dispose()
    pairs = [copy / arrays for copy, arrays in zip(took["copy"], took["arrays"], strict=True)]
    figures = {f"{name}_ms": round(statistics.median(times), 2) for name, times in took.items()}
    return figures | {"copy_over_arrays": round(statistics.median(pairs), 2)}


def main() -> None:
    """Measure, and print what came of it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="planet-intake-") as directory:
        server = EmbeddedPostgres(Path(directory) / "data")
        try:
            figures = measured(server.create("intake"), given.rounds)
        finally:
            server.stop()
    print(json.dumps(figures, indent=None if given.json else 2))


if __name__ == "__main__":
    main()
