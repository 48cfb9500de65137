"""Transactions that are recorded before they are sent, so that no crash sends one twice or loses one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from eth_account.signers.local import LocalAccount
from hexbytes import HexBytes
from web3 import Web3
from web3.exceptions import ContractLogicError, TimeExhausted, TransactionNotFound, Web3RPCError
from web3.logs import DISCARD
from web3.types import Nonce, TxParams, TxReceipt, Wei

from planet_chain.chain.abi import abi_of
from planet_chain.chain.errors import ContractReverted, decode_revert, named_reverts
from planet_chain.core.errors import PlanetError

# a base fee can rise by an eighth a block: twice the present one lasts for six full blocks
_BASE_FEE_HEADROOM: Final = 2
# the state may move between estimate and block, so a fifth more gas is allowed than was estimated
_GAS_HEADROOM: Final = (6, 5)
_PATIENCE_SECONDS: Final = 180


class TransactionRejected(PlanetError):
    """The node did not take a transaction."""

    def __init__(self, transaction: str, reason: str) -> None:
        super().__init__(
            "transaction-rejected",
            f"The node refused transaction {transaction}: {reason}. Nothing was sent; run it again.",
        )


class TransactionPending(PlanetError):
    """A transaction is in no block yet."""

    def __init__(self, transaction: str, seconds: float) -> None:
        super().__init__(
            "transaction-pending",
            f"Transaction {transaction} is in no block after {seconds:.0f} s;"
            " it was recorded, so run it again later and it will be found.",
        )


class InsufficientBalance(PlanetError):
    """An account cannot pay."""

    def __init__(self, address: str, balance: int, needed: int, symbol: str = "OKB") -> None:
        super().__init__(
            "insufficient-balance",
            f"{address} has {Web3.from_wei(balance, 'ether')} {symbol} and needs up to"
            f" {Web3.from_wei(needed, 'ether')} {symbol} for gas; send it some.",
        )


@dataclass(frozen=True)
class Fees:
    """What a unit of gas costs, in wei, from the node.

    Attributes:
        most: the limit that a transaction signs: twice the base fee and the tip.
        tip: on top of the base fee.
    """

    most: int
    tip: int


@dataclass(frozen=True)
class Signed:
    """A signed transaction, ready to be recorded and sent.

    Attributes:
        hash: 0x-hex; known before sending.
        raw: 0x-hex of the signed bytes; sending them again is harmless.
        nonce: of its sender.
    """

    hash: str
    raw: str
    nonce: int


def fees(w3: Web3) -> Fees:
    """EIP-1559 fees as the node sees them now."""
    base = w3.eth.get_block("latest").get("baseFeePerGas", Wei(0))
    tip = w3.eth.max_priority_fee
    return Fees(base * _BASE_FEE_HEADROOM + tip, tip)


def call_data(contract: str, function: str, *arguments: Any) -> HexBytes:
    """Bytes that call `function` of `contract` (a name in `abi`) with `arguments`."""
    return HexBytes(Web3().eth.contract(abi=abi_of(contract)).encode_abi(function, list(arguments)))


def sign(
    w3: Web3,
    account: LocalAccount,
    to: str | None,
    data: bytes,
    *,
    nonce: int | None = None,
    doing: str = "",
) -> Signed:
    """Sign a call of `to` with `data`, without sending it; `to` None creates a contract.

    Args:
        nonce: None takes the next one, counting what waits in the pool.
        doing: what it is for, in the words of an error: `to propose the root`.
    Raises:
        ContractReverted: the call would fail now.
        InsufficientBalance: the account cannot pay for the gas.
    """
    price = fees(w3)
    request: TxParams = {"from": account.address, "data": HexBytes(data)}
    if to is not None:
        request["to"] = Web3.to_checksum_address(to)
    with named_reverts(doing):
        estimate = w3.eth.estimate_gas(request)
    if nonce is None:
        nonce = w3.eth.get_transaction_count(account.address, "pending")
    request |= {
        "chainId": w3.eth.chain_id,
        "nonce": Nonce(nonce),
        "gas": estimate * _GAS_HEADROOM[0] // _GAS_HEADROOM[1],
        "maxFeePerGas": Wei(price.most),
        "maxPriorityFeePerGas": Wei(price.tip),
        "value": Wei(0),
    }
    balance = w3.eth.get_balance(account.address)
    if balance < request["gas"] * price.most:
        raise InsufficientBalance(account.address, balance, request["gas"] * price.most)
    signed = account.sign_transaction(dict(request))  # type: ignore[arg-type]  # a wider TypedDict
    return Signed(signed.hash.to_0x_hex(), signed.raw_transaction.to_0x_hex(), request["nonce"])


def send(w3: Web3, signed: Signed) -> None:
    """Give `signed` to the node; giving it again, even after it was mined, changes nothing.

    Raises:
        TransactionRejected: the node neither takes it nor knows it.
    """
    try:
        w3.eth.send_raw_transaction(HexBytes(signed.raw))
    except Web3RPCError as error:
        if not _is_known(w3, signed.hash):
            raise TransactionRejected(signed.hash, _first_line(error)) from error


def wait(w3: Web3, transaction: str, *, seconds: float = _PATIENCE_SECONDS, doing: str = "") -> TxReceipt:
    """The receipt of `transaction` (0x-hex hash), when it is in a block.

    Raises:
        ContractReverted: it is in a block, but failed.
        TransactionPending: it is in no block after `seconds`.
    """
    try:
        receipt = w3.eth.wait_for_transaction_receipt(HexBytes(transaction), seconds, poll_latency=0.2)
    except TimeExhausted:
        raise TransactionPending(transaction, seconds) from None
    if receipt["status"] != 1:
        raise _reason(w3, transaction, receipt, doing)
    return receipt


def transact(
    w3: Web3,
    account: LocalAccount,
    to: str,
    data: bytes,
    *,
    record: Callable[[Signed], None] | None = None,
    doing: str = "",
) -> TxReceipt:
    """Sign, record, send, wait. `record` is called with the signed transaction before it leaves."""
    signed = sign(w3, account, to, data, doing=doing)
    if record is not None:
        record(signed)
    send(w3, signed)
    return wait(w3, signed.hash, doing=doing)


def events_in(w3: Web3, receipt: TxReceipt, contract: str, event: str, address: str) -> list[dict[str, Any]]:
    """Arguments of each `event` in `receipt` that the `contract` at `address` emitted, in order."""
    emitter = Web3.to_checksum_address(address)
    kind = w3.eth.contract(emitter, abi=abi_of(contract)).events[event]
    logs = kind().process_receipt(receipt, errors=DISCARD)
    return [dict(log["args"]) for log in logs if log["address"] == emitter]


def _is_known(w3: Web3, transaction: str) -> bool:
    try:
        w3.eth.get_transaction(HexBytes(transaction))
    except TransactionNotFound:
        return False
    return True


def _reason(w3: Web3, transaction: str, receipt: TxReceipt, doing: str) -> ContractReverted:
    # a receipt holds no reason: the same call on the block before states it, unless the state moved within
    sent = w3.eth.get_transaction(HexBytes(transaction))
    again: TxParams = {"from": sent["from"], "data": sent["input"], "value": sent["value"]}
    if sent.get("to"):
        again["to"] = sent["to"]
    try:
        w3.eth.call(again, receipt["blockNumber"] - 1)
    except ContractLogicError as error:
        return decode_revert(error.data if isinstance(error.data, str) else None, doing)
    except Web3RPCError:
        pass  # the node forgot that state
    return ContractReverted("", {"transaction": transaction}, doing)


def _first_line(error: Web3RPCError) -> str:
    response = error.rpc_response or {}
    inner = response.get("error")
    return str(inner["message"] if isinstance(inner, dict) else inner or error.message).splitlines()[0]
