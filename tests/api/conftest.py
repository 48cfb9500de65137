"""One community with a past for the tests of a file: they read it, and add to it what nobody else reads."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from planet_chain.devnet.anvil import Anvil, free_port
from planet_chain.devnet.database import EmbeddedPostgres
from tests.api.scene import Scene, play

_ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def scene(
    postgres: EmbeddedPostgres, migrated: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    chain, name = Anvil(), "api_scene"
    played = play(chain, postgres.create(name, template=migrated), tmp_path_factory.mktemp("scene"))
    with played.client:
        yield played
    played.town.database.dispose()
    chain.stop()
    postgres.drop(name)


@pytest.fixture
def served(scene: Scene, tmp_path: Path) -> Iterator[str]:
    """The scene's service as `planet api` serves it, on a port of its own."""
    port = free_port()
    with serve(scene, port, tmp_path / "api.log"):
        yield f"http://127.0.0.1:{port}/api/v1"


@contextmanager
def serve(scene: Scene, port: int, log: Path, *, killed: bool = False) -> Iterator["subprocess.Popen[bytes]"]:
    """A `planet api` of the scene while the block runs.

    Args:
        killed: whether the block kills it.
    """
    said = {
        f"PLANET_{name.upper()}": str(value) for name, value in scene.settings.model_dump().items() if value
    }
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PLANET_")}
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "planet_chain.cli", "api", "--port", str(port)],
            env={**environment, **said},
            cwd=_ROOT,
            stdout=sink,
            stderr=sink,
        )
    try:
        _await(f"http://127.0.0.1:{port}/api/v1/ready", process, log)
        yield process
    finally:
        process.terminate()
        # uvicorn finishes what it answers, then ends by the signal that asked it to
        assert process.wait(20) == -(signal.SIGKILL if killed else signal.SIGTERM)


def _await(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 150
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (our own server)
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())
