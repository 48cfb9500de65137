"""Pseudonyms, fresh each epoch: HMAC-SHA256 under the epoch's secret, the same in Python and in SQL."""

import hashlib
import hmac
from typing import Final

_BLOCK: Final = 64
_DIGITS: Final = 32
"""128 bits: no two of 10^9 names collide."""


def pseudonym(secret: bytes, name: str) -> str:
    """The pseudonym of `name` in the epoch of `secret`: 32 hexadecimal digits."""
    return hmac.new(secret, name.encode(), hashlib.sha256).hexdigest()[:_DIGITS]


def pseudonym_sql(expression: str) -> str:
    """SQL that computes `pseudonym` of a text expression; bind what `pads` gives.

    PostgreSQL has SHA-256, and an HMAC without an extension is two hashes under two padded keys (RFC 2104).
    """
    inner = f"sha256(CAST(:inner_pad AS bytea) || convert_to({expression}, 'UTF8'))"
    return f"substr(encode(sha256(CAST(:outer_pad AS bytea) || {inner}), 'hex'), 1, {_DIGITS})"


def pads(secret: bytes) -> dict[str, bytes]:
    """The parameters of `pseudonym_sql`.

    Args:
        secret: at most 64 bytes.
    """
    key = secret.ljust(_BLOCK, b"\0")
    return {"inner_pad": bytes(byte ^ 0x36 for byte in key), "outer_pad": bytes(byte ^ 0x5C for byte in key)}
