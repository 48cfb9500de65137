"""Short facts about many things at once, so that a page of a list costs a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from typing import Final, NamedTuple

from sqlalchemy import func
from sqlmodel import Session, col, select

from planet_chain.store.chain import CommunityFact
from planet_chain.store.community import Job, Member, Post
from planet_chain.store.queries.tips import TipTotal
from planet_chain.store.sums import ContentTipSum, CreatorTipSum, SupplySum

# trends are replaced as a whole: the transaction that wrote one of them wrote all
SHOWN: Final = """
    SELECT block_number, block_hash, safe_number, finalized_number,
           (SELECT xmin::text FROM trend LIMIT 1) AS trends
    FROM checkpoint
"""
"""What moves when anything moves that trends are made of."""


class CommunityLabel(NamedTuple):
    """A community token, in short."""

    token: str
    name: str
    symbol: str
    holders: int


def labels_by_creator(session: Session, creators: Collection[str]) -> dict[str, CommunityLabel]:
    """creator -> their community; who made none is left out."""
    query = (
        select(CommunityFact, SupplySum.holders)
        .outerjoin(SupplySum, col(SupplySum.token) == CommunityFact.token)
        .where(col(CommunityFact.creator).in_(creators))
    )
    return {
        fact.creator: CommunityLabel(fact.token, fact.name, fact.symbol, holders or 0)
        for fact, holders in session.execute(query)
    }


def symbols_of(session: Session, tokens: Collection[str]) -> dict[str, str]:
    """token -> symbol, of community tokens."""
    query = select(CommunityFact.token, CommunityFact.symbol).where(col(CommunityFact.token).in_(tokens))
    return dict(session.execute(query).all())


def posts_by_author(session: Session, authors: Collection[str]) -> dict[str, int]:
    """Lower-case payout address -> posts of the members who named it."""
    query = (
        select(Member.payout, func.count())
        .join(Post, col(Post.creator) == Member.id)
        .where(col(Member.payout).in_(authors))
        .group_by(col(Member.payout))
    )
    return {author: count for author, count in session.execute(query) if author is not None}


def tips_by_creator(session: Session, creators: Collection[str]) -> dict[str, list[TipTotal]]:
    """creator -> what they received, by token."""
    query = select(CreatorTipSum).where(col(CreatorTipSum.creator).in_(creators))
    found = defaultdict[str, list[TipTotal]](list)
    for row in session.execute(query.order_by(col(CreatorTipSum.token))).scalars():
        found[row.creator].append(TipTotal(row.token, row.amount, row.facts))
    return found


def tips_by_content(session: Session, contents: Collection[str]) -> dict[str, list[TipTotal]]:
    """content id -> what was given for it, by token."""
    query = select(ContentTipSum).where(col(ContentTipSum.content_id).in_(contents))
    found = defaultdict[str, list[TipTotal]](list)
    for row in session.execute(query.order_by(col(ContentTipSum.token))).scalars():
        found[row.content_id].append(TipTotal(row.token, row.amount, row.facts))
    return found


def jobs(session: Session) -> list[Job]:
    """How the worker's jobs went last, by name."""
    return list(session.execute(select(Job).order_by(col(Job.name))).scalars())
