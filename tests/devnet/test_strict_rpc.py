"""The public node's limits, before a real node: what it refuses, and how."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from planet_chain.devnet.anvil import Anvil
from planet_chain.devnet.strict_rpc import Limits, StrictRpc


@pytest.fixture
def strict(anvil: Anvil) -> Iterator[httpx.Client]:
    """A client of a chain of 150 blocks behind the limits."""
    anvil.rpc("anvil_mine", hex(150))
    with StrictRpc(anvil.rpc_url, Limits(latency_ms=20)) as node, httpx.Client(base_url=node.url) as client:
        yield client


def call(method: str, *params: Any, number: int = 1) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def logs(first: Any, last: Any) -> dict[str, Any]:
    return call("eth_getLogs", {"fromBlock": first, "toBlock": last})


def test_what_is_within_the_limits_goes_through(strict: httpx.Client) -> None:
    answer = strict.post("", json=call("eth_chainId"), headers={"Origin": "http://page"})
    assert answer.json() == {"jsonrpc": "2.0", "id": 1, "result": "0x7a69"}
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.elapsed.total_seconds() >= 0.02
    assert strict.post("", json=logs("0x1", hex(100))).json()["result"] == []
    batch = strict.post("", json=[call("eth_blockNumber", number=number) for number in range(10)]).json()
    assert {each["result"] for each in batch} == {"0x96"}
    assert strict.post("", content=b"nonsense").json()["error"]["code"] == -32700


@pytest.mark.parametrize(("first", "last"), [("0x1", "0x65"), ("earliest", "latest"), ("0x1", "finalized")])
def test_more_than_a_hundred_blocks_are_refused(strict: httpx.Client, first: str, last: str) -> None:
    refused = {"code": -32602, "message": "block range greater than 100 max"}
    assert strict.post("", json=logs(first, last)).json()["error"] == refused
    mixed = strict.post("", json=[call("eth_chainId", number=7), logs(first, last)]).json()
    assert {each["id"]: each.get("error") or each["result"] for each in mixed} == {7: "0x7a69", 1: refused}


def test_a_batch_of_eleven_is_refused(strict: httpx.Client) -> None:
    answer = strict.post("", json=[call("eth_chainId", number=number) for number in range(11)]).json()
    assert answer["error"] == {"code": -32600, "message": "batch size greater than 10 max"}


def test_the_call_after_a_hundred_within_a_second_gets_429(strict: httpx.Client) -> None:
    tens = [[call("eth_chainId", number=number) for number in range(10)] for _ in range(12)]
    answers = [strict.post("", json=ten) for ten in tens]
    assert [each.status_code for each in answers] == [200] * 10 + [429] * 2
    assert answers[-1].headers["retry-after"] == "1"
