"""Chains with a crowd on them, and databases to index them into."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from planet_chain.devnet.anvil import Anvil
from planet_chain.devnet.database import EmbeddedPostgres
from tests.indexer.world import World

_numbers = itertools.count()


@pytest.fixture
def deep_anvil() -> Iterator[Anvil]:
    """A fresh chain whose finalized block is 64 blocks behind its head, as far as reorganisations may go."""
    chain = Anvil(epoch_slots=32)
    yield chain
    chain.stop()


@pytest.fixture
def world(deep_anvil: Anvil, tmp_path: Path) -> Iterator[World]:
    """A crowd on a fresh chain."""
    crowd = World(deep_anvil, tmp_path)
    yield crowd
    crowd.close()


@pytest.fixture
def new_database(postgres: EmbeddedPostgres, migrated: str) -> Iterator[Callable[[], str]]:
    """Makes fresh, migrated databases; returns their URLs."""
    made: list[str] = []

    def make() -> str:
        made.append(f"index_{next(_numbers)}")
        return postgres.create(made[-1], template=migrated)

    yield make
    for name in made:
        postgres.drop(name)
