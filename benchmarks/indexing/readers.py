"""What the queries of the API cost when every table holds a million facts."""

import time
from typing import Final

from benchmarks.indexing.cases import Arena, Figures
from planet_chain.store.database import connect, engine, migrate, transaction
from tests.store.filled import FACTS, fill
from tests.store.readings import READINGS, Asker

_FACTS: Final = 1_000_000
_PEOPLE: Final = 100_000
_TIMES: Final = 200


def measure(arena: Arena) -> Figures:
    """Each query 200 times, half of them about the most popular token: the 95th percentile, in ms."""
    url = arena.postgres.create("readers")
    migrate(url)
    with connect(url) as connection:
        fill(connection, [table for table in FACTS if table != "log"], 0, _FACTS, _PEOPLE)
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")  # as autovacuum would have done on the way
    database = engine(url)
    found: Figures = {"facts": _FACTS}
    with transaction(database) as session:
        for name, (ask, _) in READINGS.items():
            asker = Asker(session, _FACTS, _PEOPLE, popular=0.5)
            times = []
            for _ in range(_TIMES):
                begun = time.perf_counter()
                ask(asker)
                times.append(time.perf_counter() - begun)
                session.expunge_all()
            found[name] = round(1_000 * sorted(times)[_TIMES * 95 // 100], 2)
    database.dispose()
    arena.postgres.drop("readers")
    return found | {"slowest_ms": max(found[name] for name in READINGS)}
