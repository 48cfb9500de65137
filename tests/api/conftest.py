"""One community with a past for all tests of the API: they read it, and add to it what nobody else reads."""

from collections.abc import Iterator

import pytest

from planet_chain.devnet.anvil import Anvil
from planet_chain.devnet.database import EmbeddedPostgres
from tests.api.scene import Scene, play


@pytest.fixture(scope="session")
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
