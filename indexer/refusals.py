"""What providers mean when they refuse: each says it in its own words, and most say what they would take."""

import re
from typing import Final

_HEX: Final = re.compile(r"0x[0-9a-fA-F]+")
_SPAN: Final = re.compile(
    r"(\d[\d,_]*[kK]?)\s*(?:blocks?\b|max\b)|(?:range|limit\w*|most|than|to)\D{0,20}?(\d[\d,_]*[kK]?)"
)
_NUMBER: Final = re.compile(r"(?<![\dx])(\d[\d,_]*)")
_ADDRESSES: Final = re.compile(r"\baddress(?:es)?\b", re.IGNORECASE)
_BATCH: Final = re.compile(r"\bbatch", re.IGNORECASE)
_RATE_CODES: Final = (429, -32005, -32029)
_RATE: Final = re.compile(r"rate.?limit|too many requests|requests per|throughput|capacity", re.IGNORECASE)


def suggested_span(message: str) -> int | None:
    """How many blocks a node's refusal suggests to ask for, None when it does not say."""
    bounds = [int(found, 16) for found in _HEX.findall(message)]
    if len(bounds) == 2 and bounds[0] <= bounds[1]:
        return bounds[1] - bounds[0] + 1
    found = _SPAN.search(message)
    return _number(found[1] or found[2]) if found else None


def is_about_addresses(message: str) -> bool:
    """Whether too many addresses were named, rather than too many blocks."""
    return bool(_ADDRESSES.search(message))


def suggested_addresses(message: str) -> int | None:
    """How many addresses a node's refusal suggests to name, None when it does not say."""
    return _smallest(message) if is_about_addresses(message) else None


def suggested_batch(message: str) -> int | None:
    """How many calls in a batch a node's refusal suggests, None when it does not say."""
    return _smallest(message) if _BATCH.search(message) else None


def is_about_rate(code: int, message: str) -> bool:
    """Whether the node only wants to be asked more slowly."""
    return code == 429 or (code in _RATE_CODES and bool(_RATE.search(message)))


def _smallest(message: str) -> int | None:
    # "55 addresses given, at most 50 allowed": what is allowed is less than what was given
    # and what a message quotes in hexadecimal is no number of anything
    return min(filter(None, map(_number, _NUMBER.findall(_HEX.sub("", message)))), default=None)


def _number(digits: str) -> int | None:
    thousands = 1_000 if digits[-1] in "kK" else 1
    return int(re.sub(r"[,_kK]", "", digits)) * thousands or None
