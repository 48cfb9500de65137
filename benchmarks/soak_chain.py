"""The chain of the soak: transactions in batches, several in a block, and what became of each."""

import http.client
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from eth_abi.abi import encode

from planet_chain.chain.abi import abi_of, contract_names
from planet_chain.core.keccak import keccak

GAS: Final = 1_500_000
"""Limit of each transaction; below a hundred of them fill the local chain's block."""
# Within a block the node takes the dearest first, so each transaction pays a little less than the one before.
_PRICE: Final = 10**9
_RICH: Final = hex(10**30)


@dataclass(frozen=True)
class Event:
    """An event that must be emitted: arguments in the order of its declaration."""

    contract: str
    name: str
    arguments: tuple[Any, ...]


@dataclass
class Step:
    """One transaction and what the model says of it.

    Attributes:
        to: address.
        contract: whose ABI has the function.
        refusal: name of the error it reverts with, None when it succeeds.
        events: what it emits, in this order, perhaps among others.
        last: the block ends with it, because what follows depends on an address only the chain knows.
    """

    sender: str
    to: str
    contract: str
    function: str
    arguments: tuple[Any, ...]
    refusal: str | None = None
    events: list[Event] = field(default_factory=list)
    last: bool = False


class Difference(Exception):
    """The chain did something else than the model."""


def encoded(contract: str, function: str, arguments: Sequence[Any]) -> str:
    """0x-hex calldata."""
    selector, types = _function(contract, function, len(arguments))
    return "0x" + (selector + encode(types, arguments)).hex()


@cache
def _function(contract: str, name: str, count: int) -> tuple[bytes, list[str]]:
    entry = next(
        one
        for one in abi_of(contract)
        if one["type"] == "function" and one["name"] == name and len(one["inputs"]) == count
    )
    types = [_type(one) for one in entry["inputs"]]
    return keccak(f"{name}({','.join(types)})".encode())[:4], types


def log_of(event: Event) -> tuple[list[str], str]:
    """Topics and data, as a node gives them."""
    topic, inputs = _event(event.contract, event.name)
    topics, types, values = [topic], [], []
    for (kind, indexed), value in zip(inputs, event.arguments, strict=True):
        if indexed:
            topics.append(encode([kind], [value]))
        else:
            types.append(kind)
            values.append(value)
    return ["0x" + one.hex() for one in topics], "0x" + encode(types, values).hex()


@cache
def _event(contract: str, name: str) -> tuple[bytes, list[tuple[str, bool]]]:
    entry = next(one for one in abi_of(contract) if one["type"] == "event" and one["name"] == name)
    inputs = [(_type(one), one["indexed"]) for one in entry["inputs"]]
    return keccak(f"{name}({','.join(kind for kind, _ in inputs)})".encode()), inputs


def _type(entry: dict[str, Any]) -> str:
    if "components" not in entry:
        return str(entry["type"])
    return f"({','.join(map(_type, entry['components']))}){entry['type'].removeprefix('tuple')}"


def _errors() -> dict[str, str]:
    return {
        keccak(f"{entry['name']}({','.join(map(_type, entry['inputs']))})".encode())[:4].hex(): (
            entry["name"]
        )
        for name in contract_names()
        for entry in abi_of(name)
        if entry["type"] == "error"
    }


class Chain:
    """anvil, which signs for its own accounts and mines when it is told to."""

    def __init__(self, port: int, senders: Sequence[str]) -> None:
        self.port = port
        self.errors = _errors()
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.nonces = {
            sender: int(nonce, 16)
            for sender, nonce in zip(
                senders,
                self.batch([("eth_getTransactionCount", [sender, "latest"]) for sender in senders]),
                strict=True,
            )
        }
        self.batch([("anvil_setBalance", [sender, _RICH]) for sender in senders])

    def batch(self, calls: Sequence[tuple[str, list[Any]]]) -> list[Any]:
        """Many requests as one, and their results in order."""
        if not calls:
            return []
        body = json.dumps(
            [
                {"jsonrpc": "2.0", "id": number, "method": method, "params": params}
                for number, (method, params) in enumerate(calls)
            ]
        )
        self.connection.request("POST", "/", body, {"Content-Type": "application/json"})
        answers = json.loads(self.connection.getresponse().read())
        for answer in answers:
            if "error" in answer:
                raise Difference(f"{calls[answer['id']]}: {answer['error']}")
        return [answer["result"] for answer in sorted(answers, key=lambda answer: int(answer["id"]))]

    def close(self) -> None:
        self.connection.close()

    def views(self, calls: Sequence[tuple[str, str, str, tuple[Any, ...]]]) -> list[bytes]:
        """The answers to (address, contract, function, arguments)."""
        requests = [
            (
                "eth_call",
                [{"to": to, "data": encoded(contract, function, arguments), "gas": hex(GAS)}, "latest"],
            )
            for to, contract, function, arguments in calls
        ]
        return [bytes.fromhex(answer[2:]) for answer in self.batch(requests)]

    def mine(self, steps: Sequence[Step], time: int) -> None:
        """Put `steps` into one block at `time` (unix seconds), and compare each with what the model says.

        Raises:
            Difference: one went another way.
        """
        requests = []
        for place, step in enumerate(steps):
            transaction = {
                "from": step.sender,
                "to": step.to,
                "data": encoded(step.contract, step.function, step.arguments),
                "nonce": hex(self.nonces[step.sender]),
                "gas": hex(GAS),
                "gasPrice": hex(_PRICE - place),
            }
            self.nonces[step.sender] += 1
            requests.append(("eth_sendTransaction", [transaction]))
        hashes = self.batch(requests)
        self.batch([("evm_setNextBlockTimestamp", [time])])
        self.batch([("evm_mine", [])])
        (receipts,) = self.batch([("eth_getBlockReceipts", ["latest"])])
        if [receipt["transactionHash"] for receipt in receipts] != hashes:
            raise Difference("the block has other transactions, or in another order")
        failed = [receipt["transactionHash"] for receipt in receipts if receipt["status"] == "0x0"]
        options = {"tracer": "callTracer", "tracerConfig": {"onlyTopCall": True}}
        traces = self.batch([("debug_traceTransaction", [one, options]) for one in failed])
        reasons = dict(zip(failed, traces, strict=True))
        for step, receipt in zip(steps, receipts, strict=True):
            self._compare(step, receipt, reasons.get(receipt["transactionHash"]))

    def _compare(self, step: Step, receipt: dict[str, Any], trace: dict[str, Any] | None) -> None:
        found = None
        if trace is not None:
            data = (trace.get("output") or "0x")[2:]
            found = self.errors.get(data[:8], f"0x{data}")
        if found != step.refusal:
            raise Difference(f"{step}\nthe model says {step.refusal}, the chain {found}")
        logs = iter((log["topics"], log["data"]) for log in receipt["logs"])
        for event in step.events:
            wanted = log_of(event)
            if not any((topics, data) == wanted for topics, data in logs):
                raise Difference(f"{step}\n{event} is not in its logs {receipt['logs']}")
