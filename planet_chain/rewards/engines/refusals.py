"""Naming what is wrong with a bundle: the file, the row and the reason, the same as by the reference.

The engine finds the first row that breaks a rule. The sentence is that of `rules`, which is shown this row
and those that decide about it.
"""

from pathlib import Path
from typing import Any, NoReturn

import ibis
import ibis.expr.types as ir

from planet_chain.core.epoch import DWELL, Counted, Interaction, Member, Post
from planet_chain.core.errors import PlanetError
from planet_chain.rewards.bundle import (
    COUNTED,
    CUMULATIVE,
    INTERACTIONS,
    MEMBERS,
    POSTS,
    total_of,
)
from planet_chain.rewards.engines.backend import ROW, Backend
from planet_chain.rewards.manifest import TABLES, Manifest
from planet_chain.rewards.rules import (
    DWELL_MOST,
    EPOCHS_MOST,
    check_counted,
    check_interactions,
    check_posts,
    checked_cumulative,
    checked_members,
)
from planet_chain.rewards.tables import COLUMNS, check_table, numbered_rows


class EngineDiffers(PlanetError):
    """An engine refuses what the rules allow. A defect of the program, never of its input."""

    def __init__(self, directory: Path) -> None:
        super().__init__(
            "engine-differs",
            f"The engine refuses the bundle in {directory}, but no rule does; settle it with"
            " --engine reference and please report this",
        )


def refuse(engine: Backend, directory: Path, manifest: Manifest) -> NoReturn:
    """Raise what the reference raises about a bundle of which something is wrong.

    Raises:
        BundleRefused: in every case but one.
        EngineDiffers: nothing is wrong.
    """
    for name in TABLES:
        check_table(name, directory / name)
    totals = [total_of(number, row) for number, row in numbered_rows(CUMULATIVE, directory / CUMULATIVE)]
    members = numbered_rows(MEMBERS, directory / MEMBERS)
    entity_of = {row.member: row.entity for row in checked_members((n, Member(*row)) for n, row in members)}
    check_posts(((n, Post(*row)) for n, row in numbered_rows(POSTS, directory / POSTS)), entity_of)
    _refuse_interaction(engine, directory, manifest)
    _refuse_counted(engine, directory)
    for _ in checked_cumulative(enumerate(totals, 1)):
        pass
    raise EngineDiffers(directory)


def _refuse_interaction(engine: Backend, directory: Path, manifest: Manifest) -> None:
    rows = engine.read(directory / INTERACTIONS)
    members = engine.read(directory / MEMBERS)[["member"]]
    posts = engine.read(directory / POSTS)[["post"]]
    is_dwell = rows.action == DWELL
    known = is_dwell | rows.action.isin(list(manifest.params.actions))
    right = ibis.ifelse(is_dwell, rows.quantity.between(1, DWELL_MOST), rows.quantity == 1)
    first = _first(
        engine,
        rows.filter(~(known & right)),
        rows.anti_join(members, "member"),
        rows.anti_join(posts, "post"),
        _contradictions(engine, rows),
    )
    if first is None:
        return
    found = Interaction(*_row(engine, INTERACTIONS, rows, first))
    shown = [(first + 1, found)]
    earliest = _least(engine, rows.filter(rows.id == found.id))
    if earliest is not None and earliest < first:
        shown.insert(0, (earliest + 1, Interaction(*_row(engine, INTERACTIONS, rows, earliest))))
    # An earlier row of the same id keeps every rule, so its member and post are there.
    members = {row.member for _, row in shown[:-1]} | _found(
        engine, directory, MEMBERS, "member", found.member
    )
    posts = {row.post for _, row in shown[:-1]} | _found(engine, directory, POSTS, "post", found.post)
    check_interactions(shown, members, posts, manifest.params.actions)


def _contradictions(engine: Backend, rows: ir.Table) -> ir.Table:
    """Rows that differ from the first of the same id."""
    marked = rows.mutate(hash=engine.hashed(rows.id))
    again = marked.semi_join(engine.repeated(marked[["hash"]]), "hash")
    firsts = again.group_by("id").agg(first=again[ROW].min())
    first = rows.join(firsts, rows[ROW] == firsts.first)
    names = [name for name in COLUMNS[INTERACTIONS] if name != "id"]
    pairs = again.join(first[["id", *names]].rename({f"first_{name}": name for name in names}), "id")
    return pairs.filter(ibis.or_(*(pairs[name] != pairs[f"first_{name}"] for name in names)))


def _refuse_counted(engine: Backend, directory: Path) -> None:
    rows = engine.read(directory / COUNTED)
    counts = rows.group_by("entity", "post").agg(times=ibis._.count(), first=rows[ROW].min())
    repeats = rows.join(counts.filter(counts.times > 1), ["entity", "post"])
    first = _first(
        engine,
        rows.filter(~rows.epochs.between(1, EPOCHS_MOST)),
        repeats.filter(repeats[ROW] > repeats["first"]),
    )
    if first is None:
        return
    found = Counted(*_row(engine, COUNTED, rows, first))
    shown = [(first + 1, found)]
    earliest = _least(engine, rows.filter((rows.entity == found.entity) & (rows.post == found.post)))
    if earliest is not None and earliest < first:
        shown.insert(0, (earliest + 1, Counted(*_row(engine, COUNTED, rows, earliest))))
    check_counted(shown)


def _first(engine: Backend, *tables: ir.Table) -> int | None:
    """The smallest row number of all, None when there is no row."""
    found = [least for table in tables if (least := _least(engine, table)) is not None]
    return min(found, default=None)


def _least(engine: Backend, table: ir.Table) -> int | None:
    least: int | None = engine.fetch(table.agg(first=table[ROW].min())).column(0)[0].as_py()
    return least


def _row(engine: Backend, name: str, rows: ir.Table, number: int) -> tuple[Any, ...]:
    found = engine.fetch(rows.filter(rows[ROW] == number).select(*COLUMNS[name])).to_pylist()
    return tuple(found[0].values())


def _found(engine: Backend, directory: Path, name: str, column: str, text: str) -> set[str]:
    """`text` when a row of the table has it, else nothing."""
    rows = engine.read(directory / name)
    return set() if _least(engine, rows.filter(rows[column] == text)) is None else {text}
