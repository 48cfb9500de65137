"""The same tree as `merkle.build_tree`, of millions of leaves: nodes in one array, hashed level by level."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from planet_chain.core.keccak_batch import Words, keccak_batch, pairs_of
from planet_chain.core.merkle import Leaf, Tree

_BLOCK: Final = 65_536


@dataclass(frozen=True, eq=False)
class Hashes(Sequence[bytes]):
    """Hashes in an array of (n, 4) words, read like a list of 32 bytes each."""

    words: Words

    def __len__(self) -> int:
        return len(self.words)

    @overload
    def __getitem__(self, number: int) -> bytes: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[bytes]: ...
    def __getitem__(self, number: int | slice) -> bytes | Sequence[bytes]:
        found = self.words[number]
        return Hashes(found) if isinstance(number, slice) else found.tobytes()

    def __iter__(self) -> Iterator[bytes]:
        for first in range(0, len(self.words), _BLOCK):
            block = self.words[first : first + _BLOCK].tobytes()
            yield from (block[place : place + 32] for place in range(0, len(block), 32))


def build_large_tree(
    leaves: Sequence[Leaf], accounts: Sequence[str], tokens: Sequence[str], amounts: Sequence[int]
) -> Tree:
    """The tree over leaves that are in columns.

    Args:
        leaves: the same leaves, each made when it is asked for.
        accounts, tokens: lower-case 0x addresses, ordered by account, then token, no two alike.
        amounts: 0..2**256 - 1.
    """
    count = len(amounts)
    if count == 0:
        return Tree([], leaves, [])
    blocks = np.zeros((count, 96), dtype=np.uint8)
    blocks[:, 12:32] = _addresses(accounts)
    kinds = {token: bytes.fromhex(token[2:]) for token in set(tokens)}  # few
    blocks[:, 44:64] = _rows(b"".join(map(kinds.__getitem__, tokens)), 20)
    if max(amounts) < 2**64:  # nearly always, and much faster
        blocks[:, 88:96] = _rows(np.array(amounts, dtype=">u8").tobytes(), 8)
    else:
        blocks[:, 64:96] = _rows(b"".join([amount.to_bytes(32, "big") for amount in amounts]), 32)
    hashes = keccak_batch(keccak_batch(blocks.view("<u8")))
    nodes = np.empty((2 * count - 1, 4), dtype=np.uint64)
    order = ascending(hashes)
    np.take(hashes, order[::-1], axis=0, out=nodes[count - 1 :])
    places = np.empty(count, dtype=np.int64)
    places[order] = np.arange(2 * count - 2, count - 2, -1)
    hash_parents(nodes, count)
    return Tree(Hashes(nodes), leaves, places.tolist())


def hash_parents(nodes: Words, leaves: int) -> None:
    """Fill in every node above the leaves, which are the last of `nodes`, a level at a time."""
    high = leaves - 1
    while high > 0:
        low = high // 2  # from here on, both children are known
        nodes[low:high] = keccak_batch(pairs_of(nodes[2 * low + 1 : 2 * high + 1]))
        high = low


def ascending(hashes: Words) -> NDArray[np.int64]:
    """The order of the hashes as bytes."""
    first = hashes[:, 0].byteswap()
    order = np.argsort(first)
    ordered = first[order]
    if (ordered[1:] == ordered[:-1]).any():
        return np.lexsort([hashes[:, place].byteswap() for place in (3, 2, 1, 0)])
    return order


def _addresses(texts: Sequence[str]) -> NDArray[np.uint8]:
    digits = _rows("".join(texts).encode(), 42)[:, 2:]
    return _rows(bytes.fromhex(digits.tobytes().decode()), 20)


def _rows(data: bytes, width: int) -> NDArray[np.uint8]:
    return np.frombuffer(data, dtype=np.uint8).reshape(-1, width)
