"""Pages over facts: newest first, each page going on where the last one ended."""

from collections.abc import Collection
from typing import NamedTuple, TypeVar

from sqlalchemy import ARRAY, Text, func, literal, select, true, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from planet_chain.store.chain import Fact

FactT = TypeVar("FactT", bound=Fact)


class Place(NamedTuple):
    """Where on the chain a fact was stated; the cursor of a page is the place of its last row."""

    block_number: int
    log_index: int


def place_of(fact: Fact) -> Place:
    """The place of `fact`."""
    return Place(fact.block_number, fact.log_index)


def newest(
    session: Session, of: type[FactT], before: Place | None, limit: int, **wanted: str | None
) -> list[FactT]:
    """At most `limit` facts whose columns are as `wanted` (None: any), newest first, older than `before`."""
    query = select(of)
    for column, value in wanted.items():
        if value is not None:
            query = query.where(col(getattr(of, column)) == value)
    if before is not None:
        query = query.where(tuple_(col(of.block_number), col(of.log_index)) < before)
    ordered = query.order_by(col(of.block_number).desc(), col(of.log_index).desc()).limit(limit)
    return list(session.execute(ordered).scalars())


def newest_of_each(
    session: Session, of: type[FactT], column: str, values: Collection[str], limit: int
) -> dict[str, list[FactT]]:
    """For each of `values` at most `limit` facts whose `column` is it, newest first; in one query."""
    asked = func.unnest(literal(list(values), ARRAY(Text))).table_valued("value").render_derived(name="asked")
    theirs = (
        select(of)
        .where(col(getattr(of, column)) == asked.c.value)
        .order_by(col(of.block_number).desc(), col(of.log_index).desc())
        .limit(limit)
        .lateral()
    )
    fact = aliased(of, theirs)
    found: dict[str, list[FactT]] = {value: [] for value in values}
    for row in session.execute(select(fact).select_from(asked.join(theirs, true()))).scalars():
        found[getattr(row, column)].append(row)
    return {value: sorted(rows, key=place_of, reverse=True) for value, rows in found.items()}
