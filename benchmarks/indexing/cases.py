"""The cases: what each of them does, and what it found."""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psycopg

from benchmarks.indexing.chains import Chain, chain
from benchmarks.indexing.contestants import Contestant, Ours, Ponder, Setting
from planet_chain.devnet.anvil import Anvil
from planet_chain.devnet.database import EmbeddedPostgres
from planet_chain.devnet.strict_rpc import StrictRpc
from tests.indexer.faulty_rpc import FaultyRpc

_PUBLIC_RANGE: Final = 100
_LOSSY_RANGE: Final = 20
_LIVE_BLOCKS: Final = 40
_KILLS: Final = 5
_SEED: Final = 7

Figures = dict[str, Any]


@dataclass(frozen=True)
class Arena:
    """One database server, and where chains are kept.

    Attributes:
        cache: chains and packages of earlier runs.
        with_ponder: let Ponder do the same in the same run.
    """

    postgres: EmbeddedPostgres
    cache: Path
    with_ponder: bool

    @contextmanager
    def contestants(
        self, kept: Chain, anvil: Anvil, rpc_url: str, max_range: int | None = None
    ) -> Iterator[list[Contestant]]:
        """Whoever takes part, each with an empty database; what they left running is killed."""
        with tempfile.TemporaryDirectory() as directory:
            names = ["ours", "ponder"] if self.with_ponder else ["ours"]
            settings = [
                Setting(self.postgres.create(name), rpc_url, kept.deployment, Path(directory), max_range)
                for name in names
            ]
            found: list[Contestant] = [Ours(settings[0])]
            found += [Ponder(each, self.cache) for each in settings[1:]]
            try:
                yield found
            finally:
                for each in found:
                    each.kill()
                for name in names:
                    self.postgres.drop(name)

    @contextmanager
    def chain(self, case: str) -> Iterator[tuple[Chain, Anvil]]:
        """The chain of `case`, and a node that serves it."""
        kept = chain(case, self.cache)
        with tempfile.TemporaryDirectory() as directory:
            anvil = kept.serve(Path(directory))
            try:
                yield kept, anvil
            finally:
                anvil.stop(patience=0)


def backfill(arena: Arena, case: str) -> Figures:
    """A, B, C and D: everything from the first block to the last; D behind X Layer's limits."""
    with ExitStack() as stack:
        kept, anvil = stack.enter_context(arena.chain(case))
        rpc_url, max_range = anvil.rpc_url, None
        if case == "D":
            rpc_url, max_range = stack.enter_context(StrictRpc(anvil.rpc_url)).url, _PUBLIC_RANGE
        them = stack.enter_context(arena.contestants(kept, anvil, rpc_url, max_range))
        caught = {each.name: each.catch_up() for each in them}
        events = _count(them[0].setting.database_url, "log")
    ours = caught["ours"]
    found: Figures = {
        "events": events,
        "seconds": round(ours.seconds, 3),
        "events_per_s": round(events / ours.seconds),
        "peak_rss_mb": ours.peak_rss_mb,
        "cpu_s": round(ours.cpu_s, 2),
    }
    if ponder := caught.get("ponder"):
        found |= {
            "ponder_seconds": round(ponder.seconds, 3),
            "ponder_rss_mb": ponder.peak_rss_mb,
            "ponder_cpu_s": round(ponder.cpu_s, 2),
            "ratio_vs_ponder": round(ponder.seconds / ours.seconds, 1),
        }
    return found


def replayed(arena: Arena) -> Figures:
    """Case A once more, from the raw logs that we keep."""
    with arena.chain("A") as (kept, anvil), arena.contestants(kept, anvil, anvil.rpc_url) as (ours, *_):
        assert isinstance(ours, Ours)
        ours.catch_up()
        again = ours.replay()
        events = _count(ours.setting.database_url, "log")
    return {
        "events": events,
        "seconds": round(again.seconds, 3),
        "events_per_s": round(events / again.seconds),
        "peak_rss_mb": again.peak_rss_mb,
    }


def live(arena: Arena) -> Figures:
    """From a block at the node to its row: 40 blocks, one every 0.2 to 0.8 s."""
    found: Figures = {}
    with arena.chain("small") as (kept, anvil), arena.contestants(kept, anvil, anvil.rpc_url) as them:
        for each in them:
            chance, tipper = random.Random(_SEED), _Tipper(kept, anvil)
            each.start()
            with psycopg.connect(each.setting.database_url, autocommit=True) as watcher:
                each.wait_for(tipper.tip(), watcher)
                waits = []
                for _ in range(_LIVE_BLOCKS):
                    time.sleep(chance.uniform(0.2, 0.8))
                    transaction, begun = tipper.tip(), time.monotonic()
                    each.wait_for(transaction, watcher)
                    waits.append(time.monotonic() - begun)
            each.kill()
            found |= _spread(each, waits)
    return found


def killed(arena: Arena) -> Figures:
    """From SIGKILL, with a start at once, until a tip of the meantime is a row: 5 times."""
    found: Figures = {}
    with arena.chain("small") as (kept, anvil), arena.contestants(kept, anvil, anvil.rpc_url) as them:
        for each in them:
            tipper = _Tipper(kept, anvil)
            each.start()
            with psycopg.connect(each.setting.database_url, autocommit=True) as watcher:
                each.wait_for(tipper.tip(), watcher)
                waits = []
                for _ in range(_KILLS):
                    begun = time.monotonic()
                    each.kill()
                    each.start()
                    each.wait_for(tipper.tip(), watcher)
                    waits.append(time.monotonic() - begun)
            each.kill()
            found |= _spread(each, waits)
    return found


def lossy(arena: Arena) -> Figures:
    """Case C behind a node that empties 3 of 100 answers: which tips are missing, and nobody said so?"""
    found: Figures = {}
    with arena.chain("C") as (kept, anvil):
        whole = _tips_on(kept, anvil)
        faulty = FaultyRpc(anvil.rpc_url, faults=("emptied",), share=3, max_range=_LOSSY_RANGE, seed=_SEED)
        with faulty as proxy, arena.contestants(kept, anvil, proxy.url, _LOSSY_RANGE) as them:
            for each in them:
                proxy.done.clear()
                each.catch_up()
                prefix = "" if each.name == "ours" else f"{each.name}_"
                lost = whole - _count(each.setting.database_url, each.tips)
                found |= {f"{prefix}lost_unnoticed": lost, f"{prefix}emptied": proxy.done["emptied"]}
    return found


class _Tipper:
    """Somebody who tips, a block each time."""

    def __init__(self, kept: Chain, anvil: Anvil) -> None:
        self._anvil = anvil
        anvil.rpc("anvil_autoImpersonateAccount", True)
        anvil.rpc("evm_setAutomine", False)
        tips = kept.deployment.address("Tips")
        self._transaction = next(
            {key: transaction[key] for key in ("from", "to", "input", "gas")}
            for number in range(int(anvil.rpc("eth_blockNumber"), 16), 0, -1)
            for transaction in anvil.rpc("eth_getBlockByNumber", hex(number), True)["transactions"]
            if (transaction["to"] or "").lower() == tips.lower()
        )

    def tip(self) -> str:
        """Tip as somebody did before, in a new block; returns the transaction's hash."""
        sent: str = self._anvil.rpc("eth_sendTransaction", self._transaction)
        self._anvil.rpc("anvil_mine", "0x1")
        return sent


def _tips_on(kept: Chain, anvil: Anvil) -> int:
    where = {"fromBlock": "0x0", "toBlock": "latest", "address": kept.deployment.address("Tips")}
    return len(anvil.rpc("eth_getLogs", where))


def _count(database_url: str, table: str) -> int:
    with psycopg.connect(database_url) as connection:
        row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 (our own names)
    assert row is not None
    return int(row[0])


def _spread(who: Contestant, waits: list[float]) -> Figures:
    prefix = "" if who.name == "ours" else f"{who.name}_"
    return {
        f"{prefix}p50_s": round(statistics.median(waits), 3),
        f"{prefix}max_s": round(max(waits), 3),
    }
