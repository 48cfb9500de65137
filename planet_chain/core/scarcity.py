"""What is scarce earns more: the multiplier of each content type."""

from collections.abc import Mapping
from math import isqrt

from planet_chain.core.epoch import ONE, Scarcity


def multipliers(scarcity: Mapping[str, Scarcity], boost_max: int) -> dict[str, int]:
    """The multiplier of each content type, for a week in which the previous one had `scarcity`.

    It moves a quarter of the way from the previous multiplier to the root of target over supply.

    Args:
        boost_max: the most that scarcity multiplies, ONE..2*ONE.
    Returns:
        content type -> multiplier, each in ONE..boost_max, rounded down. A type without a row has ONE.
    Source: docs/math/settlement.md, section 2.4.
    """
    supply = sum(row.supply for row in scarcity.values())
    return {
        content_type: (3 * row.previous + min(max(_raw(row, supply), ONE), boost_max)) // 4
        for content_type, row in scarcity.items()
    }


def _raw(row: Scarcity, supply: int) -> int:
    return isqrt(ONE**2 * row.target_bp * supply // (10_000 * max(1, row.supply)))
