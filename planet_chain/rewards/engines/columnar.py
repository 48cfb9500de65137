"""A settlement by expressions: what is large stays in the engine, what is small ends in plain integers."""

from collections import Counter
from contextlib import AbstractContextManager
from pathlib import Path

import ibis.expr.types as ir
import pyarrow as pa

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
    """Ordered by numbers, which follow the bytes of the ids: sorting 10^8 texts takes far longer."""
    pairs = week.pairs.order_by("u", "p")
    rows = week.engine.fetch(pairs.select("u", "p", epochs=pairs.epochs + 1))
    entities, posts = _ids(week, week.entities, "u", "entity"), _ids(week, week.works, "p", "post")
    schema = pa.schema({"entity": pa.string(), "post": pa.string(), "epochs": pa.int64()})
    named = [
        [entities.take(u).cast(pa.string()), posts.take(p).cast(pa.string()), epochs]
        for u, p, epochs in (batch.columns for batch in rows.to_batches(max_chunksize=1 << 20))
    ]
    batches = [pa.record_batch(columns, schema=schema) for columns in named]
    return Rows(pa.Table.from_batches(batches, schema), Counted)


def _ids(week: Week, table: ir.Table, number: str, name: str) -> pa.Array:
    """The ids of `table` at the places of their numbers, which count from 0."""
    found = week.engine.fetch(table.order_by(number).select(name)).column(0)
    return found.cast(pa.large_string()).combine_chunks()  # together they may exceed 2 GB
