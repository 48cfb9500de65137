"""A settlement by expressions: what is large stays in the engine, what is small ends in plain integers."""

from collections import Counter
from contextlib import AbstractContextManager
from pathlib import Path

from planet_chain.core.epoch import Counted
from planet_chain.rewards.engines.backend import Backend
from planet_chain.rewards.engines.leaves import leaves_of
from planet_chain.rewards.engines.week import Week, only, opened_week
from planet_chain.rewards.explanation import allocations, explanation
from planet_chain.rewards.rows import Rows
from planet_chain.rewards.settlement import Settlement


def settle_by(opened: AbstractContextManager[Backend], directory: Path) -> Settlement:
    """Who earned what in the epoch of the bundle in `directory`.

    Args:
        opened: the backend that computes it, closed at the end.
    Raises:
        BundleRefused: the bundle is not whole or breaks a rule, or an account's new total is 2**256 or more.
        ConservationBroken: a defect of the program.
    """
    with opened_week(opened, directory) as week:
        return _settlement(week)


def _settlement(week: Week) -> Settlement:
    engine, inputs, payout = week.engine, week.inputs, week.payout
    engine.drop("weighed")
    engine.drop("clusters")
    manifest, paid = inputs.manifest, Counter[str]()
    for entity, amount in payout.paid.items():
        paid[week.account_of[entity]] += amount
    earned = _earned_points(week)
    cumulative, tree = leaves_of(inputs, paid, earned)
    return Settlement(
        epoch=manifest.epoch,
        inputs_hash=inputs.inputs_hash,
        pool=manifest.pool,
        carry_in=manifest.carry_in,
        carry_out=payout.carry_out,
        returned=payout.returned,
        paid=sum(payout.paid.values()),
        points=sum(earned.values()),
        creators=len(payout.paid),
        consumers=only(engine, week.readers.agg(count=week.readers.count())),
        allocations=allocations(payout, week.account_of),
        explanation=explanation(payout, week.by_post()),
        cumulative=cumulative,
        counted=_counted(week),
        tree=tree,
        multipliers=week.multiplier_of,
    )


def _earned_points(week: Week) -> dict[str, int]:
    """account -> smallest units of points."""
    found = week.engine.fetch(week.steps.earned_points(week.readers))
    high = week.inputs.manifest.params.point_unit >> 20
    columns = (found.column(name).to_pylist() for name in ("account", "whole", "rest"))
    return {account: whole * high + rest for account, whole, rest in zip(*columns, strict=True)}


def _counted(week: Week) -> Rows[Counted]:
    rows = week.pairs.join(week.entities[["u", "entity"]], "u").join(week.works[["p", "post"]], "p")
    ordered = rows.order_by("u", "p").select("entity", "post", epochs=rows.epochs + 1)
    return Rows(week.engine.fetch(ordered), Counted)
