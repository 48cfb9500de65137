"""Why a creator is paid what it is paid, and what one reader gave: from the bundle, like the money."""

from contextlib import AbstractContextManager
from pathlib import Path

import ibis.expr.types as ir

from planet_chain.core.addresses import lower_address
from planet_chain.core.errors import PlanetError
from planet_chain.rewards.engines.backend import Backend
from planet_chain.rewards.engines.week import Week, opened_week, rows_of
from planet_chain.rewards.explanation import (
    Gift,
    Part,
    Story,
    allocations,
    crowds_of,
    explanation,
    gift_of,
)


class NothingToExplain(PlanetError):
    """A week pays nothing to whoever was named."""

    def __init__(self, epoch: int, creator: str) -> None:
        super().__init__(
            "nothing-to-explain",
            f"Epoch {epoch} pays nothing to {creator}; name an entity that is paid, or its payout address",
        )


def stories(opened: AbstractContextManager[Backend], directory: Path, creator: str) -> list[Story]:
    """Why `creator` is paid, for each entity that it is.

    Args:
        opened: the backend that computes it, closed at the end.
        creator: an entity of the bundle, or the payout address of some.
    Raises:
        BundleRefused: the bundle is not whole or breaks a rule, by file, row and reason.
        NothingToExplain: nobody of that name is paid.
    """
    with opened_week(opened, directory) as week:
        account = _address(creator)
        paid = allocations(week.payout, week.account_of)
        named = [row for row in paid if row.entity == creator or row.account == account]
        if not named:
            raise NothingToExplain(week.inputs.manifest.epoch, creator)
        crowds = _crowds(week, week.weighed)
        lines = explanation(week.payout, week.by_post())
        return [
            Story(
                week.inputs.manifest.epoch,
                row,
                crowds_of(row, crowds.get(row.entity, [])),
                [line for line in lines if line.entity == row.entity],
            )
            for row in named
        ]


def gifts(opened: AbstractContextManager[Backend], directory: Path, consumer: str) -> list[Gift]:
    """What the reading of entity `consumer` gave whom: for its own eyes, so ask who asks.

    Args:
        opened: the backend that computes it, closed at the end.
    Returns:
        by creator, ordered by entity, rounded down; nothing for who gave no attention.
    Raises:
        BundleRefused: the bundle is not whole or breaks a rule, by file, row and reason.
    """
    with opened_week(opened, directory) as week:
        entities = week.entities
        own = week.weighed.semi_join(entities.filter(entities.entity == consumer), "u")
        theirs = _crowds(week, own)
        everybody = _crowds(week, week.weighed.semi_join(own, "c"))
        return [
            gift_of(row, parts[0], everybody[row.entity])
            for row in allocations(week.payout, week.account_of)
            if (parts := theirs.get(row.entity))
        ]


def _crowds(week: Week, weighed: ir.Table) -> dict[str, list[Part]]:
    """creator entity -> what each cluster of the readers in `weighed` brought."""
    found = week.steps.crowds(weighed, week.clusters)
    names = week.entities[["u", "entity"]]
    creators, clusters = names.rename(creator="entity"), names.rename(cluster="entity")
    named = found.join(creators, found.c == creators.u).drop("u")
    named = named.join(clusters, named.g == clusters.u)
    crowds: dict[str, list[Part]] = {}
    for row in rows_of(week.engine, named.select("creator", "cluster", "readers", "value", "breadth")):
        crowds.setdefault(row.pop("creator"), []).append(Part(**row))
    return crowds


def _address(text: str) -> str | None:
    try:
        return lower_address(text)
    except PlanetError:
        return None
