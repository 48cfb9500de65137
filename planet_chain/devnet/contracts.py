"""The contracts of the local testnet, deployed the way they are deployed anywhere."""

from pathlib import Path

from planet_chain.chain.client import connect
from planet_chain.chain.compile import compile_contracts
from planet_chain.chain.deploy import deploy
from planet_chain.chain.deployment import Deployment
from planet_chain.chain.networks import NETWORKS
from planet_chain.chain.steps import Roles
from planet_chain.devnet.accounts import dev_account, dev_accounts
from planet_chain.devnet.sender import DevSender

# the shortest that the distributor allows
WINDOW_SECONDS = 24 * 3600
_SETTLER_UNITS = 10_000_000 * 10**6


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
        window=WINDOW_SECONDS,
    )
    w3 = connect(rpc_url, network.chain_id)
    deployment = deploy(w3, network, Account.from_key(admin.key), roles, record, compile_contracts())
    sender = DevSender(rpc_url, deployment)
    if not sender.contract("USDT0").functions.balanceOf(roles.settler).call():
        # who settles the weeks must also pay for them
        sender.fund(roles.settler, 0, _SETTLER_UNITS)
    return deployment
