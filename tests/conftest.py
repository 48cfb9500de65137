"""What every test may ask for: a real chain and a real database, fresh for each."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from planet_chain.devnet.anvil import Anvil
from planet_chain.devnet.database import EmbeddedPostgres

ROOT = Path(__file__).parents[1]
_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """One embedded server a session, fast rather than crash-safe."""
    server = EmbeddedPostgres(tmp_path_factory.mktemp("postgres") / "data", durable=False)
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
