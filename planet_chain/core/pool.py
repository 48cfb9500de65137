"""The fresh money of a week: a base, and a share of what the community's fees grew by."""

from dataclasses import dataclass
from typing import Final

from planet_chain.core.errors import NegativeAmount

SHARE_MOST: Final = 5_000
"""Basis points. Fees of one trade stand in four weekly sums and can make two of them grow: even then they
bring the pool no more than they cost."""


@dataclass(frozen=True)
class Growth:
    """How a week's pool came about.

    Attributes:
        base: smallest token units, whatever happens.
        share_bp: basis points of the growth that come on top, 0..SHARE_MOST.
        last: the members' values of the week before, summed, in value units.
        before: those of the week before that one; `last` again when there was none.
    """

    base: int
    share_bp: int
    last: int
    before: int

    def pool(self, unit: int) -> int:
        """base + ⌊share_bp·max(0, last − before)·unit / 10000⌋, smallest token units, rounded down.

        Args:
            unit: smallest token units in one value unit.
        Raises:
            NegativeAmount: a figure is below zero.
        """
        for name, amount in {**self.__dict__, "unit": unit}.items():
            if amount < 0:
                raise NegativeAmount(name, amount)
        return self.base + self.share_bp * max(0, self.last - self.before) * unit // 10_000
