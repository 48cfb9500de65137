"""A local chain, the compiled contracts and the roles: what the chain's tests share."""

from pathlib import Path

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from web3 import Web3

from planet_chain.chain.client import connect
from planet_chain.chain.compile import Artifact, compile_contracts
from planet_chain.chain.steps import Roles
from planet_chain.devnet.anvil import Anvil

WINDOW = 24 * 60 * 60


@pytest.fixture(scope="session")
def artifacts() -> dict[str, Artifact]:
    return compile_contracts()


@pytest.fixture
def w3(anvil: Anvil) -> Web3:
    return connect(anvil.rpc_url, anvil.chain_id)


@pytest.fixture
def roles(anvil: Anvil) -> Roles:
    admin, settler, attester, *guardians = (account.address for account in anvil.accounts[:6])
    return Roles(admin, attester, settler, tuple(guardians), WINDOW)


@pytest.fixture
def account(anvil: Anvil) -> LocalAccount:
    account: LocalAccount = Account.from_key(anvil.accounts[0].key)
    return account


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "deployments" / "devnet.json"
