"""A bundle as tables of an engine: whole, and every rule kept, without a row of it in Python.

The engine only says whether everything is in order. What is not is found and named in `refusals`.
"""

import hashlib
from dataclasses import dataclass
from functools import reduce
from operator import xor
from pathlib import Path
from typing import Any, Final, NoReturn

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from planet_chain.core.amounts import AMOUNT_LIMIT
from planet_chain.rewards.bundle import (
    COUNTED,
    CUMULATIVE,
    INTERACTIONS,
    MEMBERS,
    POSTS,
    expect_hashes,
    open_file,
)
from planet_chain.rewards.engines.backend import ROW, Backend
from planet_chain.rewards.engines.refusals import refuse
from planet_chain.rewards.manifest import MANIFEST, TABLES, Manifest, parse_manifest
from planet_chain.rewards.rules import EPOCHS_MOST, POSTS_MOST, VALUE_LIMIT, VALUES_LIMIT
from planet_chain.rewards.tables import COLUMNS, NULLABLE, is_type

_ADDRESS: Final = r"\A0x[0-9a-fA-F]{40}\z"
_AMOUNT: Final = r"\A(0|[1-9][0-9]{0,77})\z"


@dataclass(frozen=True)
class Inputs:
    """A bundle whose small tables keep every rule, and whose interactions are each there once."""

    engine: Backend
    directory: Path
    manifest: Manifest
    inputs_hash: str
    members: ir.Table
    posts: ir.Table
    interactions: ir.Table
    """Their ids are checked; members, posts, actions and quantities are not yet."""
    counted: ir.Table
    cumulative: ir.Table
    """Lower-case addresses; amount is text."""

    def refuse(self) -> NoReturn:
        """Name the first row that breaks a rule."""
        refuse(self.engine, self.directory, self.manifest)


def whole_bundle(directory: Path) -> tuple[Manifest, str]:
    """The manifest of a bundle whose files are all there, with their hashes, and the hash of the manifest.

    Raises:
        BundleRefused: a file is missing or another one.
    """
    found = {}
    for name in (MANIFEST, *TABLES):
        with open_file(directory, name) as file:
            found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    with open_file(directory, MANIFEST) as file:
        manifest, hashes = parse_manifest(file.read())
    expect_hashes(found, hashes)
    return manifest, "0x" + found[MANIFEST]


def inputs_of(engine: Backend, directory: Path, manifest: Manifest, inputs_hash: str) -> Inputs:
    """The tables of a whole bundle.

    Raises:
        BundleRefused: they break a rule, by file, row and reason.
    """
    if not all(_has_columns(directory / name, name) for name in TABLES):
        refuse(engine, directory, manifest)
    tables = {name: engine.read(directory / name).drop(ROW) for name in TABLES}
    members, posts = tables[MEMBERS], tables[POSTS]
    counted, cumulative = tables[COUNTED], tables[CUMULATIVE]
    interactions = _each_once(engine, tables[INTERACTIONS])
    facts = [
        *_members(engine, members),
        *_posts(engine, posts, members),
        *_counted(engine, counted),
        *_cumulative(engine, cumulative),
    ]
    if interactions is None or _broken(engine, facts):
        refuse(engine, directory, manifest)
    lower = cumulative.mutate(account=cumulative.account.lower(), token=cumulative.token.lower())
    return Inputs(engine, directory, manifest, inputs_hash, members, posts, interactions, counted, lower)


def _has_columns(path: Path, name: str) -> bool:
    try:
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError):
        return False
    wanted = COLUMNS[name]
    same = sorted(schema.names) == sorted(wanted)
    return same and all(is_type(schema.field(column).type, kind) for column, kind in wanted.items())


def _each_once(engine: Backend, rows: ir.Table) -> ir.Table | None:
    """The interactions without repetitions; None when two share an id and differ, or one has none.

    Ids are many and seldom repeat: only those whose hash does are compared.
    """
    mark = engine.hashed(rows.id)
    marked = rows.mutate(hash=ibis.ifelse(rows.id.isnull(), ibis.null(mark.type()), mark))
    repeated = engine.repeated(marked[["hash"]])
    found = _one(engine, repeated.agg(rows=repeated.count(), nulls=repeated["hash"].isnull().sum()))
    if found["nulls"]:
        return None
    if not found["rows"]:
        return rows
    names = list(COLUMNS[INTERACTIONS])
    again = engine.keep("again", marked.semi_join(repeated, "hash")[names].distinct())
    different = again.group_by("id").agg(times=ibis._.count())
    if _only(engine, different.filter(different.times > 1).count()):
        return None
    return ibis.union(marked.anti_join(repeated, "hash")[names], again[names])


def _members(engine: Backend, rows: ir.Table) -> list[ir.Table]:
    fine = rows.value.between(0, VALUE_LIMIT - 1)
    wrong = ~fine | (rows.payout.notnull() & ~rows.payout.re_search(_ADDRESS))
    value = ibis.ifelse(fine, rows.value, 0)  # of others the sum might not fit
    sums = rows.group_by("entity").agg(value=value.sum())
    return [
        rows.agg(broken=_nulls(MEMBERS, rows) + _times(wrong)),
        _repeated(engine, rows, "member"),
        sums.agg(broken=_times(sums.value >= VALUE_LIMIT)),
        sums.agg(broken=(sums.value.sum() >= VALUES_LIMIT).ifelse(1, 0)),
    ]


def _posts(engine: Backend, rows: ir.Table, members: ir.Table) -> list[ir.Table]:
    made = rows.join(members, rows.creator == members.member)
    each = made.group_by("entity").agg(posts=made.count())
    orphans = rows.anti_join(members, rows.creator == members.member)
    return [
        rows.agg(broken=_nulls(POSTS, rows)),
        _repeated(engine, rows, "post"),
        orphans.agg(broken=orphans.count()),
        each.agg(broken=_times(each.posts > POSTS_MOST)),
    ]


def _counted(engine: Backend, rows: ir.Table) -> list[ir.Table]:
    wrong = ~rows.epochs.between(1, EPOCHS_MOST)
    return [rows.agg(broken=_nulls(COUNTED, rows) + _times(wrong)), _repeated(engine, rows, "entity", "post")]


def _cumulative(engine: Backend, rows: ir.Table) -> list[ir.Table]:
    amount = rows.amount
    large = (amount.length() == len(str(AMOUNT_LIMIT))) & (amount >= str(AMOUNT_LIMIT))
    wrong = ~rows.account.re_search(_ADDRESS) | ~rows.token.re_search(_ADDRESS)
    keys = rows.select(account=rows.account.lower(), token=rows.token.lower())
    return [
        rows.agg(broken=_nulls(CUMULATIVE, rows) + _times(wrong | ~amount.re_search(_AMOUNT) | large)),
        _repeated(engine, keys, "account", "token"),
    ]


def _repeated(engine: Backend, rows: ir.Table, *names: str) -> ir.Table:
    """How many keys more than one row has.

    Keys are many and should not repeat: only those whose hash does are compared.
    """
    marked = rows.mutate(hash=reduce(xor, (engine.hashed(rows[name]) for name in names)))
    suspects = marked.semi_join(engine.repeated(marked[["hash"]]), "hash")
    counts = suspects.group_by(*names).agg(times=ibis._.count())
    return counts.agg(broken=_times(counts.times > 1))


def _times(mask: ir.BooleanColumn) -> ir.IntegerScalar:
    """How often it holds."""
    return ibis.coalesce(mask.sum(), 0)


def _broken(engine: Backend, tables: list[ir.Table]) -> bool:
    """Whether one of them counts something in its only row and column, in one question to the engine."""
    wide = [table.select(broken=table.broken.cast("int64")) for table in tables]
    return any(engine.fetch(ibis.union(*wide)).column("broken").to_pylist())


def _nulls(file: str, rows: ir.Table) -> ir.IntegerScalar:
    """How many nulls there are where none may be."""
    columns = [name for name in COLUMNS[file] if (file, name) not in NULLABLE]
    return sum((_times(rows[name].isnull()) for name in columns), start=ibis.literal(0, "int64"))


def _one(engine: Backend, table: ir.Table) -> dict[str, Any]:
    found: dict[str, Any] = engine.fetch(table).to_pylist()[0]
    return found


def _only(engine: Backend, value: ir.Scalar) -> Any:
    return engine.fetch(value.as_table()).column(0)[0].as_py()
