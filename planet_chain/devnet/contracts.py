"""The contracts of the local testnet, deployed the way they are deployed anywhere."""

from pathlib import Path

from planet_chain.chain.client import connect
from planet_chain.chain.compile import compile_contracts
from planet_chain.chain.deploy import deploy
from planet_chain.chain.deployment import Deployment
from planet_chain.chain.networks import NETWORKS
from planet_chain.chain.steps import Roles
from planet_chain.devnet.accounts import dev_account, dev_accounts

# the shortest that the distributor allows
_WINDOW_SECONDS = 24 * 3600


def deploy_devnet(rpc_url: str, record: Path) -> Deployment:
    """Make every contract stand on the local chain; what stands already is left.

    Args:
        record: the deployment record, written after each contract.
    """
    from eth_account import Account

    network = NETWORKS["devnet"]
    admin = dev_account("admin")
    roles = Roles(
        admin=admin.address,
        attester=dev_account("attester").address,
        settler=dev_account("settler").address,
        guardians=tuple(account.address for account in dev_accounts() if account.role == "guardian"),
        window=_WINDOW_SECONDS,
    )
    w3 = connect(rpc_url, network.chain_id)
    return deploy(w3, network, Account.from_key(admin.key), roles, record, compile_contracts())
