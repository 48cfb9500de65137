"""`planet dev` itself: one owner, kept between starts, honest about a chain that is gone."""

import json
import os
import signal
import time
from pathlib import Path

import httpx
import pytest
from web3 import Web3

from planet_chain.devnet.accounts import sample_account
from tests.conftest import Stack, planet

pytestmark = [pytest.mark.stack, pytest.mark.timeout(240)]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / ".planet"


def test_a_second_one_is_refused_and_names_the_first(stack: Stack) -> None:
    for arguments in (["dev"], ["dev", "--detach"], ["devnet", "reset"]):
        refused = stack.planet(*arguments)
        assert refused.returncode == 1
        assert (
            f"already running (pid {(stack.home / 'devnet' / 'lock').read_text()}, page {stack.page})"
            in refused.stderr
        )


def test_a_second_terminal_talks_to_the_same_system(stack: Stack) -> None:
    status = json.loads(stack.planet("index", "status", "--json").stdout)
    assert (status["chain_id"], status["halted"]) == (31337, None)
    epochs = json.loads(stack.planet("epoch", "status", "--json").stdout)
    assert {epoch["epoch"] for epoch in epochs} >= {1, 2}


def test_the_sample_has_an_airdrop_that_can_be_claimed(stack: Stack) -> None:
    ana = sample_account("ana").address
    claims = httpx.get(f"{stack.api}/claims/{ana}", timeout=30).json()
    (gift,) = claims["airdrops"]
    assert (gift["amount"]["amount"], gift["amount"]["symbol"], gift["state"]) == (
        "3000000",
        "USD₮0",
        "claimable",
    )
    order = {"account": sample_account("dan").address, "beneficiary": ana, "campaign": gift["campaign"]}
    prepared = httpx.post(f"{stack.api}/transactions/claim", json=order, timeout=30).json()
    # the node tried it: the proof fits the campaign's root
    assert [(step["kind"], prepared["complete"]) for step in prepared["steps"]] == [("claim", True)]
    shown = httpx.get(f"{stack.api}/airdrops/{gift['campaign']}", timeout=30).json()
    assert shown["left"]["amount"] == shown["gives"]["amount"] == "10000000"


def test_deploying_again_leaves_what_stands(stack: Stack) -> None:
    again = json.loads(stack.planet("deploy", "--network", "devnet", "--dry-run", "--json").stdout)
    assert all(contract["stands"] for contract in again["contracts"].values())


def test_forward_wants_a_duration(stack: Stack) -> None:
    refused = stack.planet("devnet", "forward", "soon")
    assert refused.returncode == 1
    assert "'soon' is no duration; write a number and s, m, h, d or w: 8d." in refused.stderr


def test_keeps_what_happened_survives_a_kill_and_names_a_reset_chain(home: Path) -> None:
    started = planet(home, "dev", "--detach", "--json", "--no-sample")
    assert started.returncode == 0, started.stderr
    first = json.loads(started.stdout)
    try:
        # whoever kills the supervisor leaves no process behind
        os.kill(int((home / "devnet" / "lock").read_text()), signal.SIGKILL)
        _until_gone(first["rpc"])
        again = planet(home, "dev", "--detach", "--json")
        assert again.returncode == 0, again.stderr
        second = json.loads(again.stdout)
        assert second["contracts"] == first["contracts"]
        assert second["api_key"] == first["api_key"]
        assert planet(home, "stop").stdout == "Stopped.\n"

        (home / "devnet" / "chain.json").unlink()
        refused = planet(home, "dev", "--detach")
        assert refused.returncode == 1
        assert "was started anew or lost its state" in refused.stderr
        assert "planet devnet reset" in refused.stderr

        assert planet(home, "devnet", "reset", "--dry-run").stdout.startswith("Would remove")
        assert (home / "devnet").exists()
        assert planet(home, "devnet", "reset").returncode == 0
        assert not (home / "devnet").exists()
    finally:
        planet(home, "stop")


def _until_gone(rpc: str) -> None:
    deadline = time.monotonic() + 30
    while Web3(Web3.HTTPProvider(rpc)).is_connected():
        assert time.monotonic() < deadline, "anvil outlived its supervisor"
        time.sleep(0.2)
