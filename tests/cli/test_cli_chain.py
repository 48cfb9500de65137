"""`planet wallet` and `planet deploy`, as a user runs them."""

import json
import os
import pty
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from planet_chain.chain.deployment import Deployment
from planet_chain.chain.steps import MOCKS, STEPS
from planet_chain.cli.app import main
from planet_chain.devnet.anvil import Anvil

KEY = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"
ADDRESS = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"


class Done(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


Planet = Callable[..., Done]


@pytest.fixture
def planet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Planet:
    """`planet …` with a home of its own; keyword arguments are its environment."""

    def planet(*arguments: str, **environment: str) -> Done:
        with monkeypatch.context() as patch:
            for name, value in {"PLANET_HOME": str(tmp_path), **environment}.items():
                patch.setenv(name, value)
            capsys.readouterr()
            with pytest.raises(SystemExit) as ended:
                main(arguments)
        code = ended.value.code
        return Done(code if isinstance(code, int) else 0, *capsys.readouterr())

    return planet


@pytest.fixture
def password(tmp_path: Path) -> str:
    file = tmp_path / "password"
    file.write_text("correct horse\n")
    return str(file)


def test_new_import_and_list(planet: Planet, tmp_path: Path, password: str) -> None:
    key = tmp_path / "key"
    key.write_text(f"0x{KEY}\n")
    made = planet("wallet", "new", "fresh", "--password-file", password, "--json")
    brought = planet("wallet", "import", "mine", "--key-file", str(key), "--password-file", password)
    listed = planet("wallet", "list", "--json")
    assert [made.returncode, brought.returncode, listed.returncode] == [0, 0, 0]
    assert brought.stdout.startswith(f"{ADDRESS}\n")
    rows = json.loads(listed.stdout)
    assert [(row["name"], row["address"]) for row in rows] == [
        ("fresh", json.loads(made.stdout)["address"]),
        ("mine", ADDRESS),
    ]
    for done in (made, brought, listed):
        assert KEY not in (done.stdout + done.stderr).lower()
        assert "correct horse" not in done.stdout + done.stderr
    again = planet("wallet", "new", "mine", "--password-file", password)
    assert (again.returncode, again.stdout) == (1, "")
    assert "There is a wallet 'mine'" in again.stderr


def test_without_a_terminal_or_a_file_the_password_is_asked_for_in_words(planet: Planet) -> None:
    done = planet("wallet", "new", "mine")
    assert done.returncode == 1
    assert "give it in a file, --password-file FILE" in done.stderr


def test_a_typed_password_is_asked_twice_and_never_echoed(tmp_path: Path) -> None:
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(Path(__file__).parents[2])
        environment = {"PATH": os.environ["PATH"], "PLANET_HOME": str(tmp_path), "TERM": "dumb"}
        command = [sys.executable, "-m", "planet_chain.cli", "wallet", "new", "typed"]
        os.execve(sys.executable, command, environment)  # noqa: S606 (our own program)
    shown = b""
    for prompt in (b"'typed': ", b"again: "):
        while not shown.endswith(prompt):
            shown += os.read(terminal, 1)
        os.write(terminal, b"hunter2\n")
    try:
        while more := os.read(terminal, 1024):
            shown += more
    except OSError:
        pass  # Linux says EIO when the other side has closed the terminal
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert b"hunter2" not in shown
    assert (tmp_path / "wallets" / "typed.json").exists()


def test_deploy_says_the_cost_then_deploys_then_leaves_everything(
    planet: Planet, anvil: Anvil, tmp_path: Path
) -> None:
    dry = planet("deploy", "--dry-run", "--json", PLANET_RPC_URL=anvil.rpc_url)
    plan = json.loads(dry.stdout)
    assert int(plan["cost_wei"]) >= plan["gas"] > 5_000_000
    assert int(anvil.rpc("eth_blockNumber"), 16) == 0
    done = planet("deploy", "--json", PLANET_RPC_URL=anvil.rpc_url)
    assert done.returncode == 0, done.stderr
    stands = json.loads(done.stdout)
    assert {name: entry["address"] for name, entry in plan["contracts"].items()}.items() <= stands[
        "contracts"
    ].items()
    record = Deployment.load(tmp_path / "devnet" / "deployment.json")
    assert {name: entry.address for name, entry in record.contracts.items()} == stands["contracts"]
    again = planet("deploy", PLANET_RPC_URL=anvil.rpc_url)
    assert again.returncode == 0
    assert again.stderr.count("stands already") == len(MOCKS) + len(STEPS)
    quiet = planet("deploy", "-q", PLANET_RPC_URL=anvil.rpc_url)
    assert (quiet.returncode, quiet.stderr) == (0, "")


def test_deploy_from_a_wallet_that_is_poor_missing_or_locked(
    planet: Planet, anvil: Anvil, tmp_path: Path, password: str
) -> None:
    def deploy(*arguments: str) -> str:
        done = planet("deploy", *arguments, PLANET_RPC_URL=anvil.rpc_url)
        assert (done.returncode, done.stdout) == (1, "")
        return done.stderr

    assert "There is no wallet 'mine'" in deploy("--wallet", "mine", "--password-file", password)
    made = planet("wallet", "new", "mine", "--password-file", password, "--json")
    address = json.loads(made.stdout)["address"]
    wrong = tmp_path / "wrong"
    wrong.write_text("battery staple\n")
    assert "does not open the wallet 'mine'" in deploy("--wallet", "mine", "--password-file", str(wrong))
    assert f"{address} has 0 OKB and needs up to" in deploy("--wallet", "mine", "--password-file", password)
    anvil.rpc("anvil_setBalance", address, hex(10**18))
    done = planet("deploy", "--wallet", "mine", "--password-file", password, PLANET_RPC_URL=anvil.rpc_url)
    assert done.returncode == 0, done.stderr


def test_a_public_network_wants_its_own_chain_and_every_role(planet: Planet, anvil: Anvil) -> None:
    roles = ["--admin", ADDRESS, "--attester", ADDRESS, "--settler", ADDRESS]
    guardians = [text for digit in "123" for text in ("--guardian", "0x" + digit * 40)]
    bare = planet("deploy", "--network", "xlayer", *roles)
    assert "xlayer needs --guardian" in bare.stderr
    few = planet("deploy", "--network", "xlayer", *roles, *guardians[:4])
    assert "Give 3 to 5 guardians" in few.stderr
    wrong = planet(
        *("deploy", "--network", "xlayer-testnet", "--rpc-url", anvil.rpc_url, *roles, *guardians),
    )
    assert wrong.returncode == 1
    assert f"{anvil.rpc_url} is chain 31337, not 1952" in wrong.stderr


def test_doctor_finds_what_is_wrong_and_says_what_to_do(
    planet: Planet, anvil: Anvil, database_url: str, tmp_path: Path, password: str
) -> None:
    environment = {"PLANET_RPC_URL": anvil.rpc_url, "PLANET_DATABASE_URL": database_url}
    planet("deploy", "-q", **environment)
    planet("wallet", "new", "mine", "--password-file", password)
    well = planet("doctor", "--json", **environment)
    checks = {check["name"]: check for check in json.loads(well.stdout)}
    assert {check["status"] for check in checks.values()} == {"ok"}, checks
    assert well.returncode == 0
    deployed = sum(1 + len(step.makes) for step in (*MOCKS, *STEPS))
    assert f"{deployed} contracts since block" in checks["deployment"]["found"]
    assert "PostgreSQL" in checks["database"]["found"]

    (tmp_path / "wallets" / "mine.json").chmod(0o644)
    dead = {"PLANET_RPC_URL": "http://127.0.0.1:1", "PLANET_DATABASE_URL": "postgresql://127.0.0.1:1/none"}
    ill = planet("doctor", **dead)
    assert ill.returncode == 1
    failed = [line.split()[1] for line in ill.stdout.splitlines() if line.startswith("fail")]
    assert failed == ["wallets", "database", "node"]
    assert "→ chmod go-rwx" in ill.stdout
