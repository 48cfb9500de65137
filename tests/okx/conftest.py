from collections.abc import Iterator

import pytest

from tests.okx.exchange import Exchange, exchange


@pytest.fixture
def okx() -> Iterator[Exchange]:
    with exchange() as answering:
        yield answering
