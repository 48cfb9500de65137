"""The arithmetic of `CommunityMarket`: x*y=k on virtual reserves, to the unit what the contract computes.

Quote amounts in the quote token's smallest units, tokens with 18 decimals. Source: docs/math/curve.md.
"""

from dataclasses import dataclass
from typing import Final

from planet_chain.core.errors import InvalidAmount, NegativeAmount, PlanetError

RESERVE_LIMIT: Final = 2**96
"""Both reserves stay below it."""
FEE_MOST_BP: Final = 500
"""The highest fee of a creator, basis points."""
BP: Final = 10_000


class ReserveOverflow(PlanetError):
    """A trade would take a reserve to 2**96 or more."""

    def __init__(self, reserve: int) -> None:
        super().__init__(
            "reserve-overflow", f"the trade is too large: a reserve would be {reserve}; trade less"
        )


class ZeroResult(PlanetError):
    """A trade is so small that rounding down leaves nothing of it."""

    def __init__(self, amount: int) -> None:
        super().__init__("zero-result", f"{amount} smallest units are too few to trade; trade more")


class FeeTooHigh(PlanetError):
    """A creator's fee is outside of 0..500 basis points."""

    def __init__(self, fee_bps: int) -> None:
        super().__init__("fee-too-high", f"the fee is {fee_bps} bp; it must be in 0..{FEE_MOST_BP}")


@dataclass(frozen=True)
class Trade:
    """What a trade gives and leaves behind."""

    out: int
    """To the trader: tokens when buying, quote units when selling. Rounded down."""
    fee: int
    """To the creator, quote units. Rounded up."""
    x: int
    """Quote reserve after it, virtual part included."""
    y: int
    """Tokens on the curve after it."""
    impact_bp: int
    """How much worse the mean price was than the spot price before, fee aside: basis points, rounded up."""


def buy(x: int, y: int, fee_bps: int, amount: int) -> Trade:
    """Buy for exactly `amount` quote units: fee = ⌈amount·f/10⁴⌉, out = ⌊y·net/(x+net)⌋ of the rest.

    Args:
        x: quote reserve, 0 < x < 2**96.
        y: tokens on the curve, 0 < y < 2**96.
        fee_bps: 0..500.
        amount: >= 0.
    Raises:
        ZeroResult: nothing would come out.
        ReserveOverflow: x would reach 2**96.
        FeeTooHigh, InvalidAmount, NegativeAmount: an argument is out of its range.
    """
    _check(x, y, fee_bps, amount)
    fee = fee_rounded_up(amount, fee_bps)
    net = amount - fee
    out = y * net // (x + net)
    if out == 0:
        raise ZeroResult(amount)
    if x + net >= RESERVE_LIMIT:
        raise ReserveOverflow(x + net)
    return Trade(out, fee, x + net, y - out, _divided_up(BP * (net * y - out * x), out * x))


def sell(x: int, y: int, fee_bps: int, amount: int) -> Trade:
    """Sell exactly `amount` tokens: gross = ⌊x·t/(y+t)⌋, fee = ⌈gross·f/10⁴⌉, out = gross − fee.

    Args and Raises: as `buy`, with y for x; that nobody sells more than was bought is the token's matter.
    """
    _check(x, y, fee_bps, amount)
    gross = x * amount // (y + amount)
    fee = fee_rounded_up(gross, fee_bps)
    if gross - fee == 0:
        raise ZeroResult(amount)
    if y + amount >= RESERVE_LIMIT:
        raise ReserveOverflow(y + amount)
    worth = amount * x  # at the spot price, times y
    return Trade(gross - fee, fee, x - gross, y + amount, _divided_up(BP * (worth - gross * y), worth))


def fee_rounded_up(amount: int, fee_bps: int) -> int:
    """The creator's fee in `amount`: ⌈amount·fee_bps/10⁴⌉."""
    return _divided_up(amount * fee_bps, BP)


def _check(x: int, y: int, fee_bps: int, amount: int) -> None:
    for name, value in (("x", x), ("y", y)):
        if value <= 0:
            raise InvalidAmount(f"reserve {name} is {value}; it must be above 0")
        if value >= RESERVE_LIMIT:
            raise ReserveOverflow(value)
    if not 0 <= fee_bps <= FEE_MOST_BP:
        raise FeeTooHigh(fee_bps)
    if amount < 0:
        raise NegativeAmount("amount", amount)


def _divided_up(amount: int, divisor: int) -> int:
    return -(-amount // divisor)
