"""Trying transactions on the node before anybody signs them, in the order in which they would be sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from web3 import Web3
from web3.types import RPCEndpoint

from planet_chain.chain.errors import decode_revert

# A refund lowers what was used below what was needed on the way, by a fifth at most; storage may turn from
# warm to cold until the block that holds it.
_GAS_HEADROOM: Final = (3, 2)
_METHOD_NOT_FOUND: Final = -32601


@dataclass(frozen=True)
class Call:
    """A transaction nobody signed.

    Attributes:
        to: lower-case address.
        data: bytes of the call.
        doing: for the sentence of an error, such as "to buy".
    """

    to: str
    data: bytes
    doing: str


@dataclass(frozen=True)
class Outcome:
    """What a call did when it was tried.

    Attributes:
        gas: a limit that suffices.
        returned: its return data.
    """

    gas: int
    returned: bytes


def simulate(node: Web3, account: str, calls: Sequence[Call], now: int) -> list[Outcome]:
    """Try `calls` one after the other, each seeing what those before it changed.

    A node without `eth_simulateV1` tries only the first: the outcomes are fewer then than the calls.

    Args:
        account: who would send them, lower case.
        now: unix seconds of the block to try them in.
    Raises:
        ContractReverted: a contract refuses one of them.
        NodeUnreachable: the node does not answer.
    """
    asked = [{"from": account, "to": call.to, "data": "0x" + call.data.hex()} for call in calls]
    block = {"calls": asked, "blockOverrides": {"time": hex(now)}}
    answer = _request(node, "eth_simulateV1", [{"blockStateCalls": [block], "validation": False}, "latest"])
    error = answer.get("error")
    if error and error.get("code") == _METHOD_NOT_FOUND:
        return [_alone(node, asked[0], calls[0].doing)]
    if error:
        raise decode_revert(_data_of(error), calls[-1].doing)
    return [
        _outcome(result, call.doing) for result, call in zip(answer["result"][0]["calls"], calls, strict=True)
    ]


def _alone(node: Web3, request: dict[str, str], doing: str) -> Outcome:
    returned = _request(node, "eth_call", [request, "latest"])
    estimate = _request(node, "eth_estimateGas", [request]) if "error" not in returned else returned
    if "error" in estimate:
        raise decode_revert(_data_of(estimate["error"]), doing)
    return Outcome(_roomy(estimate["result"]), bytes.fromhex(returned["result"][2:]))


def _outcome(result: dict[str, Any], doing: str) -> Outcome:
    if int(result["status"], 16) == 0:
        # nodes differ in where they put the data of a revert
        data = result.get("returnData", "0x")
        raise decode_revert(data if data != "0x" else _data_of(result.get("error", {})), doing)
    return Outcome(_roomy(result["gasUsed"]), bytes.fromhex(result["returnData"][2:]))


def _data_of(error: dict[str, Any]) -> str | None:
    data = error.get("data")
    return data if isinstance(data, str) and data.startswith("0x") else None


def _roomy(used: str) -> int:
    more, of = _GAS_HEADROOM
    return int(used, 16) * more // of


def _request(node: Web3, method: str, params: list[Any]) -> dict[str, Any]:
    return dict(node.provider.make_request(RPCEndpoint(method), params))
