"""The frame of the command line: help for everything, one sentence for every failure, the right exit code."""

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cyclopts import App

from planet_chain.chain import signer
from planet_chain.cli.app import app, main
from planet_chain.core.errors import PlanetError

ROOT = Path(__file__).parents[2]


def run(*arguments: str, home: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """`planet …` as a user runs it, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "planet_chain.cli", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PLANET_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        check=False,
    )


def commands(parent: App, path: tuple[str, ...] = ()) -> Iterator[tuple[str, App]]:
    for name in parent:
        if not name.startswith("-"):
            command = parent[name]
            yield " ".join((*path, name)), command
            yield from commands(command, (*path, name))


def test_every_command_and_every_parameter_has_help() -> None:
    found = dict(commands(app))
    assert {"dev", "deploy", "wallet new", "wallet import", "wallet list", "doctor", "settle"} <= set(found)
    for name, command in found.items():
        assert command.help.strip(), f"`planet {name}` has no help"
        if command.default_command is None:
            continue
        for argument in command.assemble_argument_collection(parse_docstring=True):
            if argument.show:
                assert argument.parameter.help, f"{argument.name} of `planet {name}` has no help"


def test_help_is_quick_because_nothing_heavy_is_imported(tmp_path: Path) -> None:
    heavy = ["web3", "sqlalchemy", "fastapi", "duckdb", "eth_account", "pyarrow", "planet_chain.config"]
    code = (
        "import sys; from planet_chain.cli.app import app; app(['--help'], result_action='return_value');"
        f"loaded = [name for name in {heavy} if name in sys.modules]; assert not loaded, loaded"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Creator community tokens" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense",), 'Unknown command "nonsense"'),
        (("deploy", "--network", "mainnet"), '"xlayer-testnet"'),
        (("deploy", "--windw", "5"), "--windw"),
        (("wallet", "new"), "NAME"),
    ],
)
def test_wrong_usage_exits_2_and_names_what_is_wrong(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run(*arguments, home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_refusal_is_one_sentence_and_exits_1(tmp_path: Path) -> None:
    done = run("deploy", home=tmp_path, PLANET_RPC_URL="http://127.0.0.1:1")
    assert done.returncode == 1
    assert done.stderr.startswith("planet: The node at http://127.0.0.1:1 does not answer (no connection);")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PLANET_PORT": "many"}, "PLANET_PORT is 'many'"),
        ({"PLANET_NETWORK": "mainnet"}, "There is no network 'mainnet'; choose one of devnet"),
    ],
)
def test_an_impossible_setting_is_named(tmp_path: Path, environment: dict[str, str], sentence: str) -> None:
    done = run("wallet", "list", home=tmp_path, **environment)
    assert done.returncode == 1
    assert done.stderr.startswith(f"planet: {sentence}")


def test_what_a_running_testnet_wrote_is_taken_unless_another_network_is_meant(tmp_path: Path) -> None:
    environment = tmp_path / "devnet" / "environment"
    environment.parent.mkdir()
    environment.write_text("PLANET_NETWORK=devnet\nPLANET_RPC_URL=http://127.0.0.1:9\n")
    local = run("doctor", home=tmp_path)
    assert "http://127.0.0.1:9 " in local.stdout
    over = run("doctor", home=tmp_path, PLANET_RPC_URL="http://127.0.0.1:7")
    assert "http://127.0.0.1:7 " in over.stdout
    other = run("deploy", "--network", "xlayer", "--rpc-url", "http://127.0.0.1:8", home=tmp_path)
    assert "xlayer needs --admin, --attester, --settler, --guardian" in other.stderr


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (
            PlanetError("some-code", "The thing is wrong; do this."),
            1,
            "planet: The thing is wrong; do this.\n",
        ),
        (KeyboardInterrupt(), 130, "planet: Interrupted.\n"),
        (
            OSError(errno.ENOSPC, "No space left on device", "/data/x"),
            1,
            "/data/x: No space left on device; free",
        ),
        (
            OSError(errno.ENOSPC, "No space left on device"),
            1,
            "The disk: No space left on device; free",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied", "/data/x"),
            1,
            "/data/x: Permission denied; allow it",
        ),
    ],
)
def test_failures_become_sentences(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    code: int,
    said: str,
) -> None:
    def fail(directory: Path) -> None:
        raise error

    monkeypatch.setattr(signer, "wallets", fail)
    with pytest.raises(SystemExit) as ended:
        main(["wallet", "list"])
    assert ended.value.code == code
    captured = capsys.readouterr()
    assert said in captured.err
    assert (captured.out, captured.err.count("\n")) == ("", 1)


def test_a_defect_leaves_its_traceback_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(directory: Path) -> None:
        raise ZeroDivisionError("by us")

    monkeypatch.setattr(signer, "wallets", fail)
    monkeypatch.setenv("PLANET_HOME", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        main(["wallet", "list"])
    assert ended.value.code == 1
    (log,) = (tmp_path / "logs").iterdir()
    assert str(log) in capsys.readouterr().err
    assert "ZeroDivisionError: by us" in log.read_text()


def test_a_reader_that_leaves_is_no_drama(tmp_path: Path) -> None:
    command = f"{sys.executable} -m planet_chain.cli doctor --json | head -c 1"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "PLANET_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("[", "")
