"""A settlement by expressions: what is large stays in the engine, what is small ends in plain integers."""

from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import ibis.expr.types as ir
import pyarrow as pa

from planet_chain.core.epoch import Counted
from planet_chain.core.scarcity import multipliers
from planet_chain.core.scores import Scores, creator_hash
from planet_chain.core.settlement import Payout, pay
from planet_chain.core.weights import weight_cap
from planet_chain.rewards.engines.backend import Backend
from planet_chain.rewards.engines.expressions import BROKEN, Expressions
from planet_chain.rewards.engines.inputs import Inputs, inputs_of, whole_bundle
from planet_chain.rewards.engines.leaves import leaves_of
from planet_chain.rewards.engines.refusals import check_table
from planet_chain.rewards.explanation import allocations, explanation
from planet_chain.rewards.manifest import TABLES, Manifest
from planet_chain.rewards.rows import Rows
from planet_chain.rewards.settlement import Settlement

_TEXT: Final = "string"
_NUMBER: Final = "int64"


@dataclass(frozen=True)
class _Week:
    """The tables that more than one step reads."""

    entities: ir.Table
    works: ir.Table
    pairs: ir.Table
    strengths: ir.Table
    readers: ir.Table


def settle_by(opened: AbstractContextManager[Backend], directory: Path) -> Settlement:
    """Who earned what in the epoch of the bundle in `directory`.

    Args:
        opened: the backend that computes it, closed at the end.

    Raises:
        BundleRefused: the bundle is not whole or breaks a rule, by file, row and reason.
        ConservationBroken: a defect of the program.
    """
    manifest, inputs_hash = whole_bundle(directory)
    with opened as engine:
        try:
            return settle_columns(engine, inputs_of(engine, directory, manifest, inputs_hash))
        except engine.failures:
            for name in TABLES:  # what cannot be read is the bundle's fault, all else ours
                check_table(name, directory / name)
            raise


def settle_columns(engine: Backend, inputs: Inputs) -> Settlement:
    """Who earned what, from inputs that keep every rule.

    Raises:
        BundleRefused: an interaction breaks a rule, or an account's new total is 2**256 or more.
        ConservationBroken: a defect of the program.
    """
    manifest, params = inputs.manifest, inputs.manifest.params
    steps = Expressions(params, engine.divided)
    multiplier_of = multipliers(manifest.scarcity, params.boost_max)
    week = _week(engine, steps, inputs, multiplier_of)
    scores, account_of = _scores(engine, steps, week, manifest)
    payout = pay(manifest.pool, manifest.carry_in, manifest.unit, scores, params)
    paid = Counter[str]()
    for entity, amount in payout.paid.items():
        paid[account_of[entity]] += amount
    earned = _earned_points(engine, steps, week, params.point_unit)
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
        consumers=_only(engine, week.readers.agg(count=week.readers.count())),
        allocations=allocations(payout, account_of),
        explanation=explanation(payout, _by_post(engine, steps, week, payout)),
        cumulative=cumulative,
        counted=_counted(engine, week),
        tree=tree,
        multipliers=multiplier_of,
    )


def _week(engine: Backend, steps: Expressions, inputs: Inputs, multiplier_of: dict[str, int]) -> _Week:
    types = _table(engine, {"type": _TEXT, "m": _NUMBER}, list(multiplier_of.items()))
    entities = engine.keep("entities", steps.entities(inputs.members))
    people = engine.keep("people", steps.people(inputs.members, entities))
    works = engine.keep("works", steps.works(inputs.posts, people, types))
    touched = engine.keep("touched", steps.touched(inputs.interactions, people, works))
    broken = touched.agg(most=touched["mask"].max())
    if (_only(engine, broken) or 0) >= BROKEN:
        inputs.refuse()
    before = steps.before(inputs.counted, entities, works)
    pairs = engine.keep("pairs", steps.pairs(touched, works, before))
    engine.drop("touched")
    strengths = engine.keep("strengths", steps.strengths(pairs))
    readers = engine.keep("readers", steps.readers(pairs, strengths, entities))
    return _Week(entities, works, pairs, strengths, readers)


def _scores(
    engine: Backend, steps: Expressions, week: _Week, manifest: Manifest
) -> tuple[Scores, dict[str, str]]:
    """The scores of creators with a payout, and creator entity -> account."""
    seed = bytes.fromhex(manifest.seed[2:])
    wrote = week.works.select("c").distinct().rename(u="c")
    payees = week.entities.semi_join(wrote, "u")[["u", "entity", "account"]]
    known = {row["u"]: row for row in _rows(engine, payees.filter(payees.account.notnull()))}
    hashes = _table(
        engine,
        {"c": _NUMBER, "hash": _NUMBER},
        [(number, creator_hash(seed, row["entity"])) for number, row in known.items()],
    )
    fees = engine.fetch(week.readers.filter(week.readers.fee > 0)[["fee"]]).column("fee").to_pylist()
    cap = weight_cap(fees, manifest.params.whale_divisor)
    weighed = engine.keep("weighed", steps.weighed(week.strengths, week.readers, hashes, cap))
    clusters = engine.keep("clusters", steps.clusters(weighed))
    scored = [(known[row["c"]]["entity"], row) for row in _rows(engine, steps.creators(weighed, clusters))]
    engine.drop("weighed")
    engine.drop("clusters")
    scores = Scores(
        {entity: row["value"] for entity, row in scored},
        {entity: row["unboosted"] for entity, row in scored},
        {entity: row["breadth"] for entity, row in scored},
    )
    return scores, {row["entity"]: row["account"] for row in known.values()}


def _earned_points(engine: Backend, steps: Expressions, week: _Week, point_unit: int) -> dict[str, int]:
    """account -> smallest units of points."""
    found = engine.fetch(steps.earned_points(week.readers))
    columns = (found.column(name).to_pylist() for name in ("account", "whole", "rest"))
    return {account: whole * (point_unit >> 20) + rest for account, whole, rest in zip(*columns, strict=True)}


def _by_post(engine: Backend, steps: Expressions, week: _Week, payout: Payout) -> dict[str, dict[str, int]]:
    """creator entity -> post -> boosted engagement, of the creators that are paid."""
    if not payout.paid:
        return {}
    sums = steps.by_post(week.pairs, week.strengths)
    named = sums.join(week.works[["p", "post"]], "p").join(
        week.entities[["u", "entity"]], sums.c == week.entities.u
    )
    found = engine.fetch(named.select("entity", "post", "boosted"))
    engaged: dict[str, dict[str, int]] = {entity: {} for entity in payout.paid}
    columns = (found.column(name).to_pylist() for name in ("entity", "post", "boosted"))
    for entity, post, boosted in zip(*columns, strict=True):
        if entity in engaged:
            engaged[entity][post] = boosted
    return engaged


def _counted(engine: Backend, week: _Week) -> Rows[Counted]:
    rows = week.pairs.join(week.entities[["u", "entity"]], "u").join(week.works[["p", "post"]], "p")
    ordered = rows.order_by("u", "p").select("entity", "post", epochs=rows.epochs + 1)
    return Rows(engine.fetch(ordered), Counted)


def _table(engine: Backend, schema: dict[str, str], rows: list[tuple[Any, ...]]) -> ir.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    types = [pa.string() if kind == _TEXT else pa.int64() for kind in schema.values()]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    return engine.small(pa.table(dict(zip(schema, arrays, strict=True))))


def _rows(engine: Backend, table: ir.Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = engine.fetch(table).to_pylist()
    return found


def _only(engine: Backend, table: ir.Table) -> Any:
    """The one number of `table`."""
    return engine.fetch(table).column(0)[0].as_py()
