"""`planet api` says what it lacks, and ends."""

import socket
import subprocess
from pathlib import Path

from tests.conftest import planet


def run(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return planet(home, "api", *arguments)


def test_without_a_database_it_says_how_to_get_one(tmp_path: Path) -> None:
    done = run(tmp_path / ".planet", "--port", "0")
    assert done.returncode == 1
    assert "PLANET_DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_named(tmp_path: Path, database_url: str) -> None:
    home = tmp_path / ".planet"
    (home / "devnet").mkdir(parents=True)
    (home / "devnet" / "environment").write_text(f"PLANET_DATABASE_URL={database_url}\n")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run(home, "--port", str(port))
    assert done.returncode == 1
    assert f"127.0.0.1:{port}" in done.stderr
    assert "Traceback" not in done.stderr
