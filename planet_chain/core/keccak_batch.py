"""Keccak-256 of millions of short messages, several at a time in the registers of one core.

The library behind `keccak` takes one message a call; this does the same some ten times faster, and is tested
against it. The 25 words of a state have a name each, so that the compiler keeps them in registers and does
neighbouring messages together.
"""

from typing import Any, Final

import numba
import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
"""64-bit words, little-endian as Keccak reads them."""

LANES: Final = 64
"""Messages that are hashed together; a power of two that fits the first cache."""
RATE: Final = 17
"""Words of one block: a message and its padding must fit."""

_ROUNDS: Final = np.array(
    [
        0x0000000000000001,
        0x0000000000008082,
        0x800000000000808A,
        0x8000000080008000,
        0x000000000000808B,
        0x0000000080000001,
        0x8000000080008081,
        0x8000000000008009,
        0x000000000000008A,
        0x0000000000000088,
        0x0000000080008009,
        0x000000008000000A,
        0x000000008000808B,
        0x800000000000008B,
        0x8000000000008089,
        0x8000000000008003,
        0x8000000000008002,
        0x8000000000000080,
        0x000000000000800A,
        0x800000008000000A,
        0x8000000080008081,
        0x8000000000008080,
        0x0000000080000001,
        0x8000000080008008,
    ],
    dtype=np.uint64,
)
_compiled: Any = numba.njit(cache=True, nogil=True, error_model="numpy")


def keccak_batch(messages: Words) -> Words:
    """The Keccak-256 of each row.

    Args:
        messages: (n, words), each row a message of 8 * words bytes, 16 words at most.
    Returns:
        (n, 4): the 32 bytes of each digest.
    """
    if messages.shape[1] >= RATE:
        raise ValueError(f"a message of {messages.shape[1]} words does not fit one block of {RATE}")
    digests = np.empty((len(messages), 4), dtype=np.uint64)
    _hash_all(np.ascontiguousarray(messages), digests)
    return digests


@_compiled  # type: ignore[untyped-decorator]  # Numba brings no types
def pairs_of(hashes: Words) -> Words:
    """(n, 8) from (2n, 4): both hashes of each pair in one row, the smaller as bytes first."""
    pairs = np.empty((len(hashes) // 2, 8), dtype=np.uint64)
    for pair in range(len(pairs)):
        left, right = 2 * pair, 2 * pair + 1
        word = 0
        while word < 3 and hashes[left, word] == hashes[right, word]:
            word += 1
        if _big_endian(hashes[left, word]) > _big_endian(hashes[right, word]):
            left, right = right, left
        for word in range(4):
            pairs[pair, word] = hashes[left, word]
            pairs[pair, 4 + word] = hashes[right, word]
    return pairs


@_compiled  # type: ignore[untyped-decorator]  # Numba brings no types
def _big_endian(word: np.uint64) -> np.uint64:
    """The bytes of a word the other way round, so that words compare as bytes do."""
    found = np.uint64(0)
    for shift in range(0, 64, 8):
        found = (found << np.uint64(8)) | ((word >> np.uint64(shift)) & np.uint64(255))
    return found


@_compiled  # type: ignore[untyped-decorator]  # Numba brings no types
def _hash_all(messages: Words, digests: Words) -> None:
    count, words = messages.shape
    for first in range(0, count, LANES):
        state = np.zeros(25 * LANES, dtype=np.uint64)
        here = min(LANES, count - first)
        for lane in range(here):
            for word in range(words):
                state[word * LANES + lane] = messages[first + lane, word]
            state[words * LANES + lane] ^= np.uint64(1)
            state[(RATE - 1) * LANES + lane] ^= np.uint64(1 << 63)
        _permute(state)
        for lane in range(here):
            for word in range(4):
                digests[first + lane, word] = state[word * LANES + lane]


@_compiled  # type: ignore[untyped-decorator]  # Numba brings no types
def _turned(word: np.uint64, bits: int) -> np.uint64:
    return (word << np.uint64(bits)) | (word >> np.uint64(64 - bits))


@_compiled  # type: ignore[untyped-decorator]  # Numba brings no types
def _load(state: Words, place: int) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64, np.uint64]:
    return (
        state[place],
        state[place + LANES],
        state[place + 2 * LANES],
        state[place + 3 * LANES],
        state[place + 4 * LANES],
    )


@_compiled  # type: ignore[untyped-decorator]  # Numba brings no types
def _store(
    state: Words, place: int, a: np.uint64, b: np.uint64, c: np.uint64, d: np.uint64, e: np.uint64
) -> None:
    """Step chi of one row."""
    state[place] = a ^ (~b & c)
    state[place + LANES] = b ^ (~c & d)
    state[place + 2 * LANES] = c ^ (~d & e)
    state[place + 3 * LANES] = d ^ (~e & a)
    state[place + 4 * LANES] = e ^ (~a & b)


@_compiled  # type: ignore[untyped-decorator]  # Numba brings no types
def _permute(state: Words) -> None:
    """Keccak-f[1600] of every lane, one round unrolled. Source: FIPS 202, section 3."""
    for constant in _ROUNDS:
        for lane in range(LANES):
            a0, a1, a2, a3, a4 = _load(state, 0 * LANES + lane)
            a5, a6, a7, a8, a9 = _load(state, 5 * LANES + lane)
            a10, a11, a12, a13, a14 = _load(state, 10 * LANES + lane)
            a15, a16, a17, a18, a19 = _load(state, 15 * LANES + lane)
            a20, a21, a22, a23, a24 = _load(state, 20 * LANES + lane)
            c0 = a0 ^ a5 ^ a10 ^ a15 ^ a20
            c1 = a1 ^ a6 ^ a11 ^ a16 ^ a21
            c2 = a2 ^ a7 ^ a12 ^ a17 ^ a22
            c3 = a3 ^ a8 ^ a13 ^ a18 ^ a23
            c4 = a4 ^ a9 ^ a14 ^ a19 ^ a24
            d0 = c4 ^ _turned(c1, 1)
            d1 = c0 ^ _turned(c2, 1)
            d2 = c1 ^ _turned(c3, 1)
            d3 = c2 ^ _turned(c4, 1)
            d4 = c3 ^ _turned(c0, 1)
            b0, b1, b2, b3, b4 = (
                a0 ^ d0,
                _turned(a6 ^ d1, 44),
                _turned(a12 ^ d2, 43),
                _turned(a18 ^ d3, 21),
                _turned(a24 ^ d4, 14),
            )
            _store(state, 0 * LANES + lane, b0, b1, b2, b3, b4)
            b5, b6, b7, b8, b9 = (
                _turned(a3 ^ d3, 28),
                _turned(a9 ^ d4, 20),
                _turned(a10 ^ d0, 3),
                _turned(a16 ^ d1, 45),
                _turned(a22 ^ d2, 61),
            )
            _store(state, 5 * LANES + lane, b5, b6, b7, b8, b9)
            b10, b11, b12, b13, b14 = (
                _turned(a1 ^ d1, 1),
                _turned(a7 ^ d2, 6),
                _turned(a13 ^ d3, 25),
                _turned(a19 ^ d4, 8),
                _turned(a20 ^ d0, 18),
            )
            _store(state, 10 * LANES + lane, b10, b11, b12, b13, b14)
            b15, b16, b17, b18, b19 = (
                _turned(a4 ^ d4, 27),
                _turned(a5 ^ d0, 36),
                _turned(a11 ^ d1, 10),
                _turned(a17 ^ d2, 15),
                _turned(a23 ^ d3, 56),
            )
            _store(state, 15 * LANES + lane, b15, b16, b17, b18, b19)
            b20, b21, b22, b23, b24 = (
                _turned(a2 ^ d2, 62),
                _turned(a8 ^ d3, 55),
                _turned(a14 ^ d4, 39),
                _turned(a15 ^ d0, 41),
                _turned(a21 ^ d1, 2),
            )
            _store(state, 20 * LANES + lane, b20, b21, b22, b23, b24)
            state[lane] ^= constant
