"""Everything at once, by chance: life, reorganisations, bad nodes, kills, two writers, a lost database.

Every so often the faults stop, and the tables must equal those of a fresh index of the same chain.
"""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, LiteralString

import psycopg
from psycopg import sql

from indexer.audit import audit_facts
from indexer.doubt import Pace
from indexer.follow import Manner, index_once, writing
from indexer.tables import Tables
from planet_chain.devnet.anvil import Anvil
from planet_chain.devnet.database import EmbeddedPostgres
from planet_chain.store.database import connect
from tests.indexer.faults import FAULTS
from tests.indexer.faulty_rpc import FaultyRpc
from tests.indexer.tables_of import differences
from tests.indexer.world import World
from tests.indexer.writer import HALTED, LOCKED, Writer

_FINAL_DEPTH: Final = 64
_STATES: Final = 10_000
"""More than the blocks of any run: each of them may be rolled back to."""
_TIMEOUT_S: Final = 1.0
_PATIENCE_S: Final = 240
_ALARM_PATIENCE_S: Final = 5
_GIVE_WAY_S: Final = 8
_VERIFIED: Final = """
    SELECT greatest(verified_number, first_block - 1) >= finalized_number
        AND NOT EXISTS (SELECT 1 FROM index_alarm)
    FROM checkpoint
"""
_MANNER: Final = Manner(poll_s=0.05, timeout_s=_TIMEOUT_S, pace=Pace(blocks=40, again_s=0.5, counters_s=5))


class Differs(AssertionError):
    """The tables are not those of a fresh index, or the simulator cannot go on."""


@dataclass
class Report:
    """What was done to the index, and what became of it."""

    steps: int = 0
    checks: int = 0
    alarms: int = 0
    """Checks before which the index itself said that something is wrong, and was made anew."""
    blocks: int = 0
    logs: int = 0
    done: Counter[str] = field(default_factory=Counter)
    """Kills, reorganisations, faults and so on, by kind."""


class Simulator:
    """One chain, one index that suffers, for as long as it is told.

    Args:
        migrated: name of a migrated database of `postgres`, to copy.
        directory: for the deployment record and the writers' log.
    """

    def __init__(self, postgres: EmbeddedPostgres, migrated: str, directory: Path, seed: int) -> None:
        self.report = Report()
        self.seed = seed
        self._chance = random.Random(seed)
        self._postgres = postgres
        self._migrated = migrated
        self._name = f"soak_{seed}"
        self._url = postgres.create(self._name, template=migrated)
        self._anvil = Anvil(epoch_slots=_FINAL_DEPTH // 2, states=_STATES)
        self._world = World(self._anvil, directory, seed=seed % 1000)
        self._record = directory / f"record-{seed}.json"
        self._world.deployment.save(self._record)
        self._log = directory / f"writer-{seed}.log"
        self._node = FaultyRpc(self._anvil.rpc_url, hang_s=_TIMEOUT_S * 1.5, seed=seed)
        self._node.__enter__()
        self._writer: Writer | None = None
        self._final = self._world.head()  # the contracts stay

    def close(self) -> None:
        """End everything, and forget the database."""
        if self._writer is not None:
            self._writer.kill()
        self._node.__exit__()
        self._world.close()
        self._anvil.stop()
        self._postgres.drop(self._name)

    def run(self, checks: int, steps: int = 12, until: float = float("inf")) -> None:
        """Do `checks` times: so many random steps, then compare; end early at `until`, in monotonic seconds.

        Raises:
            Differs: the tables are wrong.
        """
        self._start()
        for _ in range(checks):
            for _ in range(steps):
                self._step()
            self._compare()
            if time.monotonic() >= until:
                return

    # -- what happens ------------------------------------------------------------------------------

    def _step(self) -> None:
        kinds: tuple[tuple[int, Callable[[], None]], ...] = (
            (40, self._live),
            (8, self._sleep),
            (14, self._reorganise),
            (14, self._spoil),
            (8, self._kill),
            (4, self._kill_and_reorganise),
            (5, self._second_writer),
            (4, self._lose_connection),
            (3, self._lose_database),
        )
        (step,) = self._chance.choices([step for _, step in kinds], [weight for weight, _ in kinds])
        self.report.steps += 1
        if step not in (self._live, self._sleep, self._spoil):
            self.report.done[step.__name__.strip("_").replace("_", " ")] += 1
        step()
        self._final = max(self._final, self._world.head() - _FINAL_DEPTH)
        if self._writer is not None and self._writer.exit_code is not None:
            self._start()
        time.sleep(self._chance.choice((0, 0.05, 0.2)))

    def _live(self) -> None:
        for _ in range(self._chance.randint(1, 4)):
            self._world.act(self._chance.randint(0, 6))
            self._world.mine()

    def _sleep(self) -> None:
        """Many blocks with little in them; the finalized one moves on."""
        self._world.act(2)
        self._world.mine(self._chance.choice((5, 30, 70, 150)))

    def _reorganise(self) -> None:
        most = self._world.head() - self._final  # the ancestor may be the finalized block itself
        if most < 1:
            return
        depth = min(most, self._chance.choice((1, 1, 2, 5, 20, 64, self._chance.randint(1, _FINAL_DEPTH))))
        self._world.rollback(depth)
        self.report.done["dropped blocks"] += depth
        for _ in range(self._chance.choice((0, 1, 3))):
            self._world.act(self._chance.randint(0, 5))
            self._world.mine()
        if self._chance.random() < 0.3 and self._world.head() - self._final > 2:
            self._world.rollback(2)
            self.report.done["reorganised within"] += 1
        # mostly longer than what it replaces, sometimes as long, sometimes shorter
        self._world.mine(max(1, depth + self._chance.choice((-2, 0, 1, 1, 5))))
        self._world.act(self._chance.randint(0, 5))
        self._world.mine()

    def _spoil(self) -> None:
        chance = self._chance
        self._node.faults = chance.sample(list(FAULTS), chance.randint(1, len(FAULTS)))
        self._node.share = chance.choice((0, 3, 3, 10, 25))
        self._node.max_range = chance.choice((None, 3, 17, 100))
        self._node.max_addresses = chance.choice((None, None, 2, 5))
        self._node.max_batch = chance.choice((None, None, 1, 4, 10))
        self._node.suggests = chance.random() < 0.7

    def _kill(self) -> None:
        time.sleep(self._chance.random() * 0.2)
        if self._writer is not None:
            self._writer.kill()
        self._start()

    def _kill_and_reorganise(self) -> None:
        if self._writer is not None:
            self._writer.kill()
        self._reorganise()
        self._start()

    def _second_writer(self) -> None:
        """A second one must give way; or it takes over, where the first was killed or lost its connection."""
        first, second = self._writer, self._begin()
        if first is not None and self._chance.random() < 0.3:
            first.kill()
        if second.wait(_GIVE_WAY_S) is None:
            if first is not None:
                first.kill()
            self._writer = second
            self.report.done["taken over"] += 1
        elif second.exit_code not in (LOCKED, HALTED):
            raise Differs(f"a second writer ended with {second.exit_code} instead of giving way")

    def _lose_connection(self) -> None:
        self._administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {name}")

    def _lose_database(self) -> None:
        self._administer("ALTER DATABASE {database} ALLOW_CONNECTIONS false")
        self._lose_connection()
        self._live()
        self._administer("ALTER DATABASE {database} ALLOW_CONNECTIONS true")

    # -- what must be true -------------------------------------------------------------------------

    def _compare(self) -> None:
        self._node.share = 0
        # a branch that is shorter than another before it makes less final than was: let it grow first
        self._world.mine(max(1, self._final + _FINAL_DEPTH - self._world.head()))
        self._await(self._is_level)
        if not self._await(self._is_verified, patience=_ALARM_PATIENCE_S):
            self._begin_anew()
            self._await(self._is_level)
            self._await(self._is_verified)
        self.report.checks += 1
        self.report.done.update(self._node.done)
        self._node.done.clear()
        fresh = f"{self._name}_fresh"
        url = self._postgres.create(fresh, template=self._migrated)
        index_once(url, self._world.deployment, self._anvil.rpc_url)
        found = differences(self._url, url)
        with connect(self._url) as connection:
            wrong = audit_facts(connection)
            (blocks, logs) = connection.execute("SELECT max(number), sum(logs) FROM block").fetchone() or (
                0,
                0,
            )
        self.report.blocks, self.report.logs = int(blocks), int(logs or 0)
        self._postgres.drop(fresh)
        if found or wrong:
            raise Differs(f"seed {self.seed}, check {self.report.checks}: {_shortened(found)} {wrong[:3]}")

    def _await(self, is_true: Callable[[], bool], patience: float | None = None) -> bool:
        """Wait for something; whether it came. Without `patience` it must."""
        deadline = time.monotonic() + (patience or _PATIENCE_S)
        while time.monotonic() < deadline:
            if is_true():
                return True
            if self._writer is None or self._writer.exit_code is not None:
                self._start()
            if patience is not None and self._ask("SELECT 1 FROM index_alarm") is None:
                deadline = time.monotonic() + patience  # it is slow, but content
            time.sleep(0.1)
        if patience is None:
            raise Differs(f"not {is_true.__name__} after {_PATIENCE_S} s: {self._log.read_text()[-2000:]}")
        return False

    def _is_level(self) -> bool:
        level = tuple(
            self._anvil.rpc("eth_getBlockByNumber", tag, False)["hash"] for tag in ("latest", "finalized")
        )
        return self._ask("SELECT block_hash, finalized_hash FROM checkpoint WHERE halted IS NULL") == level

    def _is_verified(self) -> bool:
        """Every final block was read twice, and nothing contradicts the tables."""
        return self._ask(_VERIFIED) == (True,)

    def _begin_anew(self) -> None:
        """What a person does who trusts the node again: index everything once more."""
        self.report.alarms += 1
        if self._writer is not None:
            self._writer.kill()
        with writing(self._url) as connection:
            Tables(connection).forget()
        self._start()

    def _ask(self, query: LiteralString) -> tuple[Any, ...] | None:
        with connect(self._url) as connection:
            return connection.execute(query).fetchone()

    # -- tools -------------------------------------------------------------------------------------

    def _begin(self) -> Writer:
        return Writer(self._url, self._record, self._node.url, self._log, _MANNER)

    def _start(self) -> None:
        if self._writer is not None and self._writer.exit_code is not None:
            self.report.done["halts"] += self._writer.exit_code == HALTED
        if self._writer is None or self._writer.exit_code is not None:
            self._writer = self._begin()

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self._postgres.url(), autocommit=True) as connection:
            connection.execute(
                sql.SQL(statement).format(name=sql.Literal(self._name), database=sql.Identifier(self._name))
            )


def _shortened(found: dict[str, tuple[list[Any], list[Any]]]) -> str:
    lines = [
        f"{table}: only here {ours[:3]}, only fresh {theirs[:3]}" for table, (ours, theirs) in found.items()
    ]
    return "\n".join(lines)
