"""Bad nodes, kills and second thoughts: afterwards the tables equal those of a fresh index by a good node."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from indexer.errors import NodeSilent
from indexer.follow import Manner, follow, index_once
from planet_chain.store.database import connect
from tests.indexer.faulty_rpc import FAULTS, FaultyRpc
from tests.indexer.tables_of import differences, tables_of
from tests.indexer.world import World

NewDatabase = Callable[[], str]

_KILLED_AT: Final = """
import os, signal, sys
import psycopg
left, url, record, rpc_url = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
plain = psycopg.Connection.execute

def execute(self, *arguments, **options):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(self, *arguments, **options)

psycopg.Connection.execute = execute
from pathlib import Path
from indexer.follow import index_once
from planet_chain.chain.deployment import Deployment
index_once(url, Deployment.load(Path(record)), rpc_url)
"""


def live(world: World, blocks: int) -> None:
    world.found(3_000_000)
    world.found(0)
    world.mine()
    for _ in range(blocks):
        world.act(6)
        world.mine()


def run_and_kill(world: World, database_url: str, record: Path, statement: int) -> int:
    world.deployment.save(record)
    arguments = [str(statement), database_url, str(record), world.anvil.rpc_url]
    return subprocess.run([sys.executable, "-c", _KILLED_AT, *arguments], check=False).returncode


def test_killed_between_any_two_statements_it_resumes_and_equals_a_fresh_index(
    world: World, new_database: NewDatabase, tmp_path: Path
) -> None:
    killed, fresh = new_database(), new_database()
    live(world, 4)
    codes = []
    for statement in range(4, 40, 5):
        world.act(5)
        world.mine()
        codes.append(run_and_kill(world, killed, tmp_path / "record.json", statement))
    assert codes.count(-9) >= 3
    index_once(killed, world.deployment, world.anvil.rpc_url)
    index_once(fresh, world.deployment, world.anvil.rpc_url)
    assert differences(killed, fresh) == {}


def test_killed_within_a_reorganisation_it_resumes_and_equals_a_fresh_index(
    world: World, new_database: NewDatabase, tmp_path: Path
) -> None:
    killed, fresh = new_database(), new_database()
    live(world, 8)
    index_once(killed, world.deployment, world.anvil.rpc_url)
    codes = []
    for statement in (14, 24, 34, 44):  # subtracting, deleting, appending, adding
        world.rollback(3)
        for _ in range(4):
            world.act(5)
            world.mine()
        codes.append(run_and_kill(world, killed, tmp_path / "record.json", statement))
    assert codes.count(-9) >= 3
    index_once(killed, world.deployment, world.anvil.rpc_url)
    index_once(fresh, world.deployment, world.anvil.rpc_url)
    assert differences(killed, fresh) == {}


@pytest.mark.parametrize("fault", [*FAULTS, "all of them"])
def test_with_a_bad_node_the_tables_equal_those_by_a_good_one(
    world: World, new_database: NewDatabase, fault: str
) -> None:
    suffering, fresh = new_database(), new_database()
    live(world, 20)
    faults = tuple(FAULTS) if fault == "all of them" else (fault,)
    with FaultyRpc(world.anvil.rpc_url, faults, share=30, max_range=7, seed=3) as node:
        stop = threading.Event()
        follower = threading.Thread(
            target=follow,
            args=(suffering, world.deployment, node.url),
            kwargs={"stop": stop, "manner": Manner(poll_s=0.02, timeout_s=1)},
        )
        follower.start()
        try:
            await_head(suffering, world.head())
            for _ in range(6):
                world.act(5)
                world.mine()
            await_head(suffering, world.head())
        finally:
            stop.set()
            follower.join()
        assert sum(node.done[each] for each in faults) > 0
    index_once(fresh, world.deployment, world.anvil.rpc_url)
    assert differences(suffering, fresh) == {}


def await_head(database_url: str, head: int) -> None:
    pause = threading.Event()
    with connect(database_url) as connection:
        connection.autocommit = True
        for _ in range(2_400):
            row = connection.execute("SELECT block_number FROM checkpoint").fetchone()
            if row is not None and row[0] >= head:
                return
            pause.wait(0.05)
    raise AssertionError(f"block {head} was not reached")


def test_a_range_that_is_refused_is_halved_until_it_is_taken(world: World, new_database: NewDatabase) -> None:
    narrow, fresh = new_database(), new_database()
    live(world, 10)
    world.mine(120)
    with FaultyRpc(world.anvil.rpc_url, max_range=9) as node:
        index_once(narrow, world.deployment, node.url)
        assert 1 <= node.done["refused"] <= 12  # those that were already under way, and then no more
    index_once(fresh, world.deployment, world.anvil.rpc_url)
    assert differences(narrow, fresh) == {}


def test_a_dead_node_is_named(world: World, database_url: str) -> None:
    world.anvil.stop()
    with pytest.raises(NodeSilent, match=r"127\.0\.0\.1:\d+ does not answer"):
        index_once(database_url, world.deployment, world.anvil.rpc_url)
    assert tables_of(database_url)["checkpoint"] == []


def test_a_lost_database_connection_is_replaced(world: World, new_database: NewDatabase) -> None:
    lost, fresh = new_database(), new_database()
    said: list[str] = []
    stop = threading.Event()
    live(world, 3)
    follower = threading.Thread(
        target=follow,
        args=(lost, world.deployment, world.anvil.rpc_url),
        kwargs={"stop": stop, "manner": Manner(poll_s=0.02), "say": said.append},
    )
    follower.start()
    try:
        await_head(lost, world.head())
        with connect(lost) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        world.act(6)
        world.mine()
        await_head(lost, world.head())
    finally:
        stop.set()
        follower.join()
    assert any("The database failed" in sentence for sentence in said)
    index_once(fresh, world.deployment, world.anvil.rpc_url)
    assert differences(lost, fresh) == {}
