"""Pages over facts: newest first, each page going on where the last one ended."""

from typing import NamedTuple, TypeVar

from sqlalchemy import select, tuple_
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
