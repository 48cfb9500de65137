"""What the queries of the API cost when every table holds a million facts."""

import sys
import time
from typing import Final

import psutil
from sqlmodel import Session

from benchmarks.indexing.cases import Arena, Figures
from benchmarks.indexing.growth import cpu_of
from planet_chain.store.database import connect, engine, migrate, transaction
from tests.store.filled import FACTS, fill
from tests.store.readings import READINGS, Asker

_FACTS: Final = 1_000_000
_PEOPLE: Final = 100_000
_TIMES: Final = 200


def measure(arena: Arena) -> Figures:
    """Each query 200 times, half of them about the most popular token: the 95th percentile, in ms.

    `slowest_cpu_ms` is what our process and the database's spend on the dearest query, which a busy machine
    does not change.
    """
    url = arena.postgres.create("readers")
    migrate(url)
    with connect(url) as connection:
        for table in FACTS:
            if table != "log":
                print(f"readers: a million rows of {table}", file=sys.stderr, flush=True)
                fill(connection, [table], 0, _FACTS, _PEOPLE)
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")  # as autovacuum would have done on the way
        connection.execute("CHECKPOINT")
    database = engine(url)
    with transaction(database) as session:
        timed = {name: _timed(session, name) for name in READINGS}
    database.dispose()
    arena.postgres.drop("readers")
    found: Figures = {"facts": _FACTS} | {name: wall for name, (wall, _) in timed.items()}
    walls, cpus = zip(*timed.values(), strict=True)
    return found | {"slowest_ms": max(walls), "slowest_cpu_ms": max(cpus)}


def _timed(session: Session, name: str) -> tuple[float, float]:
    """Milliseconds of the reading `name`: 95th percentile by the clock, and CPU on average."""
    ask, _ = READINGS[name]
    asker = Asker(session, _FACTS, _PEOPLE, popular=0.5)
    server = psutil.Process(session.connection().connection.dbapi_connection.info.backend_pid)
    times, spent = [], cpu_of(server)
    for _ in range(_TIMES):
        begun = time.perf_counter()
        ask(asker)
        times.append(time.perf_counter() - begun)
        session.expunge_all()
    cpu = (cpu_of(server) - spent) / _TIMES
    return round(1_000 * sorted(times)[_TIMES * 95 // 100], 2), round(1_000 * cpu, 2)
