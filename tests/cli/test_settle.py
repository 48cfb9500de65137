import json
import shutil
from pathlib import Path

import pytest

from planet_chain.cli.app import main

EPOCHS = Path(__file__).parents[1] / "vectors" / "epochs"
ROOT = json.loads((EPOCHS / "worked.settlement.json").read_bytes())["root"]


def run(*arguments: str | Path) -> int:
    """The exit code of `planet` with these arguments."""
    with pytest.raises(SystemExit) as exited:
        main([str(argument) for argument in arguments])
    code = exited.value.code
    assert isinstance(code, int | None)
    return code or 0


def test_settling_prints_amounts_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("settle", EPOCHS / "worked", "--out", tmp_path / "out", "--json", "--quiet") == 0
    out, err = capsys.readouterr()
    assert json.loads(out) == {
        "root": ROOT,
        "paid": "1352442",
        "carry_out": "9998647558",
        "returned": "0",
        "creators": 1,
        "points": "7654519",
    }
    assert err == ""
    assert (tmp_path / "out" / "tree.json").read_bytes() == (EPOCHS / "worked.tree.json").read_bytes()


def test_settling_again_changes_nothing_and_another_week_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert run("settle", EPOCHS / "worked", "--out", tmp_path, "--engine", "reference") == 0
    assert ROOT in capsys.readouterr().out
    assert run("settle", EPOCHS / "rich", "--out", tmp_path) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "nothing was overwritten" in err


def test_a_broken_bundle_settles_to_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(EPOCHS / "worked", tmp_path / "bundle")
    (tmp_path / "bundle" / "posts.parquet").write_bytes(b"")
    assert run("settle", tmp_path / "bundle", "--out", tmp_path / "out") == 1
    assert "posts.parquet: has sha256" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_verifying_exits_with_0_only_for_the_same_root(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", EPOCHS / "worked") == 0
    assert run("verify", EPOCHS / "worked", "--root", ROOT, "--engine", "duckdb") == 0
    assert run("verify", EPOCHS / "rich", "--root", ROOT, "--engine", "duckdb") == 1
    assert run("verify", EPOCHS / "worked", "--root", ROOT, "--json") == 0
    assert '"same": true' in capsys.readouterr().out
    assert run("verify", EPOCHS / "worked", "--root", "0x" + "00" * 32) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "do not accept the announced root" in err
    assert run("verify", EPOCHS / "worked", "--root", "zero") == 1
    assert run("verify", EPOCHS / "nowhere") == 1


@pytest.mark.parametrize(
    "arguments",
    [("settle",), ("settle", "x"), ("verify",), ("settle", "x", "--out", "y", "--engine", "magic")],
)
def test_wrong_usage_exits_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments) == 2
