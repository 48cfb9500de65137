"""Bad nodes, kills and second thoughts: afterwards the tables equal those of a fresh index by a good node."""

import itertools
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psutil
import psycopg
import pytest

from indexer.doubt import Pace
from indexer.errors import IndexHalted, NodeSilent
from indexer.follow import Manner, follow, index_once, writing
from indexer.tables import Tables
from planet_chain.core.errors import PlanetError
from planet_chain.devnet.anvil import Anvil
from planet_chain.devnet.database import EmbeddedPostgres
from planet_chain.devnet.strict_rpc import Limits, StrictRpc
from planet_chain.store.database import connect, migrate
from tests.indexer.faults import FAULTS
from tests.indexer.faulty_rpc import FaultyRpc
from tests.indexer.tables_of import differences, tables_of
from tests.indexer.world import World

NewDatabase = Callable[[], str]

_PATIENCE_S: Final = 120
_BELIEVED_ONCE: Final = {"truncated", "mistimed", "orphan"}
"""Faults that look like any answer about final blocks, so that only the second look finds them."""
_KILLED_AT: Final = """
import os, signal, sys
from pathlib import Path
import psycopg
from indexer.follow import index_once
from planet_chain.chain.deployment import Deployment

plain, left = psycopg.Connection.wait, 0

def wait(self, *arguments, **options):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(self, *arguments, **options)

psycopg.Connection.wait = wait
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        left = int(line)
        index_once(sys.argv[1], Deployment.load(Path(sys.argv[2])), sys.argv[3])
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def live(world: World, blocks: int) -> None:
    world.found(3_000_000)
    world.found(0)
    world.mine()
    for _ in range(blocks):
        world.act(6)
        world.mine()


@contextmanager
def dying(world: World, database_url: str, record: Path) -> Iterator[Callable[[int], int]]:
    """Indexes once, and dies at the n-th exchange with the database; gives the exit code.

    One process imports everything and forks those that die, so that each costs a moment and not a second.
    """
    world.deployment.save(record)
    command = [sys.executable, "-c", _KILLED_AT, database_url, str(record), world.anvil.rpc_url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        told, said = process.stdin, process.stdout
        assert told is not None
        assert said is not None

        def index_and_die(exchange: int) -> int:
            told.write(f"{exchange}\n")
            told.flush()
            return int(said.readline())

        yield index_and_die
        told.close()


@contextmanager
def followed(database_url: str, world: World, rpc_url: str) -> Iterator[list[str]]:
    """A thread that follows, and begins again after it halted; gives the sentences that it says."""
    said: list[str] = []
    stop = threading.Event()
    chosen = Manner(poll_s=0.02, timeout_s=1, pace=Pace(blocks=20, again_s=0.2))

    def run() -> None:
        while not stop.is_set():
            try:
                follow(database_url, world.deployment, rpc_url, stop=stop, manner=chosen, say=said.append)
            except IndexHalted as halted:
                said.append(halted.sentence)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield said
    finally:
        stop.set()
        thread.join()


def await_head(database_url: str, world: World) -> None:
    """Wait until the tables end in the chain's newest block."""
    deadline = time.monotonic() + _PATIENCE_S
    head, final = (
        world.anvil.rpc("eth_getBlockByNumber", tag, False)["hash"] for tag in ("latest", "finalized")
    )
    while time.monotonic() < deadline:
        try:
            with connect(database_url) as connection:
                level = connection.execute("SELECT block_hash, finalized_hash FROM checkpoint").fetchone()
                if level == (head, final):
                    return
        except (PlanetError, psycopg.OperationalError):
            pass  # it is the database that is away
        time.sleep(0.05)
    raise AssertionError(f"block {head} was not reached")


def assert_equals_a_fresh_index(database_url: str, world: World, new_database: NewDatabase) -> None:
    fresh = new_database()
    index_once(fresh, world.deployment, world.anvil.rpc_url)
    assert differences(database_url, fresh) == {}


def test_killed_between_any_two_statements_it_resumes_and_equals_a_fresh_index(
    world: World, new_database: NewDatabase, tmp_path: Path
) -> None:
    killed, codes = new_database(), []
    live(world, 4)
    with dying(world, killed, tmp_path / "record.json") as index_and_die:
        for exchange in range(8, 200, 4):
            codes.append(index_and_die(exchange))
            if codes[-1] == 0:
                break
            world.act(2)
            world.mine()
    assert codes.count(-9) == len(codes) - 1 >= 8
    index_once(killed, world.deployment, world.anvil.rpc_url)
    assert_equals_a_fresh_index(killed, world, new_database)


def test_killed_within_a_reorganisation_it_resumes_and_equals_a_fresh_index(
    world: World, new_database: NewDatabase, tmp_path: Path
) -> None:
    killed, codes = new_database(), []
    live(world, 8)
    index_once(killed, world.deployment, world.anvil.rpc_url)
    with dying(world, killed, tmp_path / "record.json") as index_and_die:
        for exchange in range(24, 96, 8):  # subtracting, deleting, appending, adding
            world.rollback(3)
            for _ in range(4):
                world.act(3)
                world.mine()
            codes.append(index_and_die(exchange))
    assert codes.count(-9) >= 5
    index_once(killed, world.deployment, world.anvil.rpc_url)
    assert_equals_a_fresh_index(killed, world, new_database)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A crowd whose past is final but for the last eight blocks."""
    chain = Anvil(epoch_slots=4)
    crowd = World(chain, tmp_path_factory.mktemp("town"))
    live(crowd, 18)
    yield crowd
    crowd.close()
    chain.stop()


@pytest.mark.parametrize("fault", [*FAULTS, "all of them"])
def test_with_a_bad_node_the_tables_equal_those_by_a_good_one(
    town: World, new_database: NewDatabase, fault: str
) -> None:
    suffering = new_database()
    faults = tuple(FAULTS) if fault == "all of them" else (fault,)
    # some answers are seldom asked for
    share = {"timed out": 8, "wrong chain": 80, "sibling": 80}.get(fault, 25)
    with FaultyRpc(town.anvil.rpc_url, faults, share, max_range=7, hang_s=1.5, seed=3) as node:
        with followed(suffering, town, node.url):
            await_head(suffering, town)
            for _ in range(4):
                town.act(5)
                town.mine()
                await_head(suffering, town)
            node.share = 0
            is_alarmed = bool(_BELIEVED_ONCE & set(faults)) and is_doubted(suffering)
        assert sum(node.done[each] for each in faults) > 0
    if is_alarmed:  # it was believed of final blocks: that was noticed, and is for a person
        with writing(suffering) as connection:
            Tables(connection).forget()
        index_once(suffering, town.deployment, town.anvil.rpc_url)
    assert_equals_a_fresh_index(suffering, town, new_database)


def is_doubted(database_url: str) -> bool:
    """Whether the second look at all final blocks found something wrong."""
    deadline = time.monotonic() + _PATIENCE_S
    alarmed, verified = (
        "SELECT 1 FROM index_alarm",
        "SELECT verified_number >= finalized_number FROM checkpoint",
    )
    with connect(database_url) as connection:
        connection.autocommit = True
        alarms = 0
        while time.monotonic() < deadline:
            # the first look may have been spoilt itself: only an alarm that stays is one
            alarms = alarms + 1 if connection.execute(alarmed).fetchone() else 0
            if alarms > 30:
                return True
            if alarms == 0 and connection.execute(verified).fetchone() == (True,):
                return False
            time.sleep(0.05)
    raise AssertionError("the final blocks were not looked at twice")


@pytest.mark.parametrize("suggests", [True, False])
def test_what_is_refused_is_asked_for_in_smaller_parts(
    town: World, new_database: NewDatabase, suggests: bool
) -> None:
    narrow = new_database()
    limits = {"max_range": 5, "max_addresses": 4, "max_batch": 3}
    with FaultyRpc(town.anvil.rpc_url, suggests=suggests, **limits) as node:
        index_once(narrow, town.deployment, node.url)
        assert node.done["batch refused"] <= 2
        # only those that were already under way, where it says what it would take; three parts go at a time
        assert 1 <= node.done["refused"] <= (12 if suggests else 180)
        assert node.done["addresses refused"] >= 1
    assert_equals_a_fresh_index(narrow, town, new_database)


def test_behind_the_limits_of_x_layer_it_finds_its_way(town: World, new_database: NewDatabase) -> None:
    strict = new_database()
    with StrictRpc(town.anvil.rpc_url, Limits(log_range=10, latency_ms=5)) as node:
        index_once(strict, town.deployment, node.url)
    assert_equals_a_fresh_index(strict, town, new_database)


def test_a_reorganisation_within_a_reorganisation(world: World, new_database: NewDatabase) -> None:
    reorganised = new_database()
    live(world, 6)
    index_once(reorganised, world.deployment, world.anvil.rpc_url)
    with FaultyRpc(world.anvil.rpc_url) as node:
        for moment in (2, 4, 6, 9):
            world.rollback(4)
            for _ in range(5):
                world.act(3)
                world.mine()
            asked = 0

            def again(moment: int = moment) -> None:
                nonlocal asked
                asked += 1
                if asked == moment:
                    world.rollback(3)
                    world.act(4)
                    world.mine(3)

            node.before = again
            index_once(reorganised, world.deployment, node.url)
            assert asked >= moment
            node.before = None
            index_once(reorganised, world.deployment, node.url)
            assert_equals_a_fresh_index(reorganised, world, new_database)


def test_a_dead_node_is_named(world: World, database_url: str) -> None:
    world.anvil.stop()
    with pytest.raises(NodeSilent, match=r"127\.0\.0\.1:\d+ does not answer"):
        index_once(database_url, world.deployment, world.anvil.rpc_url)
    assert tables_of(database_url)["checkpoint"] == []


def test_a_lost_connection_a_full_disk_and_a_server_that_is_away(
    world: World,
) -> None:
    with tempfile.TemporaryDirectory(prefix="planet-tests-") as directory:
        server = EmbeddedPostgres(Path(directory) / "data", durable=False)
        lost, names = server.create("lost"), itertools.count()
        migrate(lost)

        def new_database() -> str:
            url = server.create(f"fresh_{next(names)}")
            migrate(url)
            return url

        live(world, 3)
        try:
            with followed(lost, world, world.anvil.rpc_url) as said:
                await_head(lost, world)
                backends = "pid FROM pg_stat_activity WHERE datname = 'lost' AND pid <> pg_backend_pid()"
                with connect(lost) as connection:
                    connection.execute(f"SELECT pg_terminate_backend(pid), {backends}")
                advance(world)
                await_head(lost, world)
                with connect(lost) as connection:
                    for (pid,) in connection.execute(f"SELECT {backends}"):
                        fill_disk_of(pid)
                advance(world, 12)
                await_head(lost, world)
                server.stop()
                advance(world)
                server = EmbeddedPostgres(Path(directory) / "data", durable=False)
                await_head(lost, world)
            assert any("terminating connection" in sentence for sentence in said)
            assert any("does not answer" in sentence for sentence in said)
            assert_equals_a_fresh_index(lost, world, new_database)
        finally:
            server.stop()


def fill_disk_of(pid: int) -> None:
    """From now on the process can make no file larger: to it that is a full disk."""
    owner = psutil.Process(pid).uids().real
    as_owner = {"user": owner} if os.getuid() != owner else {}
    subprocess.run(["prlimit", "--pid", str(pid), "--fsize=8192"], check=True, **as_owner)


def advance(world: World, blocks: int = 1) -> None:
    for _ in range(blocks):
        world.act(8)
        world.mine()
