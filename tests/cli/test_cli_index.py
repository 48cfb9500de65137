"""`planet index`, as a process: it follows until told to stop, and its other commands look after it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from planet_chain.devnet.anvil import Anvil, free_port
from planet_chain.store.database import connect
from tests.indexer.world import World


@pytest.fixture
def world(anvil: Anvil, tmp_path: Path) -> Iterator[World]:
    crowd = World(anvil, tmp_path)
    yield crowd
    crowd.close()


@pytest.fixture
def environment(world: World, database_url: str, tmp_path: Path) -> dict[str, str]:
    world.deployment.save(tmp_path / "record.json")
    return {
        **os.environ,
        "PLANET_HOME": str(tmp_path),
        "PLANET_RPC_URL": world.anvil.rpc_url,
        "PLANET_DATABASE_URL": database_url,
        "PLANET_DEPLOYMENT_FILE": str(tmp_path / "record.json"),
    }


def planet(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "planet_chain.cli", "index", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)


def started(environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "planet_chain.cli", "index", "run"]
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)


def await_head(database_url: str, head: int) -> None:
    deadline = time.monotonic() + 60
    with connect(database_url) as connection:
        connection.autocommit = True
        while time.monotonic() < deadline:
            row = connection.execute("SELECT block_number FROM checkpoint").fetchone()
            if row is not None and row[0] >= head:
                return
            time.sleep(0.05)
    raise AssertionError(f"block {head} was not reached")


def test_run_follows_until_sigterm_and_keeps_a_second_one_out(
    world: World, database_url: str, environment: dict[str, str]
) -> None:
    world.found()
    world.mine()
    port = free_port()
    process = started({**environment, "PLANET_INDEXER_METRICS_PORT": str(port)})
    try:
        await_head(database_url, world.head())
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
            metrics = answer.read().decode()
        assert f"planet_indexer_indexed_block {world.head()}.0" in metrics
        assert re.search(r"^planet_indexer_events_total [1-9]", metrics, re.MULTILINE)
        second = planet(environment, "run")
        assert second.returncode == 1
        assert "Another process holds the lock 'indexer'" in second.stderr
        busy = planet(environment, "replay")
        assert (busy.returncode, "'indexer'" in busy.stderr) == (1, True)
        world.act(8)
        world.mine()
        await_head(database_url, world.head())
    finally:
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Following chain 31337" in said
    assert said.rstrip().endswith("Stopped.")


def test_status_audit_replay_and_reset(world: World, database_url: str, environment: dict[str, str]) -> None:
    empty = planet(environment, "status")
    assert (empty.returncode, "planet index run" in empty.stderr) == (1, True)
    world.found()
    for _ in range(5):
        world.act(8)
        world.mine()
    process = started(environment)
    await_head(database_url, world.head())
    process.kill()
    process.communicate()

    status = json.loads(planet(environment, "status", "--json").stdout)
    assert (status["indexed_number"], status["lag_blocks"]) == (world.head(), 0)
    assert status["finalized_number"] == world.head() - 2
    fine = planet(environment, "audit", "--json")
    assert (fine.returncode, json.loads(fine.stdout)) == (0, {"differences": []})

    with connect(database_url) as connection:
        connection.execute("UPDATE market_sum SET buys = buys + 1")
    wrong = planet(environment, "audit", "--no-chain")
    assert wrong.returncode == 1
    assert "market_sum" in wrong.stdout
    assert "planet index replay" in wrong.stderr
    assert json.loads(planet(environment, "replay", "--json").stdout)["facts"] > 0
    assert planet(environment, "audit").returncode == 0

    refused = planet(environment, "reset")
    assert (refused.returncode, "--yes" in refused.stderr) == (1, True)
    assert planet(environment, "reset", "--yes").returncode == 0
    assert planet(environment, "status").returncode == 1


def test_a_chain_that_was_reset_is_said_by_run_and_by_status(
    world: World, database_url: str, environment: dict[str, str], tmp_path: Path
) -> None:
    process = started(environment)
    await_head(database_url, world.head())
    process.kill()
    process.communicate()
    other = Anvil(timestamp=1_700_000_000)
    try:
        anew = World(other, tmp_path / "anew")
        anew.close()
        anew.deployment.save(tmp_path / "record.json")
        found = planet({**environment, "PLANET_RPC_URL": other.rpc_url}, "run")
        assert found.returncode == 1
        assert "started anew" in found.stderr
        status = planet(environment, "status", "--json")
        assert status.returncode == 1
        assert "planet index reset" in json.loads(status.stdout)["halted"]
    finally:
        other.stop()


def test_missing_database_and_deployment_are_named(environment: dict[str, str], tmp_path: Path) -> None:
    without = {name: value for name, value in environment.items() if name != "PLANET_DATABASE_URL"}
    assert "PLANET_DATABASE_URL" in planet(without, "status").stderr
    undeployed = planet({**environment, "PLANET_DEPLOYMENT_FILE": str(tmp_path / "none.json")}, "run")
    assert (undeployed.returncode, "planet deploy" in undeployed.stderr) == (1, True)
