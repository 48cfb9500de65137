"""`planet deploy`: the contracts, on any of the networks."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from planet_chain.cli.output import Output
from planet_chain.core.errors import PlanetError

if TYPE_CHECKING:
    from eth_account.signers.local import LocalAccount

    from planet_chain.chain.deployment import Deployment
    from planet_chain.chain.networks import Network
    from planet_chain.chain.plan import Plan
    from planet_chain.chain.steps import Roles
    from planet_chain.config import Settings


class RoleMissing(PlanetError):
    """A public network was chosen and somebody with power over the contracts was not named."""

    def __init__(self, network: str, options: list[str]) -> None:
        super().__init__(
            "role-missing",
            f"{network} needs {', '.join(options)}: the addresses of those who will hold these roles.",
        )


def deploy(
    *,
    network: Literal["devnet", "xlayer-testnet", "xlayer"] | None = None,
    rpc_url: str | None = None,
    wallet: str | None = None,
    password_file: Path | None = None,
    admin: str | None = None,
    attester: str | None = None,
    settler: str | None = None,
    guardian: Annotated[list[str] | None, Parameter(negative=())] = None,
    window: int | None = None,
    record: Annotated[Path | None, Parameter(name=("--out", "--record"))] = None,
    dry_run: Annotated[bool, Parameter(negative=())] = False,
    yes: Annotated[bool, Parameter(name=("--yes", "-y"), negative=())] = False,
    out: Output = Output(),
) -> None:
    """Deploy the contracts, or what is missing of them, and write where they stand.

    What stands already is left as it is, so running it again is safe, also after it was cut off.

    Parameters
    ----------
    network
        Where; the default is PLANET_NETWORK, else the local testnet.
    rpc_url
        The node; the default is PLANET_RPC_URL, else the network's own.
    wallet
        Name of the wallet that pays the gas. It gets no role by that. The local testnet pays with its own.
    password_file
        File whose first line is the wallet's password; without it you are asked.
    admin
        Owner of the registry and of the reward roles; a multisig where money is real.
    attester
        Signs that a creator is verified.
    settler
        Proposes the weekly reward roots.
    guardian
        Watcher who may reject a root; give it 3 to 5 times.
    window
        Seconds between proposal and activation of a root, 24 hours to 30 days; the default is 48 hours.
    record
        The deployment record; the default is deployments/NETWORK.json.
    dry_run
        Only say what would be deployed, where, and what it would cost; no password is asked.
    yes
        Do not ask before spending.
    """
    from planet_chain.chain.client import connect
    from planet_chain.chain.compile import compile_contracts
    from planet_chain.config import settings

    config = settings()
    config = config.on(network or config.network)
    chain, path = config.chain, record or config.deployment
    named = {"admin": admin, "attester": attester, "settler": settler}
    roles = _roles(config, named, guardian, window)
    w3 = connect(rpc_url or config.node_url, chain.chain_id)
    out.progress(f"Compiling for {chain.name} (chain {chain.chain_id}).")
    artifacts = compile_contracts()
    if dry_run:
        from planet_chain.chain.ledger import Ledger
        from planet_chain.chain.plan import plan_deployment

        ledger = Ledger.open(w3, chain, path, artifacts)
        payer = _payer(config, wallet, roles)
        plan = plan_deployment(w3, chain, roles, artifacts, payer, ledger.record)
        out.result(_planned(plan, path), _estimate(plan))
        return
    from planet_chain.chain.deploy import deploy as make_stand

    account = _account(config, wallet, password_file)

    def agree(plan: "Plan") -> None:
        if plan.missing:
            out.progress(_estimate(plan))
            if not (yes or chain.is_local):
                _ask(chain)

    deployment = make_stand(w3, chain, account, roles, path, artifacts, say=out.progress, agree=agree)
    out.result(_stands(deployment, path), _where(deployment, chain, path))


def _roles(
    config: "Settings", named: dict[str, str | None], guardians: list[str] | None, window: int | None
) -> "Roles":
    from planet_chain.chain.steps import Roles
    from planet_chain.core.addresses import checksum_address

    if config.chain.is_local:
        from planet_chain.devnet.accounts import dev_accounts

        ours = dev_accounts()
        first = {account.role: account.address for account in reversed(ours)}
        named = {role: address or first[role] for role, address in named.items()}
        guardians = guardians or [account.address for account in ours if account.role == "guardian"]
    missing = [f"--{role}" for role, address in named.items() if not address]
    if missing or not guardians:
        raise RoleMissing(config.network, [*missing, *(() if guardians else ("--guardian",))])
    addresses = {role: checksum_address(address or "") for role, address in named.items()}
    return Roles(
        **addresses,
        guardians=tuple(checksum_address(address) for address in guardians),
        window=config.rewards_window if window is None else window,
    )


def _payer(config: "Settings", wallet: str | None, roles: "Roles") -> str:
    from planet_chain.chain.signer import wallet_of

    return roles.admin if wallet is None else wallet_of(config.wallets, wallet).address


def _account(config: "Settings", wallet: str | None, password_file: Path | None) -> "LocalAccount":
    from planet_chain.chain.signer import unlock, wallet_of
    from planet_chain.cli.passwords import password_of

    if wallet is not None:
        wallet_of(config.wallets, wallet)  # before anybody types a password for nothing
        password = password_of(wallet, password_file or config.wallet_password_file)
        return unlock(config.wallets, wallet, password)
    if not config.chain.is_local:
        raise PlanetError(
            "wallet-missing", "Say which wallet pays, --wallet NAME; `planet wallet new NAME` makes one."
        )
    from eth_account import Account

    from planet_chain.devnet.accounts import dev_accounts

    account: LocalAccount = Account.from_key(dev_accounts()[0].key)
    return account


def _ask(chain: "Network") -> None:
    if not sys.stdin.isatty():
        raise PlanetError("not-confirmed", f"This spends {chain.gas_symbol}; say --yes to go ahead.")
    print(f"Deploy on {chain.name}? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise PlanetError("not-confirmed", "Nothing was sent.")


def _estimate(plan: "Plan") -> str:
    from web3 import Web3

    lines = [
        f"{planned.step.name:<18} {planned.address}  "
        + (
            "stands already"
            if planned.stands
            else f"{planned.gas:>9,} gas{'' if planned.measured else ' at most'}"
        )
        for planned in plan.contracts
    ]
    if plan.missing:
        price = Web3.from_wei(plan.price.most, "gwei")
        # rounded up: whoever sends exactly this much has enough
        cost = Web3.from_wei(-(-plan.cost // 10**12) * 10**12, "ether")
        lines.append(f"{plan.gas:,} gas at {price:f} gwei at most: up to {cost:f} {plan.network.gas_symbol}.")
    else:
        lines.append("Everything stands; nothing would be sent.")
    return "\n".join(lines)


def _planned(plan: "Plan", path: Path) -> dict[str, Any]:
    return {
        "network": plan.network.name,
        "chain_id": plan.network.chain_id,
        "record": str(path),
        "dry_run": True,
        "create2": plan.create2,
        "gas": plan.gas,
        "max_fee_per_gas_wei": str(plan.price.most),
        "cost_wei": str(plan.cost),
        "contracts": {
            planned.step.name: {
                "address": planned.address,
                "stands": planned.stands,
                "gas": planned.gas,
                "gas_measured": planned.measured,
            }
            for planned in plan.contracts
        },
    }


def _stands(deployment: "Deployment", path: Path) -> dict[str, Any]:
    return {
        "network": deployment.network,
        "chain_id": deployment.chain_id,
        "record": str(path),
        "dry_run": False,
        "block": deployment.block,
        "contracts": {name: entry.address for name, entry in deployment.contracts.items()},
    }


def _where(deployment: "Deployment", chain: "Network", path: Path) -> str:
    lines = [
        f"{name:<18} {chain.address_url(entry.address) or entry.address}"
        for name, entry in deployment.contracts.items()
    ]
    return "\n".join([*lines, f"Recorded in {path}."])
