"""A bundle as tables of an engine: whole, and every rule kept, without a row of it in Python.

The engine only says whether everything is in order. What is not is found and named in `refusals`.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from planet_chain.core.amounts import AMOUNT_LIMIT
from planet_chain.rewards.bundle import COUNTED, CUMULATIVE, INTERACTIONS, MEMBERS, POSTS, open_file
from planet_chain.rewards.engines.duckdb import DuckDB
from planet_chain.rewards.engines.refusals import refuse
from planet_chain.rewards.errors import BundleRefused
from planet_chain.rewards.manifest import MANIFEST, TABLES, Manifest, parse_manifest
from planet_chain.rewards.rules import EPOCHS_MOST, POSTS_MOST, VALUE_LIMIT, VALUES_LIMIT
from planet_chain.rewards.tables import COLUMNS, NULLABLE, is_type

ROW: Final = "file_row_number"
_ADDRESS: Final = r"\A0x[0-9a-fA-F]{40}\z"
_AMOUNT: Final = r"\A(0|[1-9][0-9]{0,77})\z"


@dataclass(frozen=True)
class Inputs:
    """A bundle whose small tables keep every rule, and whose interactions are each there once."""

    engine: DuckDB
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
    for name in TABLES:
        if found[name] != hashes[name]:
            raise BundleRefused(name, None, f"has sha256 {found[name]}, but the manifest says {hashes[name]}")
    return manifest, "0x" + found[MANIFEST]


def inputs_of(engine: DuckDB, directory: Path, manifest: Manifest, inputs_hash: str) -> Inputs:
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
    fine = (
        interactions is not None
        and _members_fine(members)
        and _posts_fine(posts, members)
        and _counted_fine(engine, counted)
        and _cumulative_fine(cumulative)
    )
    if interactions is None or not fine:
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


def _each_once(engine: DuckDB, rows: ir.Table) -> ir.Table | None:
    """The interactions without repetitions; None when two share an id and differ, or one has none.

    Ids are many and seldom repeat: only those whose hash does are compared.
    """
    marked = rows.mutate(hash=ibis.ifelse(rows.id.isnull(), ibis.null("uint64"), engine.hashed(rows.id)))
    counts = marked.group_by("hash").agg(times=ibis._.count())
    suspect = (counts.times > 1) | counts["hash"].isnull()
    repeated = engine.keep("repeated", counts.filter(suspect)[["hash"]])
    found = _one(repeated.agg(rows=repeated.count(), nulls=repeated["hash"].isnull().sum()))
    if found["nulls"]:
        return None
    if not found["rows"]:
        return rows
    names = list(COLUMNS[INTERACTIONS])
    again = engine.keep("again", marked.semi_join(repeated, "hash")[names].distinct())
    different = again.group_by("id").agg(times=ibis._.count())
    if _only(different.filter(different.times > 1).count()):
        return None
    return ibis.union(marked.anti_join(repeated, "hash")[names], again[names])


def _members_fine(rows: ir.Table) -> bool:
    sums = rows.group_by("entity").agg(value=rows.value.sum())
    facts = rows.agg(
        rows=rows.count(),
        ids=rows.member.nunique(),
        nulls=_nulls(MEMBERS, rows),
        least=rows.value.min(),
        most=rows.value.max(),
        wrong=(rows.payout.notnull() & ~rows.payout.re_search(_ADDRESS)).sum(),
    )
    found = _one(facts)
    if not found["rows"]:
        return True
    return (
        found["rows"] == found["ids"]
        and not found["nulls"]
        and 0 <= found["least"] <= found["most"] < VALUE_LIMIT
        and not found["wrong"]
        and _only(sums.value.max()) < VALUE_LIMIT
        and _only(rows.value.sum()) < VALUES_LIMIT
    )


def _posts_fine(rows: ir.Table, members: ir.Table) -> bool:
    found = _one(rows.agg(rows=rows.count(), ids=rows.post.nunique(), nulls=_nulls(POSTS, rows)))
    if found["rows"] != found["ids"] or found["nulls"]:
        return False
    made = rows.join(members, rows.creator == members.member)
    each = made.group_by("entity").agg(posts=made.count())
    known = _one(each.agg(rows=each.posts.sum(), most=each.posts.max()))
    return (known["rows"] or 0) == found["rows"] and (known["most"] or 0) <= POSTS_MOST


def _counted_fine(engine: DuckDB, rows: ir.Table) -> bool:
    wrong = ~rows.epochs.between(1, EPOCHS_MOST)
    found = _one(rows.agg(nulls=_nulls(COUNTED, rows), wrong=wrong.sum()))
    if found["nulls"] or found["wrong"]:
        return False
    # 128 bits: two pairs that share them never happen, and would be told apart by `refuse`
    pairs = rows.select(one=engine.hashed(rows.entity), other=engine.hashed(rows.post))
    counts = pairs.group_by("one", "other").agg(times=pairs.count())
    return not _only(counts.filter(counts.times > 1).count())


def _cumulative_fine(rows: ir.Table) -> bool:
    keys = rows.select(account=rows.account.lower(), token=rows.token.lower())
    amount = rows.amount
    large = (amount.length() == len(str(AMOUNT_LIMIT))) & (amount >= str(AMOUNT_LIMIT))
    wrong = ~rows.account.re_search(_ADDRESS) | ~rows.token.re_search(_ADDRESS)
    facts = rows.agg(
        rows=rows.count(),
        nulls=_nulls(CUMULATIVE, rows),
        wrong=(wrong | ~amount.re_search(_AMOUNT) | large).sum(),
    )
    found = _one(facts)
    return not (found["nulls"] or found["wrong"]) and _only(keys.distinct().count()) == found["rows"]


def _nulls(file: str, rows: ir.Table) -> ir.IntegerScalar:
    """How many nulls there are where none may be."""
    columns = [name for name in COLUMNS[file] if (file, name) not in NULLABLE]
    return sum((rows[name].isnull().sum() for name in columns), start=ibis.literal(0, "int64"))


def _one(table: ir.Table) -> dict[str, Any]:
    found: dict[str, Any] = table.to_pyarrow().to_pylist()[0]
    return found


def _only(value: ir.Scalar) -> Any:
    return value.to_pyarrow().as_py()
