"""Why a contract refused, by name: the data of a revert, decoded over all ABIs."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from eth_abi.abi import decode
from eth_abi.exceptions import DecodingError
from eth_utils.abi import function_abi_to_4byte_selector, get_abi_input_names, get_abi_input_types
from web3.exceptions import ContractLogicError

from planet_chain.chain.abi import abi_of, contract_names
from planet_chain.core.addresses import checksum_address
from planet_chain.core.errors import PlanetError

_BUILT_IN: list[dict[str, Any]] = [
    {"type": "error", "name": "Error", "inputs": [{"name": "reason", "type": "string"}]},
    {"type": "error", "name": "Panic", "inputs": [{"name": "code", "type": "uint256"}]},
]


class ContractReverted(PlanetError):
    """A contract refused a call.

    Attributes:
        name: the Solidity error, `SlippageExceeded`; `Error` for a text; empty when there was no data.
        values: argument name -> value: integers, EIP-55 addresses, 0x-hex bytes, texts.
    """

    def __init__(self, name: str, values: Mapping[str, Any], doing: str = "") -> None:
        what = (
            f"{name}({', '.join(f'{key}={value}' for key, value in values.items())})"
            if name
            else "no reason given"
        )
        super().__init__("contract-reverted", f"The contract refused{doing and f' {doing}'}: {what}.")
        self.name = name
        self.values = dict(values)


def decode_revert(data: str | bytes | None, doing: str = "") -> ContractReverted:
    """The error that revert `data` (0x-hex or bytes) states.

    Unknown data becomes the name `Unknown` with the data itself, so that nothing is lost.

    Args:
        doing: what was tried, for the sentence: `to buy`.
    """
    raw = bytes.fromhex(data.removeprefix("0x")) if isinstance(data, str) else data or b""
    if not raw:
        return ContractReverted("", {}, doing)
    abi = _errors().get(raw[:4])
    if abi is None:
        return ContractReverted("Unknown", {"data": "0x" + raw.hex()}, doing)
    kinds = get_abi_input_types(abi)  # type: ignore[arg-type]  # a plain dict from the compiler
    names = get_abi_input_names(abi)  # type: ignore[arg-type]  # a plain dict from the compiler
    try:
        values = decode(kinds, raw[4:])
    except DecodingError:
        return ContractReverted("Unknown", {"data": "0x" + raw.hex()}, doing)
    labelled = {
        name or str(place): _plain(kind, value)
        for place, (name, kind, value) in enumerate(zip(names, kinds, values, strict=True))
    }
    return ContractReverted(abi["name"], labelled, doing)


@contextmanager
def named_reverts(doing: str = "") -> Iterator[None]:
    """Within it, web3's own error for a revert is raised as `ContractReverted`."""
    try:
        yield
    except ContractLogicError as error:
        data = error.data if isinstance(error.data, str) and error.data.startswith("0x") else None
        raise decode_revert(data, doing) from error


@cache
def _errors() -> dict[bytes, dict[str, Any]]:
    entries = [entry for name in contract_names() for entry in abi_of(name) if entry["type"] == "error"]
    return {function_abi_to_4byte_selector(entry): entry for entry in entries + _BUILT_IN}  # type: ignore[arg-type]  # plain dicts from the compiler


def _plain(kind: str, value: Any) -> Any:
    if kind == "address":
        return checksum_address(value)
    if isinstance(value, bytes):
        return "0x" + value.hex()
    return value
