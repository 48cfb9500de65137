"""Why creators are paid what they are paid: by tranche, and by post. Source: docs/math/settlement.md."""

from collections.abc import Mapping

from planet_chain.core.errors import ConservationBroken
from planet_chain.core.settlement import Payout, hamilton
from planet_chain.rewards.settlement import Allocation, Line


def allocations(payout: Payout, account_of: Mapping[str, str]) -> list[Allocation]:
    """What each paid creator got from which tranche, and what the cap took; ordered by entity."""
    rows = []
    for entity, paid in sorted(payout.paid.items()):
        value, base = payout.value.get(entity, 0), payout.base.get(entity, 0)
        rows.append(Allocation(entity, account_of[entity], value, base, value + base - paid, paid))
    return rows


def explanation(payout: Payout, engaged: Mapping[str, Mapping[str, int]]) -> list[Line]:
    """What each post of a paid creator earned; ordered by entity, then post.

    Args:
        engaged: creator entity -> post -> boosted engagement, for every creator that is paid.
    Raises:
        ConservationBroken: a defect of the program: a creator's lines do not sum to the pay.
    """
    lines = []
    for entity, paid in sorted(payout.paid.items()):
        amounts = hamilton(paid, engaged[entity])
        if sum(amounts.values()) != paid:
            raise ConservationBroken(f"the explanation of {entity}", paid, sum(amounts.values()))
        lines += [Line(entity, post, amount) for post, amount in amounts.items()]
    return lines
