"""Values as people read them in tables; JSON keeps the exact ones."""

from datetime import UTC, datetime
from typing import Any, Final

from planet_chain.core.amounts import format_whole

_QUOTE_DECIMALS: Final = 6
_ROOT_LETTERS: Final = 10


def moment(seconds: int) -> str:
    """Unix seconds as "2026-11-27 18:22", UTC."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"


def dollars(units: Any) -> str:
    """Smallest units of USD₮0 as "70.96 USD₮0", rounded down to the cent."""
    amount = int(units)
    return f"{'-' * (amount < 0)}{format_whole(abs(amount), _QUOTE_DECIMALS, 2)} USD₮0"


def percent(millionths: Any) -> str:
    """Millionths as "9.26 %", rounded down."""
    return f"{format_whole(int(millionths), 4, 2)} %"


def beginning(root: str) -> str:
    """The beginning of a hash."""
    return f"{root[:_ROOT_LETTERS]}…"


def words(listed: str) -> str:
    """What commas separate, so that a line can break between."""
    return listed.replace(",", ", ")
