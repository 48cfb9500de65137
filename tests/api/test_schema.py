"""Whatever the schema allows or forbids is answered as the schema says, and never with a 5xx."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from planet_chain.devnet.anvil import free_port
from tests.api.scene import Scene

pytestmark = [pytest.mark.xdist_group("api"), pytest.mark.timeout(180)]

_ROOT = Path(__file__).parents[2]
_CONFIG = Path(__file__).with_name("schemathesis.toml")


@pytest.fixture
def served(scene: Scene, tmp_path: Path) -> Iterator[str]:
    """The scene's service as `planet api` serves it, on a port of its own."""
    port = free_port()
    said = {
        f"PLANET_{name.upper()}": str(value) for name, value in scene.settings.model_dump().items() if value
    }
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PLANET_")}
    with (tmp_path / "api.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "planet_chain.cli", "api", "--port", str(port)],
            env={**environment, **said},
            cwd=_ROOT,
            stdout=log,
            stderr=log,
        )
    url = f"http://127.0.0.1:{port}/api/v1"
    try:
        _await(f"{url}/ready", process, tmp_path / "api.log")
        yield url
    finally:
        process.terminate()
        # uvicorn finishes what it answers, then ends by the signal that asked it to
        assert process.wait(20) == -signal.SIGTERM


def _await(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (our own server)
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_schemathesis_finds_nothing(scene: Scene, served: str, tmp_path: Path) -> None:
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        f"--config-file={_CONFIG}",
        "run",
        f"{served}/openapi.json",
        f"--header=Authorization: Bearer {scene.key}",
    ]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=170, check=False)
    assert found.returncode == 0, found.stdout[-6000:] + found.stderr[-2000:]
