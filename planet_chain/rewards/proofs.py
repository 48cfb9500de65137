"""A tree in a file that proves one leaf of millions without being read: it is mapped, and only touched.

The count of leaves, the nodes, then the leaves by account and token: fixed widths, so that everything is
found by counting.
"""

import mmap
import os
import tempfile
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from planet_chain.core.addresses import ZERO_HASH, lower_address
from planet_chain.core.errors import PlanetError
from planet_chain.core.merkle import Leaf, Tree
from planet_chain.rewards.errors import CannotWrite

_MAGIC: Final = b"planet-tree/1\n\0\0"
_HEAD: Final = len(_MAGIC) + 8
_NODE: Final = 32
_KEY: Final = 40
_LEAF: Final = _KEY + 32 + 8
"""Account, token, amount (big-endian), place (little-endian)."""


class NoProofFile(PlanetError):
    """A file is no tree with proofs, or a part of one."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            "no-proof-file", f"{path} is no whole file of proofs; write it again from the bundle"
        )


def write_proofs(path: Path, tree: Tree) -> None:
    """Write `tree` so that `open_proofs` finds proofs in it; the file appears whole or not at all.

    Args:
        tree: leaves ordered by account, then token.
    Raises:
        CannotWrite: the disk refused.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_MAGIC + len(tree.leaves).to_bytes(8, "little"))
                file.writelines(tree.nodes)
                file.writelines(
                    _leaf_bytes(leaf, place) for leaf, place in zip(tree.leaves, tree.places, strict=True)
                )
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        finally:
            with suppress(FileNotFoundError):
                Path(name).unlink()
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from error


@dataclass(frozen=True)
class Proofs:
    """A mapped tree. Finding a proof reads some hundred bytes for each doubling of the leaves."""

    data: mmap.mmap
    count: int

    @property
    def root(self) -> str:
        """The root as 0x hex, 32 zero bytes without leaves."""
        return "0x" + self._node(0).hex() if self.count else ZERO_HASH

    def find(self, account: str, token: str) -> tuple[Leaf, list[str]] | None:
        """The leaf of `account` in `token` and its proof, nearest first, as 0x hex; None when there is none.

        Raises:
            InvalidAddress: one of them is no address.
        """
        account, token = lower_address(account), lower_address(token)
        wanted = bytes.fromhex(account[2:] + token[2:])
        number = bisect_left(range(self.count), wanted, key=lambda number: self._leaf(number)[:_KEY])
        if number == self.count or (found := self._leaf(number))[:_KEY] != wanted:
            return None
        place, proof = int.from_bytes(found[-8:], "little"), []
        while place > 0:
            proof.append("0x" + self._node(place + 1 if place % 2 else place - 1).hex())
            place = (place - 1) // 2
        return Leaf(account, token, int.from_bytes(found[_KEY:-8], "big")), proof

    def leaf(self, number: int) -> Leaf:
        """Leaf `number`, 0 for the first, in order of account, then token."""
        row = self._leaf(range(self.count)[number])
        account, token = row[:20].hex(), row[20:_KEY].hex()
        return Leaf(f"0x{account}", f"0x{token}", int.from_bytes(row[_KEY:-8], "big"))

    def _node(self, number: int) -> bytes:
        start = _HEAD + number * _NODE
        return self.data[start : start + _NODE]

    def _leaf(self, number: int) -> bytes:
        start = _HEAD + max(2 * self.count - 1, 0) * _NODE + number * _LEAF
        return self.data[start : start + _LEAF]


@contextmanager
def open_proofs(path: Path) -> Iterator[Proofs]:
    """The tree that `write_proofs` wrote.

    Raises:
        NoProofFile: it is something else.
    """
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:  # an empty file cannot be mapped
        raise NoProofFile(path) from error
    with data:
        count = int.from_bytes(data[len(_MAGIC) : _HEAD], "little")
        whole = _HEAD + max(2 * count - 1, 0) * _NODE + count * _LEAF
        if data[: len(_MAGIC)] != _MAGIC or len(data) != whole:
            raise NoProofFile(path)
        yield Proofs(data, count)


def _leaf_bytes(leaf: Leaf, place: int) -> bytes:
    key = bytes.fromhex(leaf.account[2:] + leaf.token[2:])
    return key + leaf.amount.to_bytes(32, "big") + place.to_bytes(8, "little")
