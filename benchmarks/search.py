"""How long searching takes: `python benchmarks/search.py [--posts 100000] [--json]`.

Makes so many posts of 40 words in a fresh PostgreSQL (`tests/store/written.py`), asks each kind of question a
hundred times through the service's own query, and says the median and the 95th percentile in milliseconds.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from planet_chain.core.search import search_query
from planet_chain.devnet.database import EmbeddedPostgres
from planet_chain.store.database import connect, engine, migrate, transaction
from planet_chain.store.queries.search import found
from tests.store.written import WORDS, write

_TIMES: Final = 100
_GOAL_MS: Final = 20.0


def main() -> None:
    """Measure, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="planet-search-") as directory:
        server = EmbeddedPostgres(Path(directory) / "data", durable=False)
        try:
            figures = measured(server.create("search"), given.posts)
        finally:
            server.stop()
    if given.json:
        print(json.dumps({"posts": given.posts, "goal_ms": _GOAL_MS, "questions": figures}, indent=2))
        return
    for name, figure in figures.items():
        print(f"{name:<40} median {figure['median_ms']:7.2f} ms   95 % {figure['p95_ms']:7.2f} ms")


def measured(url: str, posts: int) -> dict[str, dict[str, float]]:
    """Question -> its times."""
    migrate(url)
    with connect(url) as connection:
        write(connection, posts)
    chance, database = random.Random(1), engine(url)

    def word(least: int, most: int) -> str:
        return f"word{chance.randrange(least, most)}"

    questions: dict[str, Callable[[], str]] = {
        "a word of one post": lambda: f"own{chance.randrange(posts)}",
        "a rare word": lambda: word(WORDS // 2, WORDS),
        "a common word": lambda: word(20, 200),
        "a word of every second post or more": lambda: word(1, 4),
        "two common words": lambda: f"{word(1, 50)} {word(1, 50)}",
        "a common and a rare word": lambda: f"{word(1, 20)} {word(WORDS // 2, WORDS)}",
        "a beginning that a thousand words share": lambda: f"word{chance.randrange(1, 10)}",
        "nothing": lambda: "absent",
    }
    with transaction(database) as session:
        figures = {
            name: _times(lambda ask=ask: found(session, "post", search_query(ask()) or ""))
            for name, ask in questions.items()
        }
    database.dispose()
    return figures


def _times(work: Callable[[], object]) -> dict[str, float]:
    taken = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    return {"median_ms": round(statistics.median(taken), 2), "p95_ms": round(taken[int(_TIMES * 0.95)], 2)}


if __name__ == "__main__":
    main()
