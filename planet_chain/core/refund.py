"""What time that was paid once still refunds, to the unit what the contract `Membership` computes.

The same in Solidity: contracts/libraries/RefundLib.sol. A lot is an amount paid for whole days of 86,400
seconds from a start. All times are unix seconds of a block.
"""

from dataclasses import dataclass
from typing import Final

from planet_chain.core.errors import InvalidAmount, NegativeAmount

DAY: Final = 86_400
"""Seconds."""
DAYS_MOST: Final = 3_650
"""The longest period or grant."""
PAID_LIMIT: Final = 2**96
"""What is paid for a lot stays below it, in the quote token's smallest units."""


@dataclass(frozen=True)
class Lot:
    """Time in a pass.

    Raises:
        NegativeAmount: paid or start is below zero.
        InvalidAmount: paid or days is outside of what the contract allows.
    """

    paid: int
    """Smallest units of the quote token, below 2**96; 0 for granted time."""
    start: int
    """Unix seconds."""
    days: int
    """1 to 3,650."""

    def __post_init__(self) -> None:
        for name, value in (("paid", self.paid), ("start", self.start)):
            if value < 0:
                raise NegativeAmount(name, value)
        if self.paid >= PAID_LIMIT:
            raise InvalidAmount(f"{self.paid} smallest units were paid; it must be below 2**96")
        if not 1 <= self.days <= DAYS_MOST:
            raise InvalidAmount(f"the lot is of {self.days} days; it must be 1 to {DAYS_MOST}")

    @property
    def end(self) -> int:
        """Unix seconds; that second is not part of the lot."""
        return self.start + self.days * DAY


def whole_days_left(lot: Lot, now: int) -> int:
    """Days of `lot` that have not begun at `now`: a day is used as soon as it begins.

    So a lot that has just begun has one day less than its length: joining, reading and cancelling in one
    block costs a day.
    """
    if now < lot.start:
        return lot.days
    return max(0, lot.end - 1 - now) // DAY


def refund_rounded_down(lot: Lot, now: int) -> int:
    """What cancelling at `now` pays back of `lot`: ⌊paid · whole days left / days⌋, at most what was paid."""
    return lot.paid * whole_days_left(lot, now) // lot.days


def earned_rounded_up(lot: Lot, now: int) -> int:
    """What is the creator's of `lot` at `now`, collected or not: paid − refund, so the dust is in it."""
    return lot.paid - refund_rounded_down(lot, now)
