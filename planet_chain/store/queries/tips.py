"""Tips: one by one, and in total by creator, content and fan."""

from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlmodel import Session, col

from planet_chain.store.chain import TipFact
from planet_chain.store.queries.page import Place, newest
from planet_chain.store.sums import ContentTipSum, CreatorTipSum, FanTipSum


class TipTotal(NamedTuple):
    """What tips in one token come to."""

    token: str
    amount: int
    tips: int


def tips(
    session: Session,
    *,
    creator: str | None = None,
    content_id: str | None = None,
    fan: str | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> list[TipFact]:
    """At most `limit` tips that match everything given, newest first."""
    return newest(session, TipFact, before, limit, creator=creator, content_id=content_id, fan=fan)


def tips_of_creator(session: Session, creator: str) -> list[TipTotal]:
    """What `creator` received, by token."""
    return _totals(session, CreatorTipSum, col(CreatorTipSum.creator) == creator)


def tips_of_content(session: Session, content_id: str) -> list[TipTotal]:
    """What was given for `content_id`, by token."""
    return _totals(session, ContentTipSum, col(ContentTipSum.content_id) == content_id)


def tips_of_fan(session: Session, fan: str) -> list[TipTotal]:
    """What `fan` gave, by token."""
    return _totals(session, FanTipSum, col(FanTipSum.fan) == fan)


def _totals(
    session: Session,
    sums: type[CreatorTipSum] | type[ContentTipSum] | type[FanTipSum],
    mine: ColumnElement[bool],
) -> list[TipTotal]:
    query = select(col(sums.token), col(sums.amount), col(sums.facts)).where(mine).order_by(col(sums.token))
    return [TipTotal(*row) for row in session.execute(query)]
