"""Addresses and hashes as text: 0x and lower-case hexadecimal inside, EIP-55 towards people."""

import re
from functools import lru_cache
from typing import Final

from planet_chain.core.errors import InvalidAddress, InvalidHash
from planet_chain.core.keccak import keccak

ZERO_ADDRESS: Final = "0x" + "0" * 40
ZERO_HASH: Final = "0x" + "0" * 64

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")
_HASH = re.compile(r"0x[0-9a-fA-F]{64}")
_LOWER_CASE: Final = ord("a") ^ ord("A")
_LETTERS: Final = bytes(_LOWER_CASE if chr(code) in "abcdef" else 0 for code in range(256))
_HIGH: Final = bytes(_LOWER_CASE if chr(code) in "89abcdef" else 0 for code in range(256))


def lower_address(text: str) -> str:
    """`text` as a lower-case 0x address, so that equal addresses are equal texts, whatever their case was.

    Raises:
        InvalidAddress: it is not 0x and 40 hexadecimal digits.
    """
    if not _ADDRESS.fullmatch(text):
        raise InvalidAddress(text)
    return text.lower()


@lru_cache(maxsize=16_384)  # answers name the same tokens again and again
def checksum_address(text: str) -> str:
    """`text` as people should see it: with the mixed-case checksum of EIP-55.

    Raises:
        InvalidAddress: it is not 0x and 40 hexadecimal digits.
    """
    digits = lower_address(text)[2:].encode()
    nibbles = keccak(digits).hex()[:40].encode()
    # a letter below a nibble of 8 or more loses the bit of lower case; all forty at once, as one integer
    lost = int.from_bytes(digits.translate(_LETTERS)) & int.from_bytes(nibbles.translate(_HIGH))
    return "0x" + (int.from_bytes(digits) ^ lost).to_bytes(40).decode()


def is_address(text: str) -> bool:
    """Whether `text` is 0x and 40 hexadecimal digits, in any case."""
    return _ADDRESS.fullmatch(text) is not None


def lower_hash(text: str) -> str:
    """`text` as a lower-case 32-byte 0x hash.

    Raises:
        InvalidHash: it is not 0x and 64 hexadecimal digits.
    """
    if not _HASH.fullmatch(text):
        raise InvalidHash(text)
    return text.lower()
