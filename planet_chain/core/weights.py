"""What a consumer's attention weighs in the value tranche: the fees they paid, below a cap for whales."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from planet_chain.core.attention import Attention
from planet_chain.core.epoch import ONE, Params


@dataclass(frozen=True)
class _Fees:
    """Fees > 0 in ascending order, and the sums of the smallest 0, 1, … of them."""

    ordered: Sequence[int]
    sums: Sequence[int]

    def capped(self, most: int) -> int:
        """The sum when nobody counts for more than `most`."""
        below = bisect_right(self.ordered, most)
        return self.sums[below] + (len(self.ordered) - below) * most

    def cap(self, divisor: int) -> int:
        """x(D): the largest x with x * divisor <= capped(x).

        capped is concave and 0 at 0, so the x that satisfy it are an interval from 0; halving finds its end.
        """
        low, high = 0, self.sums[-1]
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if middle * divisor <= self.capped(middle) else (low, middle - 1)
        return low


def weight_cap(fees: Sequence[int], whale_divisor: int) -> int:
    """The weight that no consumer exceeds, so that none has more than 1/D of all.

    D is `whale_divisor` where there are twice as many payers, and less where there are fewer or where the cap
    would forfeit more than half of what all but the largest payer paid.

    Args:
        fees: F of each consumer, each >= 0, in any order.
    Returns:
        whole value units; 0 when nobody paid.
    Source: docs/math/settlement.md, section 2.5.
    """
    ordered = sorted(fee for fee in fees if fee > 0)
    if not ordered:
        return 0
    paid = _Fees(ordered, [0, *accumulate(ordered)])
    kept_least = paid.sums[-1] - ordered[-1]
    most = min(max(len(ordered) // 2, 1), whale_divisor)
    caps = (paid.cap(divisor) for divisor in range(most, 0, -1))
    return next(cap for cap in caps if 2 * paid.capped(cap) >= kept_least)


def weights_of(
    attention: Mapping[str, Attention], value_of: Mapping[str, int], params: Params
) -> dict[str, int]:
    """consumer entity -> weight w, whole value units: fees, as far as attention was full, up to the cap.

    Args:
        value_of: entity -> its value, the sum over its members.
    Source: docs/math/settlement.md, section 2.5.
    """
    fees = {
        consumer: value_of[consumer] * week.fullness(params.full_attention) // ONE
        for consumer, week in attention.items()
    }
    most = weight_cap(list(fees.values()), params.whale_divisor)
    return {consumer: min(fee, most) for consumer, fee in fees.items()}
