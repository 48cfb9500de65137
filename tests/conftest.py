"""What every test may ask for: a real chain and a real database, fresh for each; the whole system, once."""

import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from planet_chain.devnet.anvil import Anvil
from planet_chain.devnet.database import EmbeddedPostgres

ROOT = Path(__file__).parents[1]
_numbers = itertools.count()

settings.register_profile("planet", deadline=None)  # a busy machine is no wrong answer
settings.load_profile("planet")


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """One embedded server a session, fast rather than crash-safe."""
    # Not below pytest's own directory: each session closes that to other users, and PostgreSQL runs as one.
    with tempfile.TemporaryDirectory(prefix="planet-tests-") as directory:
        server = EmbeddedPostgres(Path(directory) / "data", durable=False)
        yield server
        server.stop()


@pytest.fixture(scope="session")
def migrated(postgres: EmbeddedPostgres) -> str:
    """Name of a database with every migration applied: the template of the others."""
    from planet_chain.store.database import migrate

    migrate(postgres.create("migrated"))
    return "migrated"


@pytest.fixture
def database_url(postgres: EmbeddedPostgres, migrated: str) -> Iterator[str]:
    """`postgresql://` URL of a fresh, migrated database."""
    name = f"test_{next(_numbers)}"
    yield postgres.create(name, template=migrated)
    postgres.drop(name)


@pytest.fixture
def anvil() -> Iterator[Anvil]:
    """A fresh chain that mines each transaction at once."""
    chain = Anvil()
    yield chain
    chain.stop()


@dataclass(frozen=True)
class Stack:
    """A running `planet dev`, as its --json describes it.

    Attributes:
        accounts: each with `address`, `role` and `key`.
    """

    home: Path
    page: str
    api: str
    rpc: str
    faucet: str
    api_key: str
    chain_id: int
    database: str
    contracts: dict[str, str]
    accounts: list[dict[str, str]]
    sample: dict[str, Any] | None

    def planet(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run `planet` in a second terminal of this system."""
        return planet(self.home, *arguments)


def planet(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run `planet` with its things in `home`, without the settings of whoever runs the tests."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PLANET_")}
    return subprocess.run(
        [sys.executable, "-m", "planet_chain.cli", *arguments],
        env={**environment, "PLANET_HOME": str(home)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole system with its sample community: for tests marked `stack`."""
    home = tmp_path_factory.mktemp("stack") / ".planet"
    started = planet(home, "dev", "--detach", "--json")
    if started.returncode != 0:
        logs = sorted((home / "devnet" / "logs").glob("*.log"))
        raise RuntimeError(
            started.stderr + "".join(f"\n--- {log.name}\n{log.read_text()[-2000:]}" for log in logs)
        )
    described = json.loads(started.stdout)
    fields = {name: described[name] for name in Stack.__dataclass_fields__ if name != "home"}
    yield Stack(home=home, **fields)
    planet(home, "stop")
