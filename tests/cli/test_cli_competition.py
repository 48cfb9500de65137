"""`planet competition` on a real database: announced, listed, refused before its time."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import planet


@pytest.fixture
def home(database_url: str, tmp_path: Path) -> Path:
    (tmp_path / "devnet").mkdir()
    (tmp_path / "devnet" / "environment").write_text(f"PLANET_DATABASE_URL={database_url}\n")
    return tmp_path


def run(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return planet(home, "competition", *arguments)


def test_a_competition_is_announced_once_and_in_time(home: Path) -> None:
    span = ("--opens", "2100-01-01T00:00:00", "--closes", "2100-01-08T00:00:00")
    tried = run(home, "announce", "wars-1", *span, "--dry-run", "--json")
    assert tried.returncode == 0, tried.stderr
    assert json.loads(run(home, "list", "--json").stdout) == []
    said = json.loads(run(home, "announce", "wars-1", *span, "--stake", "12.5", "--json").stdout)
    assert (said["stake"], said["backing"], said["opens_at"]) == ("12500000", "50000000", 4_102_444_800)
    listed = run(home, "list").stdout
    assert "2100-01-01 00:00" in listed
    assert "4102444800" not in listed
    again = run(home, "announce", "wars-1", *span)
    assert (again.returncode, "choose another name" in again.stderr) == (1, True)
    early = run(home, "prizes", str(said["number"]), "--pool", "100", "--to", str(home / "prizes.csv"))
    assert early.returncode == 1
    assert not (home / "prizes.csv").exists()
