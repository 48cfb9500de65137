"""Who of the sample has something to claim now: tests share one system, and each takes somebody's."""

from typing import Any

import httpx
import pytest

from planet_chain.devnet.accounts import sample_account
from planet_chain.devnet.sample import CREATORS, FANS
from tests.conftest import Stack


def claims_of(stack: Stack, address: str) -> Any:
    """What the service says about claims of `address`."""
    return httpx.get(f"{stack.api}/claims/{address}", timeout=30).json()


def somebody_owed(stack: Stack) -> str:
    """Address of a person whose reward waits, whoever claimed theirs before."""
    # ana last: a test of several claims at once is hers
    for name in (*(creator.name for creator in CREATORS), *reversed(FANS)):
        address = sample_account(name).address
        if claims_of(stack, address)["claimable"]:
            return address
    pytest.fail("the sample has nobody left with something to claim")
