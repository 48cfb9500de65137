"""`planet activity`, `epoch`, `key` and `worker` on a real chain, as a user runs them."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from planet_chain.chain.signer import WEAK, import_wallet
from planet_chain.devnet.accounts import dev_account, sample_account
from planet_chain.devnet.anvil import Anvil
from planet_chain.store.database import transaction
from planet_chain.store.queries.dues import dues_of
from tests.rewards.town import WEEK, Town, settle_in

ROOT = Path(__file__).parents[2]
FIRST = 1_082_040_961
_SECONDS = 60


class Terminal:
    """A town, and a shell beside it."""

    def __init__(self, town: Town, database_url: str, home: Path) -> None:
        self.town, self.home = town, home
        password = home / "password"
        password.write_text("secret enough\n")
        import_wallet(home / "wallets", "settler", dev_account("settler").key, "secret enough", WEAK)
        self.environment = {
            "PATH": os.environ["PATH"],
            "PLANET_HOME": str(home),
            "PLANET_DATABASE_URL": database_url,
            "PLANET_RPC_URL": town.anvil.rpc_url,
            "PLANET_DEPLOYMENT_FILE": str(home / "deployment.json"),
            "PLANET_WALLET_PASSWORD_FILE": str(password),
            "PLANET_REWARDS_POOL": "1000000000",
        }

    def start(self, *arguments: str, **environment: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "planet_chain.cli", *arguments],
            cwd=ROOT,
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def worker(self, name: str) -> "tuple[subprocess.Popen[str], Path]":
        """A worker, and the file with what it says."""
        log = self.home / f"{name}.log"
        with log.open("w") as sink:
            process = subprocess.Popen(
                [sys.executable, "-m", "planet_chain.cli", "worker"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                text=True,
            )
        return process, log

    def planet(
        self, *arguments: str, code: int = 0, **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        process = self.start(*arguments, **environment)
        out, err = process.communicate(timeout=_SECONDS)
        assert process.returncode == code, (out, err)
        return subprocess.CompletedProcess(arguments, code, out, err)

    def json(self, *arguments: str, **environment: str) -> Any:
        return json.loads(self.planet(*arguments, "--json", "--quiet", **environment).stdout)

    def letters(self, weeks: int = 2, count: int = 300) -> Path:
        chance = random.Random(5)
        lines = [f"p0 p1 {FIRST}"] + [
            f"p{chance.randrange(30)} p{chance.randrange(8)} {FIRST + chance.randrange(weeks * WEEK)}"
            for _ in range(count - 1)
        ]
        path = self.home / "letters.txt"
        path.write_text("src dst time\n" + "\n".join(lines) + "\n")
        return path


@pytest.fixture
def terminal(anvil: Anvil, database_url: str, tmp_path: Path) -> Iterator[Terminal]:
    town = settle_in(anvil, database_url, tmp_path)
    yield Terminal(town, database_url, tmp_path)
    town.database.dispose()


def until(done: Callable[[], bool], town: Town, what: str) -> None:
    deadline = time.monotonic() + _SECONDS
    while not done():
        assert time.monotonic() < deadline, what
        town.anvil.rpc("anvil_mine", hex(1), hex(1))
        time.sleep(0.2)


@pytest.mark.timeout(300)
def test_a_file_of_messages_is_settled_by_hand_week_by_week(terminal: Terminal) -> None:
    town, file = terminal.town, str(terminal.letters())
    command = ("activity", "import", file, "--format", "edges", "--payouts", "devnet", "--value", "20")
    assert terminal.json(*command, "--dry-run")["accepted"] == 600
    said = terminal.planet(*command)
    assert "30 s of attention" in said.stderr
    assert "moved in time" in said.stderr
    again = terminal.json(*command)
    assert (again["messages"], again["accepted"], again["duplicates"]) == (300, 0, 600)
    assert (again["first_epoch"], again["last_epoch"]) == (1, 2)

    town.end_week()
    assert terminal.json("epoch", "run", "--dry-run") == [{"epoch": 1, "step": "close"}]
    for name in ("close", "settle", "propose"):
        assert all(step["moved"] for step in terminal.json("epoch", name))
    assert terminal.json("epoch", "propose") == [], "nothing is done twice"
    assert [step["moved"] for step in terminal.json("epoch", "activate")] == [False]
    town.end_window()
    town.run()
    town.end_week()
    terminal.planet("epoch", "run")
    town.end_window()
    town.run()
    opened, *epochs = terminal.json("epoch", "status")
    assert (opened["epoch"], opened["state"]) == (3, "open")
    assert [(row["epoch"], row["state"]) for row in epochs] == [(2, "activated"), (1, "activated")]
    assert all("secret" not in row and int(row["paid"]) > 0 for row in epochs)
    with transaction(town.database) as session:
        claims = dues_of(session, sample_account("p1").address.lower()).claims
    assert {claim.epoch for claim in claims.claimable} == {2}


def test_what_cannot_be_imported_is_said_in_one_sentence(terminal: Terminal) -> None:
    file = terminal.letters()
    with file.open("a") as lines:
        lines.write("p1 p2 soon\n")
    failed = terminal.planet("activity", "import", str(file), "--format", "edges", "--quiet", code=1)
    assert failed.stderr == (
        f"planet: {file}:302: 'soon' is no unix time; write seconds as plain digits;"
        " nothing of the file was taken\n"
    )
    assert terminal.town.query("SELECT 1 FROM activity") == []
    (terminal.home / "rows.csv").write_text(
        "id,member,post,action,quantity,at\na,nobody,post-ann,like,1,1700000000\n"
    )
    failed = terminal.planet("activity", "import", str(terminal.home / "rows.csv"), code=1)
    assert "rows.csv:2: member 'nobody' is not known; state it first" in failed.stderr
    failed = terminal.planet(
        "activity", "import", str(terminal.letters()), "--format", "edges", "--dwell", "601", code=1
    )
    assert "--dwell is 601" in failed.stderr
    terminal.planet("activity", "import", str(file), "--format", "edges", "--unknown", code=2)


def test_addresses_with_public_keys_are_for_the_local_testnet_only(terminal: Terminal) -> None:
    command = ("activity", "import", str(terminal.letters()), "--format", "edges", "--payouts", "devnet")
    failed = terminal.planet(*command, code=1, PLANET_NETWORK="xlayer")
    assert "the money would be stolen" in failed.stderr


def test_without_a_database_a_wallet_or_a_password_the_reason_is_said(terminal: Terminal) -> None:
    environment = {"PLANET_DATABASE_URL": ""}
    assert "PLANET_DATABASE_URL" in terminal.planet("epoch", "status", code=1, **environment).stderr
    assert "'nobody'" in terminal.planet("worker", code=1, PLANET_SETTLER_WALLET="nobody").stderr
    wrong = terminal.home / "wrong"
    wrong.write_text("no\n")
    failed = terminal.planet("worker", code=1, PLANET_WALLET_PASSWORD_FILE=str(wrong))
    assert "password does not open" in failed.stderr
    failed = terminal.planet("worker", code=1, PLANET_RPC_URL="http://127.0.0.1:1")
    assert "does not answer" in failed.stderr


def test_keys_are_made_listed_and_revoked(terminal: Terminal) -> None:
    made = terminal.json("key", "create", "backend", "--scope", "activity,posts")
    assert made["key"].startswith("pk_")
    (listed,) = terminal.json("key", "list")
    assert (listed["name"], listed["scopes"], listed["revoked_at"]) == ("backend", "activity,posts", None)
    table = terminal.planet("key", "list").stdout
    assert made["key"] not in table
    assert "activity, posts" in table
    assert str(listed["created_at"]) not in table
    terminal.planet("key", "revoke", str(made["id"]))
    (listed,) = terminal.json("key", "list")
    assert listed["revoked_at"] is not None
    assert "is no scope" in terminal.planet("key", "create", "x", "--scope", "all", code=1).stderr
    assert "no API key 99" in terminal.planet("key", "revoke", "99", code=1).stderr


@pytest.mark.timeout(300)
def test_one_worker_leads_another_takes_over_and_both_end_cleanly(terminal: Terminal) -> None:
    town = terminal.town
    town.read()
    first, _ = terminal.worker("first")
    until(lambda: bool(town.query("SELECT 1 FROM job")), town, "the first worker leads")
    second, log = terminal.worker("second")
    try:
        until(lambda: "standing by" in log.read_text(), town, "the second one stands by")
        town.end_week()
        until(lambda: _state(town, 1) == "proposed", town, "week 1 is proposed")
        assert "leading" not in log.read_text()
        first.kill()
        town.end_window()
        until(lambda: _state(town, 1) == "activated", town, "the second worker takes over")
        second.send_signal(signal.SIGTERM)
        assert second.wait(_SECONDS) == 0
        assert "Traceback" not in log.read_text()
    finally:
        for process in (first, second):
            process.kill()
            process.wait()
    assert {row.state for row in town.query("SELECT state FROM job")} == {"ok"}


def test_a_job_that_fails_says_why_and_is_tried_again(terminal: Terminal) -> None:
    town = terminal.town
    town.read()
    settler = dev_account("settler").address
    token = town.contract("USDT0").functions
    balance = token.balanceOf(settler).call()
    stranger = town.anvil.accounts[8].address
    token.transfer(stranger, balance).transact({"from": settler})
    town.end_week()
    worker, _ = terminal.worker("worker")
    try:
        until(lambda: _failed(town, "must fund"), town, "the job says what is missing")
        token.transfer(settler, balance).transact({"from": stranger})
        until(lambda: _state(town, 1) == "proposed", town, "the job goes on")
    finally:
        worker.send_signal(signal.SIGTERM)
    assert worker.wait(_SECONDS) == 0


def _state(town: Town, number: int) -> str | None:
    rows = town.query("SELECT state FROM epoch WHERE number = :number", number=number)
    return rows[0].state if rows else None


def _failed(town: Town, words: str) -> bool:
    rows = town.query("SELECT message FROM job WHERE failures > 0")
    return any(words in row.message for row in rows)
