"""Whether a node is what the product needs: asked, not believed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from web3 import Web3
from web3.exceptions import BlockNotFound, ContractLogicError, Web3Exception
from web3.types import RPCEndpoint

from planet_chain.chain.deployment import Deployment
from planet_chain.chain.networks import CREATE2_PROXY, MULTICALL3, Network
from planet_chain.core.errors import PlanetError

Status = Literal["ok", "warn", "fail"]

# a chain of 1 s blocks that shows none for so long is not the live one
_STALE_SECONDS = 120


@dataclass(frozen=True)
class Check:
    """What one look found.

    Attributes:
        advice: what to do; empty when it is fine.
    """

    name: str
    status: Status
    found: str
    advice: str = ""


def node_checks(w3: Web3, network: Network) -> list[Check]:
    """Ask the node of `w3`, whose chain id is known to be right, for everything the product relies on."""
    checks: list[Callable[[Web3, Network], Check]] = [
        _head,
        _tags,
        _logs,
        _batch,
        _create2,
        _multicall,
        _quote,
    ]
    return [_guarded(check, w3, network) for check in checks]


def deployment_check(w3: Web3, deployment: Deployment) -> Check:
    """Whether every contract of the record has code on this chain."""
    genesis = w3.eth.get_block(0)["hash"].to_0x_hex()
    if deployment.genesis not in (None, genesis):
        return Check(
            "deployment",
            "fail",
            "the record is of a chain that was started over",
            "Run `planet deploy` again.",
        )
    gone = [name for name, entry in deployment.contracts.items() if not _code(w3, entry.address)]
    if gone:
        return Check(
            "deployment", "fail", f"no code at {', '.join(gone)}", "Run `planet deploy` on this network."
        )
    return Check("deployment", "ok", f"{len(deployment.contracts)} contracts since block {deployment.block}")


def _guarded(check: Callable[[Web3, Network], Check], w3: Web3, network: Network) -> Check:
    try:
        return check(w3, network)
    except (Web3Exception, PlanetError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:160]
        return Check(check.__name__.strip("_"), "fail", reason, "Use another node (PLANET_RPC_URL).")


def _head(w3: Web3, network: Network) -> Check:
    block = w3.eth.get_block("latest")
    age = int(time.time()) - block["timestamp"]
    found = f"block {block['number']}, {age} s old"
    if network.is_local or age < _STALE_SECONDS:
        return Check("head", "ok", found)
    return Check("head", "warn", found, "The node lags behind; wait for it, or use another one.")


def _tags(w3: Web3, network: Network) -> Check:
    head = w3.eth.block_number
    lags: dict[str, int] = {}
    tags: tuple[Literal["safe", "finalized"], ...] = ("safe", "finalized")
    for tag in tags:
        try:
            lags[tag] = head - w3.eth.get_block(tag)["number"]
        except (BlockNotFound, ValueError):
            return Check("tags", "fail", f"no {tag} block", "The indexer needs it; use another node.")
    return Check("tags", "ok", ", ".join(f"{tag} {lag} blocks behind" for tag, lag in lags.items()))


def _logs(w3: Web3, network: Network) -> Check:
    head = w3.eth.block_number
    first = max(0, head - network.max_log_range + 1)
    w3.eth.get_logs({"fromBlock": first, "toBlock": head, "address": Web3.to_checksum_address(MULTICALL3)})
    return Check("logs", "ok", f"eth_getLogs over {network.max_log_range} blocks")


def _batch(w3: Web3, network: Network) -> Check:
    calls: list[tuple[RPCEndpoint, Any]] = [(RPCEndpoint("eth_chainId"), [])] * network.max_batch
    answers = w3.provider.make_batch_request(calls)  # type: ignore[attr-defined]  # of our provider, not of its base
    if isinstance(answers, list) and len(answers) == network.max_batch:
        return Check("batch", "ok", f"{network.max_batch} calls at once")
    return Check(
        "batch", "warn", f"no batch of {network.max_batch} calls", "Indexing is slower with this node."
    )


def _create2(w3: Web3, network: Network) -> Check:
    if _code(w3, CREATE2_PROXY):
        return Check("create2", "ok", f"proxy at {CREATE2_PROXY}")
    return Check("create2", "warn", "no CREATE2 proxy", "Addresses will depend on the deploying wallet.")


def _multicall(w3: Web3, network: Network) -> Check:
    if network.is_local or _code(w3, MULTICALL3):
        return Check("multicall", "ok", "deployed with the contracts" if network.is_local else MULTICALL3)
    return Check("multicall", "fail", f"no code at {MULTICALL3}", "Is this the right node?")


def _quote(w3: Web3, network: Network) -> Check:
    if network.quote is None:
        return Check("quote", "ok", "a mock, deployed with the contracts")
    abi = [
        {
            "type": "function",
            "name": "decimals",
            "stateMutability": "view",
            "inputs": [],
            "outputs": [{"name": "", "type": "uint8"}],
        }
    ]
    token = w3.eth.contract(Web3.to_checksum_address(network.quote), abi=abi)
    try:
        decimals = token.functions.decimals().call() if _code(w3, network.quote) else None
    except ContractLogicError:
        decimals = None
    if decimals == 6:
        return Check("quote", "ok", f"USD₮0 at {network.quote}, 6 decimals")
    return Check("quote", "fail", f"{network.quote} is no token of 6 decimals", "Is this the right node?")


def _code(w3: Web3, address: str) -> bool:
    return bool(w3.eth.get_code(Web3.to_checksum_address(address)))
