"""Deploying: go on with what was cut off, send what is missing, keep a record of what stands."""

from collections.abc import Callable, Mapping
from pathlib import Path

from eth_account.signers.local import LocalAccount
from hexbytes import HexBytes
from web3 import Web3
from web3.exceptions import Web3RPCError
from web3.types import TxParams

from planet_chain.chain.compile import Artifact
from planet_chain.chain.deployment import Deployed, Deployment
from planet_chain.chain.errors import ContractReverted, named_reverts
from planet_chain.chain.ledger import Announced, Ledger, Say
from planet_chain.chain.networks import Network
from planet_chain.chain.plan import Plan, Planned, plain, plan_deployment, require_ours
from planet_chain.chain.steps import Roles
from planet_chain.chain.transactions import InsufficientBalance, Signed, send, sign
from planet_chain.core.keccak import keccak


def deploy(
    w3: Web3,
    network: Network,
    account: LocalAccount,
    roles: Roles,
    path: Path,
    artifacts: Mapping[str, Artifact],
    *,
    say: Say = lambda sentence: None,
    agree: Callable[[Plan], None] = lambda plan: None,
) -> Deployment:
    """Make every contract of `STEPS` stand on the chain, and the record at `path` say where.

    Safe to repeat, and to kill at any moment: what stands is left, what was sent is found again.

    Args:
        w3: connected to `network`.
        account: pays the gas; it gets no role by that.
        say: hears what happens, a sentence at a time.
        agree: sees the plan before anything is sent; raises to refuse it.
    Raises:
        InsufficientBalance: the account cannot pay for all of it; nothing is sent.
        DeploymentDiffers: something else stands where ours should.
        ContractReverted: a constructor refused its arguments.
        OSError: the record cannot be written; run it again when it can, nothing is lost.
    """
    ledger = Ledger.open(w3, network, path, artifacts)
    ledger.resume(say)
    plan = plan_deployment(w3, network, roles, artifacts, account.address, ledger.record)
    agree(plan)
    balance = w3.eth.get_balance(account.address)
    if balance < plan.cost:
        raise InsufficientBalance(account.address, balance, plan.cost, network.gas_symbol)
    _record_standing(w3, plan, ledger, say)
    for place, planned in enumerate(plan.missing):
        signed = _sign(w3, account, plan, planned, plan.nonce + place, ledger, say)
        ledger.announce(Announced(planned.step.name, planned.address, plain(planned.arguments), signed))
        send(w3, signed)
    ledger.settle(say)
    for planned in plan.contracts:
        require_ours(w3, planned.step.name, artifacts[planned.step.contract], planned.address)
    return ledger.record


def _record_standing(w3: Web3, plan: Plan, ledger: Ledger, say: Say) -> None:
    for planned in plan.contracts:
        if planned.stands:
            say(f"{planned.step.name} stands already at {planned.address}; it is left as it is.")
            if planned.step.name not in ledger.record.contracts:
                block = _first_block(w3, planned.address)
                ledger.add(planned.step, planned.address, plain(planned.arguments), block, None)
    ledger.put(
        {
            name: Deployed(address, (), _code_hash(w3, address), 0, None)
            for name, address in plan.known.items()
            if name not in ledger.record.contracts
        }
    )


def _sign(
    w3: Web3, account: LocalAccount, plan: Plan, planned: Planned, nonce: int, ledger: Ledger, say: Say
) -> Signed:
    to, data = planned.request(create2=plan.create2)
    try:
        return sign(w3, account, to, data, nonce=nonce)
    except ContractReverted:
        # its constructor may call a contract that is still on its way
        ledger.settle(say)
    with named_reverts(f"to deploy {planned.step.name}"):
        # the CREATE2 proxy swallows the reason; creating directly states it
        creation: TxParams = {"from": account.address, "data": HexBytes(planned.init_code)}
        w3.eth.call(creation)
    return sign(w3, account, to, data, nonce=nonce, doing=f"to deploy {planned.step.name}")


def _first_block(w3: Web3, address: str) -> int:
    """The block in which the code at `address` appeared; 1 when the node no longer knows."""
    where = Web3.to_checksum_address(address)
    low, high = 1, int(w3.eth.block_number)
    try:
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if w3.eth.get_code(where, middle) else (middle + 1, high)
    except Web3RPCError:
        return 1
    return low


def _code_hash(w3: Web3, address: str) -> str:
    return "0x" + keccak(bytes(w3.eth.get_code(Web3.to_checksum_address(address)))).hex()
