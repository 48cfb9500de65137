"""Amounts: integers of smallest units inside, decimal text outside."""

import re
from typing import Final

from planet_chain.core.errors import InvalidAmount

AMOUNT_LIMIT: Final = 2**256
"""Amounts are below it, as in a uint256."""

_SMALLEST = re.compile(r"0|[1-9][0-9]{0,77}")
_WHOLE = re.compile(r"(0|[1-9][0-9]{0,77})(?:\.([0-9]{1,77}))?")


def parse_amount(text: str) -> int:
    """Smallest units from their canonical decimal text: no sign, point, space or leading zero.

    Raises:
        InvalidAmount: the text is not canonical, or 2**256 or more.
    """
    if not _SMALLEST.fullmatch(text):
        raise InvalidAmount(f"{text!r} is no amount; write smallest units as plain digits, such as 1500000")
    return _below_limit(int(text), text)


def format_amount(amount: int) -> str:
    """The canonical decimal text of `amount` smallest units, as JSON and bundles carry it.

    Raises:
        InvalidAmount: it is below 0, or 2**256 or more.
    """
    if amount < 0:
        raise InvalidAmount(f"{amount} is no amount; amounts are 0 or more")
    return str(_below_limit(amount, str(amount)))


def parse_whole(text: str, decimals: int) -> int:
    """Smallest units from what people write in whole tokens: "12.5" with 6 decimals is 12500000.

    Raises:
        InvalidAmount: it is no number, has more than `decimals` places (nothing is rounded), or is too large.
    """
    match = _WHOLE.fullmatch(text)
    if not match:
        raise InvalidAmount(f"{text!r} is no amount; write it like 12.5")
    whole, places = match[1], match[2] or ""
    if len(places) > decimals:
        raise InvalidAmount(
            f"{text!r} has more than {decimals} decimal places; the token has no smaller units"
        )
    return _below_limit(int(whole + places.ljust(decimals, "0")), text)


def format_whole(amount: int, decimals: int, places: int | None = None) -> str:
    """`amount` smallest units in whole tokens, for people: never more than there is.

    Args:
        amount: smallest units, >= 0.
        decimals: of the token.
        places: at most so many decimal places, rounding down; None shows every one.
    Returns:
        "1,234.5": thousands grouped, no trailing zeros.
    Raises:
        InvalidAmount: it is below 0, or 2**256 or more.
    """
    format_amount(amount)
    whole, rest = divmod(amount, 10**decimals)
    fraction = str(rest).rjust(decimals, "0")[:decimals][:places].rstrip("0")
    return f"{whole:,}.{fraction}" if fraction else f"{whole:,}"


def _below_limit(amount: int, text: str) -> int:
    if amount >= AMOUNT_LIMIT:
        raise InvalidAmount(f"{text} is too large; amounts are below 2**256")
    return amount
