"""The committed ABIs of all contracts: `scripts/abi.py` writes them, a test compares them."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from planet_chain.core.errors import PlanetError

ABI_DIRECTORY: Final = Path(__file__).parent / "abi"


# A deployment record names other people's tokens; the mocks have all functions of the real ones.
_STAND_INS: Final = {"USDT0": "MockUSDT0", "WOKB": "MockWOKB"}


class UnknownContract(PlanetError):
    """No contract of ours has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "unknown-contract", f"There is no contract {name!r}; known are {', '.join(contract_names())}."
        )


@cache
def contract_names() -> tuple[str, ...]:
    """Every contract with a committed ABI, sorted."""
    return tuple(sorted(path.stem for path in ABI_DIRECTORY.glob("*.json")))


@cache
def abi_of(name: str) -> list[dict[str, Any]]:
    """The ABI of contract `name`, as the compiler gives it. Shared: do not change it.

    Every name in a deployment record works, `USDT0` too.

    Raises:
        UnknownContract: there is no such contract.
    """
    name = _STAND_INS.get(name, name)
    if name not in contract_names():
        raise UnknownContract(name)
    abi: list[dict[str, Any]] = json.loads((ABI_DIRECTORY / f"{name}.json").read_bytes())
    return abi
