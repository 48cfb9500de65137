"""One thing that a contract is asked about our tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planet_chain.core.keccak import keccak


@dataclass(frozen=True)
class Question:
    """A view function, and what it should answer."""

    address: str
    call: str
    argument: str
    table: str
    key: tuple[str, ...]
    columns: Sequence[str]
    stored: Sequence[int]
    at_least: bool = False
    """The contract may say more: anybody can send tokens to an address."""

    @property
    def data(self) -> str:
        """The call, 0x hexadecimal."""
        return "0x" + keccak(self.call.encode())[:4].hex() + self.argument

    def differences(self, answer: str) -> Iterator[tuple[str, int, int]]:
        """Column, what is stored and what the contract says, where they contradict each other."""
        words = [int(answer[at : at + 64] or "0", 16) for at in range(2, 2 + 64 * len(self.columns), 64)]
        for column, stored, expected in zip(self.columns, self.stored, words, strict=True):
            if stored > expected if self.at_least else stored != expected:
                yield column, stored, expected


def word(address: str) -> str:
    """`address` as an argument of a call."""
    return address[2:].rjust(64, "0")
