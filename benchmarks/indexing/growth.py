"""What one more event costs when the tables hold 10⁵, 10⁶ and 10⁷ of them already."""

import random
import resource
import statistics
import sys
import time
from typing import Final

import psutil
import psycopg

from benchmarks.indexing.cases import Arena, Figures
from indexer.fetch import Stretch
from indexer.logs import RawLog
from indexer.node import Header, Heads
from indexer.tables import Identity, Place, Tables
from planet_chain.store.database import connect, migrate
from tests.store.filled import CROWD, GENESIS, PER_BLOCK, SECONDS_A_BLOCK, TOKENS, fill, neighbour, token

_SIZES: Final = (100_000, 1_000_000, 10_000_000)
_FILLED_AT_ONCE: Final = 1_000_000
_BATCHES: Final = 15
_BLOCKS: Final = 50
_PEOPLE: Final = 100_000
_TRANSFER: Final = "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"


def measure(arena: Arena) -> Figures:
    """Batches of 5,000 transfers, committed behind so many: microseconds an event, the median of 15.

    `cpu_us` is what our process and the database's spend, which a busy machine does not change.
    """
    url = arena.postgres.create("growth")
    migrate(url)
    found: Figures = {}
    with connect(url) as connection:
        size = 0
        for goal in _SIZES:
            for first in range(size, goal, _FILLED_AT_ONCE):
                last = min(goal, first + _FILLED_AT_ONCE)
                fill(connection, ["log", "token_transfer"], first, last, _PEOPLE, crowded=True)
                print(f"growth: {last:,} events in the tables", file=sys.stderr, flush=True)
            connection.commit()
            connection.autocommit = True
            connection.execute("VACUUM ANALYZE")  # as autovacuum would have done on the way
            connection.execute("CHECKPOINT")
            connection.autocommit = False
            wall, cpu = _cost(connection, goal)
            size = goal + _BATCHES * _BLOCKS * PER_BLOCK
            found |= {f"us_per_event_at_{goal}": round(wall, 2), f"cpu_us_at_{goal}": round(cpu, 2)}
            found[f"rss_mb_at_{goal}"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    arena.postgres.drop("growth")
    for slowdown, each in (("slowdown", "us_per_event"), ("cpu_slowdown", "cpu_us")):
        costs = [found[f"{each}_at_{goal}"] for goal in _SIZES]
        found[slowdown] = round(max(costs) / costs[0], 2)
    return found


def _cost(connection: psycopg.Connection, size: int) -> tuple[float, float]:
    tables, chance = Tables(connection), random.Random(size)
    connection.execute("TRUNCATE checkpoint, block")
    parent = _header(size // PER_BLOCK)
    tables.begin(Identity(1, parent.hash, parent.hash, parent.number + 1), parent, _heads(parent))
    costs = []
    server = psutil.Process(connection.info.backend_pid)
    spent = cpu_of(server)
    for _ in range(_BATCHES):
        stretch = _stretch(parent.number + 1, chance)
        begun = time.perf_counter()
        tables.append(Place(parent.number, parent.hash), [stretch], _heads(stretch.last))
        costs.append((time.perf_counter() - begun) / len(stretch.logs) * 1e6)
        parent = stretch.last
    events = _BATCHES * _BLOCKS * PER_BLOCK
    return statistics.median(costs), (cpu_of(server) - spent) / events * 1e6


def cpu_of(server: psutil.Process) -> float:
    """Seconds that we and the database's process spent; making the batches is in them, always the same."""
    theirs = server.cpu_times()
    return time.process_time() + theirs.user + theirs.system


def _stretch(first: int, chance: random.Random) -> Stretch:
    """Blocks of transfers within the crowds of tokens as popular as before."""
    logs = []
    for number in range(first, first + _BLOCKS):
        for index in range(PER_BLOCK):
            which = int(TOKENS * chance.random() ** 3)
            ends = (neighbour(which, int(CROWD * chance.random() ** 3), _PEOPLE) for _ in "ab")
            topics = _TRANSFER + "".join(end[2:].rjust(64, "0") for end in ends)
            time, transaction = GENESIS + number * SECONDS_A_BLOCK, f"0x{number * PER_BLOCK + index:064x}"
            amount = f"{chance.randrange(1, 1_000):064x}"
            logs.append(RawLog(number, index, time, transaction, token(which), topics, amount))
    last = _header(first + _BLOCKS - 1)
    hashes = {number: _header(number).hash for number in range(first, first + _BLOCKS)}
    return Stretch(first, last, [last], logs, hashes)


def _header(number: int) -> Header:
    said = f"0x{number:064x}"
    return Header(number, said, f"0x{number - 1:064x}", GENESIS + number * SECONDS_A_BLOCK, 0)


def _heads(latest: Header) -> Heads:
    return Heads(latest, latest, latest, latest)
