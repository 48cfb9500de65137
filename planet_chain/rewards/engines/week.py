"""An epoch in an engine's tables: from the rows of a bundle to the scores of its creators."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import ibis.expr.types as ir
import pyarrow as pa

from planet_chain.core.scarcity import multipliers
from planet_chain.core.scores import Scores, creator_hash
from planet_chain.core.settlement import Payout, pay
from planet_chain.core.weights import weight_cap
from planet_chain.rewards.engines.backend import Backend
from planet_chain.rewards.engines.expressions import BROKEN_BIT, Expressions
from planet_chain.rewards.engines.inputs import Inputs, inputs_of, whole_bundle
from planet_chain.rewards.manifest import TABLES
from planet_chain.rewards.tables import check_table

_TEXT: Final = "string"
_NUMBER: Final = "int64"


@dataclass(frozen=True)
class Week:
    """What more than one step reads: tables of `engine`, and what is small.

    Attributes:
        multiplier_of: content type -> scarcity multiplier.
        weighed, clusters: as `Expressions` gives them; None of them is read by a settlement any more.
        scores: of creators with a payout.
        account_of: creator entity -> its payout address.
    """

    engine: Backend
    inputs: Inputs
    steps: Expressions
    multiplier_of: Mapping[str, int]
    entities: ir.Table
    works: ir.Table
    pairs: ir.Table
    strengths: ir.Table
    readers: ir.Table
    weighed: ir.Table
    clusters: ir.Table
    scores: Scores
    account_of: Mapping[str, str]
    payout: Payout

    def by_post(self) -> dict[str, dict[str, int]]:
        """creator entity -> post -> boosted engagement, of the creators that are paid."""
        if not self.payout.paid:
            return {}
        sums = self.steps.by_post(self.pairs, self.strengths)
        named = sums.join(self.works[["p", "post"]], "p").join(
            self.entities[["u", "entity"]], sums.c == self.entities.u
        )
        found = self.engine.fetch(named.select("entity", "post", "boosted"))
        engaged: dict[str, dict[str, int]] = {entity: {} for entity in self.payout.paid}
        columns = (found.column(name).to_pylist() for name in ("entity", "post", "boosted"))
        for entity, post, boosted in zip(*columns, strict=True):
            if entity in engaged:
                engaged[entity][post] = boosted
        return engaged


@contextmanager
def opened_week(opened: AbstractContextManager[Backend], directory: Path) -> Iterator[Week]:
    """The epoch of the bundle in `directory`, scored.

    Args:
        opened: the backend that computes it, closed at the end.
    Raises:
        BundleRefused: the bundle is not whole or breaks a rule, by file, row and reason.
        ConservationBroken: a defect of the program.
    """
    manifest, inputs_hash = whole_bundle(directory)
    with opened as engine:
        try:
            yield _week(engine, inputs_of(engine, directory, manifest, inputs_hash))
        except engine.failures:
            for name in TABLES:  # what cannot be read is the bundle's fault, all else ours
                check_table(name, directory / name)
            raise


def _week(engine: Backend, inputs: Inputs) -> Week:
    manifest, params = inputs.manifest, inputs.manifest.params
    steps, multiplier_of = (
        Expressions(params, engine.divided),
        multipliers(manifest.scarcity, params.boost_max),
    )
    types = _table(engine, {"type": _TEXT, "m": _NUMBER}, list(multiplier_of.items()))
    entities = engine.keep("entities", steps.entities(inputs.members))
    people = engine.keep("people", steps.people(inputs.members, entities))
    works = engine.keep("works", steps.works(inputs.posts, people, types))
    size, posts = (only(engine, table.agg(rows=table.count())) for table in (entities, works))
    touched = engine.gather("touched", steps.acts(inputs.interactions, people, works), size, posts)
    if (only(engine, touched.agg(most=touched["mask"].max())) or 0) >= BROKEN_BIT:
        inputs.refuse()
    before = engine.keep("before", steps.before(inputs.counted, entities, works))
    keep = partial(_keep_by_readers, engine, size)
    pairs = keep("pairs", lambda acted, past: steps.pairs(acted, works, past), touched, before)
    engine.drop("touched")
    engine.drop("before")
    strengths = keep("strengths", steps.strengths, pairs)
    readers = keep("readers", steps.readers, pairs, strengths, entities)
    fees = engine.fetch(readers.filter(readers.fee > 0)[["fee"]]).column("fee").to_pylist()
    cap = weight_cap(fees, params.whale_divisor)
    payees = _payees(engine, works, entities)
    hashes = _hashes(engine, payees, bytes.fromhex(manifest.seed[2:]))
    weighed = keep("weighed", lambda kept, who: steps.weighed(kept, who, hashes, cap), strengths, readers)
    clusters = keep("clusters", steps.clusters, weighed)
    scores = _scores(rows_of(engine, steps.creators(weighed, clusters)), payees)
    account_of = {row["entity"]: row["account"] for row in payees.values()}
    payout = pay(manifest.pool, manifest.carry_in, manifest.unit, scores, params)
    tables = (entities, works, pairs, strengths, readers, weighed, clusters)
    return Week(engine, inputs, steps, multiplier_of, *tables, scores, account_of, payout)


def _keep_by_readers(
    engine: Backend, entities: int, name: str, step: Callable[..., ir.Table], *tables: ir.Table
) -> ir.Table:
    """`step(*tables)`, kept; no row of it depends on rows of another u, so that it comes by ranges of u."""
    parts = [tables]
    if entities > engine.crowd:
        ends = [*range(0, entities, engine.crowd), entities]
        parts = [
            tuple(table.filter((table.u >= low) & (table.u < high)) for table in tables)
            for low, high in pairwise(ends)
        ]
    return engine.keep(name, *(step(*part) for part in parts))


def _payees(engine: Backend, works: ir.Table, entities: ir.Table) -> dict[int, dict[str, Any]]:
    """number -> entity and account, of the creators with a payout address."""
    wrote = works.select("c").distinct().rename(u="c")
    creators = entities.semi_join(wrote, "u")[["u", "entity", "account"]]
    return {row["u"]: row for row in rows_of(engine, creators.filter(creators.account.notnull()))}


def _hashes(engine: Backend, payees: Mapping[int, Mapping[str, Any]], seed: bytes) -> ir.Table:
    rows = [(number, creator_hash(seed, row["entity"])) for number, row in payees.items()]
    return _table(engine, {"c": _NUMBER, "hash": _NUMBER}, rows)


def _scores(rows: list[dict[str, Any]], payees: Mapping[int, Mapping[str, Any]]) -> Scores:
    named = [(payees[row["c"]]["entity"], row) for row in rows]
    return Scores(
        {entity: row["value"] for entity, row in named},
        {entity: row["unboosted"] for entity, row in named},
        {entity: row["breadth"] for entity, row in named},
    )


def _table(engine: Backend, schema: dict[str, str], rows: list[tuple[Any, ...]]) -> ir.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    types = [pa.string() if kind == _TEXT else pa.int64() for kind in schema.values()]
    arrays = [pa.array(column, kind) for column, kind in zip(columns, types, strict=True)]
    return engine.small(pa.table(dict(zip(schema, arrays, strict=True))))


def rows_of(engine: Backend, table: ir.Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = engine.fetch(table).to_pylist()
    return found


def only(engine: Backend, table: ir.Table) -> Any:
    """The one number of `table`."""
    return engine.fetch(table).column(0)[0].as_py()
