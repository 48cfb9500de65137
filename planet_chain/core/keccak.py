"""Ethereum's hash."""

from sha3 import keccak_256


def keccak(data: bytes) -> bytes:
    """The Keccak-256 of `data`, 32 bytes: the padding of Ethereum, not that of SHA-3."""
    digest: bytes = keccak_256(data).digest()
    return digest
