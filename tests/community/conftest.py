from collections.abc import Iterator

import pytest

from planet_chain.store.database import engine
from tests.community.place import Place


@pytest.fixture
def place(database_url: str) -> Iterator[Place]:
    place = Place(engine(database_url))
    place.settle_in()
    yield place
    place.database.dispose()
