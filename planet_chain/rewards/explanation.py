"""Why creators are paid what they are paid: by tranche, and by post. Source: docs/math/settlement.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planet_chain.core.errors import ConservationBroken
from planet_chain.core.scores import cluster_breadth
from planet_chain.core.settlement import Payout, hamilton
from planet_chain.rewards.settlement import Allocation, Line


class Part(NamedTuple):
    """What the readers of one cluster brought to one creator, in scores."""

    cluster: str
    """The creator entity that stands for the taste of these readers: g of section 2.6."""
    readers: int
    value: int
    """Their part of V."""
    breadth: int
    """Their Z."""


class Crowd(NamedTuple):
    """The same in money, smallest units, before the cap."""

    cluster: str
    readers: int
    value: int
    base: int


class Gift(NamedTuple):
    """What one consumer's reading brought to a creator, smallest units, before the cap, rounded down."""

    creator: str
    value: int
    base: int


@dataclass(frozen=True)
class Story:
    """Why a creator is paid: value + base - cut = paid.

    Attributes:
        crowds: who brought it; they sum to `value` and to `base` of the allocation.
        posts: for what; they sum to `paid`.
    """

    epoch: int
    allocation: Allocation
    crowds: Sequence[Crowd]
    posts: Sequence[Line]


def crowds_of(allocation: Allocation, parts: Sequence[Part]) -> list[Crowd]:
    """The two tranches of one creator, shared out to those who brought them by largest remainder.

    Raises:
        ConservationBroken: a defect of the program: they do not sum to the tranches.
    """
    value = hamilton(allocation.value, {part.cluster: part.value for part in parts})
    base = hamilton(allocation.base, {part.cluster: cluster_breadth(part.breadth) for part in parts})
    for name, found, whole in (("value", value, allocation.value), ("base", base, allocation.base)):
        if sum(found.values()) != whole:
            raise ConservationBroken(f"the {name} tranche of {allocation.entity}", whole, sum(found.values()))
    rows = [
        Crowd(row.cluster, row.readers, value.get(row.cluster, 0), base.get(row.cluster, 0)) for row in parts
    ]
    return sorted(rows, key=lambda row: (-row.value - row.base, row.cluster))


def gift_of(allocation: Allocation, own: Part, everybody: Sequence[Part]) -> Gift:
    """What of a creator's tranches is due to one consumer, who has the part `own`.

    Args:
        everybody: the parts of all consumers of this creator.
    """
    value = sum(part.value for part in everybody)
    breadth = sum(cluster_breadth(part.breadth) for part in everybody)
    crowd = next(part.breadth for part in everybody if part.cluster == own.cluster)
    return Gift(
        allocation.entity,
        allocation.value * own.value // value if value else 0,
        allocation.base * cluster_breadth(crowd) * own.breadth // (breadth * crowd)
        if breadth and crowd
        else 0,
    )


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
