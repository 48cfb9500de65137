"""What a node, or whoever stands before it, can do to an answer: each fault is a function, by its name."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Self

Json = dict[str, Any]


class Reply(NamedTuple):
    """An HTTP answer, and whether it comes `whole`, `half` (the socket closes) or only after a time-out."""

    status: int
    body: bytes
    how: str = "whole"

    @classmethod
    def of(cls, value: Any) -> Self:
        return cls(200, json.dumps(value).encode())


@dataclass
class Exchange:
    """Calls and the node's answers to them, in the same order."""

    calls: list[Json]
    answers: list[Json]
    is_batch: bool
    ask: Callable[[list[Json]], list[Json]]
    chance: random.Random

    def reply(self) -> Reply:
        return Reply.of(self.answers if self.is_batch else self.answers[0])

    def results(self, *methods: str) -> list[tuple[int, Json, Any]]:
        """Place, call and result of each answer to one of `methods`."""
        pairs = enumerate(zip(self.calls, self.answers, strict=True))
        return [
            (at, call, answer["result"])
            for at, (call, answer) in pairs
            if call["method"] in methods and answer.get("result") is not None
        ]

    def change(self, at: int, result: Any) -> None:
        self.answers[at] = {"jsonrpc": "2.0", "id": self.calls[at]["id"], "result": result}

    def fail(self, at: int, code: int, message: str) -> None:
        error = {"code": code, "message": message}
        self.answers[at] = {"jsonrpc": "2.0", "id": self.calls[at]["id"], "error": error}


def _on_logs(change: Callable[[list[Any], random.Random], list[Any]]) -> Callable[[Exchange], Reply | None]:
    """A fault of the first non-empty answer to `eth_getLogs`."""

    def spoil(exchange: Exchange) -> Reply | None:
        for at, _, logs in exchange.results("eth_getLogs"):
            if logs:
                exchange.change(at, change(logs, exchange.chance))
                return exchange.reply()
        return None

    return spoil


def _truncated(logs: list[Any], chance: random.Random) -> list[Any]:
    return logs[: chance.randrange(len(logs))]


def _moved(logs: list[Any], chance: random.Random) -> list[Any]:
    """One of them gets the address of a contract that nobody asked about."""
    spoilt = chance.randrange(len(logs))
    return [{**log, "address": "0x" + "99" * 20} if at == spoilt else log for at, log in enumerate(logs)]


def _damaged(logs: list[Any], chance: random.Random) -> list[Any]:
    """One of them lost or changed some characters, or was marked as taken back."""
    spoilt = chance.randrange(len(logs))
    log = dict(logs[spoilt])
    log |= chance.choice(
        (
            {"data": log["data"][:-7]},
            {"data": log["data"][:-64]},
            {"data": log["data"] + "\n7\t7"},
            {"data": "0xzz" + log["data"][4:]},
            {"transactionHash": log["transactionHash"][:-2]},
            {"topics": [*log["topics"][:-1], log["topics"][-1][:-2]]},
            {"logIndex": "0xffffffffff"},
            {"removed": True},
        )
    )
    return [log if at == spoilt else each for at, each in enumerate(logs)]


def _mistimed(logs: list[Any], chance: random.Random) -> list[Any]:
    """The node writes 0 beside each log instead of its time, or a later one."""
    late = chance.choice((0, 1, 3600))
    return [
        {**log, "blockTimestamp": hex(int(log["blockTimestamp"], 16) + late if late else 0)} for log in logs
    ]


def _orphan(exchange: Exchange) -> Reply | None:
    """A block comes with a parent that it does not have."""
    for at, _, header in exchange.results("eth_getBlockByNumber"):
        exchange.change(at, {**header, "parentHash": f"0x{exchange.chance.getrandbits(256):064x}"})
        return exchange.reply()
    return None


def _bloomless(exchange: Exchange) -> Reply | None:
    """Blocks whose bloom filters say that there is nothing in them, or everything."""
    found = exchange.results("eth_getBlockByNumber")
    for at, _, header in found:
        exchange.change(at, {**header, "logsBloom": "0x" + exchange.chance.choice("0f") * 512})
    return exchange.reply() if found else None


def _unknown_error(exchange: Exchange) -> Reply | None:
    places = exchange.results("eth_getLogs")
    for at, _, _ in places:
        exchange.fail(at, -32000, "something went wrong on our side")
    return exchange.reply() if places else None


def _wrong_chain(exchange: Exchange) -> Reply | None:
    for at, _, _ in exchange.results("eth_chainId"):
        exchange.change(at, "0xc3")
        return exchange.reply()
    return None


def _lagging(exchange: Exchange) -> Reply | None:
    """It answers as a node that is some blocks behind: the head goes back, and forth with the next answer."""
    chance, ask = exchange.chance, exchange.ask
    (newest,) = ask([{"jsonrpc": "2.0", "id": 0, "method": "eth_blockNumber", "params": []}])
    head = max(0, int(newest["result"], 16) - chance.choice((1, 1, 2, 3, 10)))
    changed = False
    for at, call, result in exchange.results("eth_getBlockByNumber"):
        if int(result["number"], 16) > head:
            is_tag = not call["params"][0].startswith("0x")
            older = {**call, "params": [hex(head), False]}
            exchange.change(at, ask([older])[0]["result"] if is_tag else None)
            changed = True
    for at, call, result in exchange.results("eth_getLogs"):
        known = [log for log in result if int(log["blockNumber"], 16) <= head]
        if len(known) < len(result):
            if "blockHash" in call["params"][0]:
                exchange.fail(at, -32000, "unknown block")
            else:
                exchange.change(at, known)
            changed = True
    for at, _, result in exchange.results("eth_getBlockReceipts"):
        if result and int(result[0]["blockNumber"], 16) > head:
            exchange.change(at, None)
            changed = True
    return exchange.reply() if changed else None


def _sibling(exchange: Exchange) -> Reply | None:
    """The newest block comes as another one of the same height, which is gone with the next answer."""
    for at, call, header in exchange.results("eth_getBlockByNumber"):
        if call["params"][0] == "latest":
            exchange.change(at, {**header, "hash": f"0x{exchange.chance.getrandbits(256):064x}"})
            return exchange.reply()
    return None


FAULTS: Final[dict[str, Callable[[Exchange], Reply | None]]] = {
    "emptied": _on_logs(lambda logs, chance: []),
    "truncated": _on_logs(_truncated),
    "reordered": _on_logs(lambda logs, chance: chance.sample(logs, len(logs))),
    "duplicated": _on_logs(lambda logs, chance: logs + logs[:3]),
    "foreign": _on_logs(_moved),
    "damaged": _on_logs(_damaged),
    "mistimed": _on_logs(_mistimed),
    "orphan": _orphan,
    "bloomless": _bloomless,
    "unknown error": _unknown_error,
    "wrong chain": _wrong_chain,
    "lagging": _lagging,
    "sibling": _sibling,
    "429": lambda exchange: Reply(429, b"slow down"),
    "500": lambda exchange: Reply(500, b"<html>oops</html>"),
    "timed out": lambda exchange: exchange.reply()._replace(how="hung"),
    "half closed": lambda exchange: exchange.reply()._replace(how="half"),
    "cut off": lambda exchange: Reply(200, exchange.reply().body[:-20]),
    "no json": lambda exchange: Reply(200, b"<html>welcome to the proxy</html>"),
}
"""Name -> what it makes of an exchange; None where it has nothing to spoil."""
