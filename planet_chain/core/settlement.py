"""From scores to money: two tranches, a cap for each creator, and what is carried or returned."""

from collections.abc import Mapping
from dataclasses import dataclass

from planet_chain.core.epoch import ONE, Params
from planet_chain.core.errors import ConservationBroken, NegativeAmount
from planet_chain.core.scores import Scores


@dataclass(frozen=True)
class Payout:
    """Where an epoch's money goes: smallest token units, which sum to pool + carry_in exactly."""

    value: Mapping[str, int]
    """creator entity -> its part of the value tranche, before the cap; only parts above 0."""
    base: Mapping[str, int]
    """creator entity -> its part of the base tranche, before the cap; only parts above 0."""
    paid: Mapping[str, int]
    """creator entity -> what it is paid, after the cap; only amounts above 0."""
    carry_out: int
    """Kept for the next epoch."""
    returned: int
    """Back to whoever funds the pool."""


def hamilton(pool: int, scores: Mapping[str, int]) -> dict[str, int]:
    """Split `pool` in proportion to `scores` by largest remainder, ties to the smaller entity.

    Args:
        pool: smallest token units, >= 0.
        scores: entity -> score, n entries, each >= 0.
    Returns:
        entity -> units, only entries above 0; they sum to `pool`, or to 0 when every score is 0.
    Raises:
        NegativeAmount: the pool or a score is below zero.
    Source: docs/math/settlement.md, section 3.
    """
    for name, amount in (("pool", pool), *scores.items()):
        if amount < 0:
            raise NegativeAmount(name, amount)
    total = sum(scores.values())
    if total == 0:
        return {}
    parts = {entity: pool * score // total for entity, score in scores.items()}
    left = pool - sum(parts.values())
    for entity in sorted(scores, key=lambda entity: (-(pool * scores[entity] % total), entity))[:left]:
        parts[entity] += 1
    return {entity: parts[entity] for entity in sorted(parts) if parts[entity] > 0}


def pay(pool: int, carry_in: int, unit: int, scores: Scores, params: Params) -> Payout:
    """Divide `pool + carry_in` among creators, the next epoch and the funder; nothing appears or vanishes.

    The base tranche is of the fresh pool only, and never more than breadth is worth. The value tranche is
    never more than a part of the fees behind it, so that washed volume costs more than it brings.

    Args:
        pool, carry_in: smallest token units, >= 0.
        unit: smallest token units in one value unit.
    Raises:
        ConservationBroken: a defect of the program: the parts do not sum to what came in.
    Source: docs/math/settlement.md, section 3.
    """
    whole = pool + carry_in
    base_most = sum(scores.breadth.values()) * params.base_price // 2**30
    base_pool = min(pool * params.base_bp // 10_000, base_most)
    value_most = sum(scores.unboosted.values()) * unit // (params.wash_divisor * ONE)
    value = hamilton(min(whole - base_pool, value_most), scores.value)
    base = hamilton(base_pool, scores.breadth)
    gross = {entity: value.get(entity, 0) + base.get(entity, 0) for entity in sorted({*value, *base})}
    most = whole // min(max(len(gross) // 2, 1), params.creator_divisor)
    paid = {entity: min(amount, most) for entity, amount in gross.items()}
    left = whole - sum(paid.values())
    carry_out = min(left, max(carry_in, params.carry_pools * pool))
    payout = Payout(value, base, paid, carry_out, left - carry_out)
    _expect_conserved(payout, whole)
    return payout


def _expect_conserved(payout: Payout, whole: int) -> None:
    found = sum(payout.paid.values()) + payout.carry_out + payout.returned
    if found != whole:
        raise ConservationBroken("paid, carried and returned", whole, found)
    if payout.carry_out < 0:
        raise ConservationBroken("what is paid above the pool", 0, -payout.carry_out)
