"""Who follows whom, and how many do."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select, tuple_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from planet_chain.store.queries.page import Place
from planet_chain.store.sums import CreatorFollowSum, FanFollowSum
from planet_chain.store.ties import FollowFact


class FollowCounts(NamedTuple):
    """How many follow an account, and how many it follows."""

    followers: int
    following: int


def follows(
    session: Session,
    *,
    follower: str | None = None,
    creator: str | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> list[FollowFact]:
    """At most `limit` follows that last until now and match everything given, the newest first."""
    later = aliased(FollowFact)
    again = (
        select(col(later.block_number))
        .where(col(later.follower) == FollowFact.follower, col(later.creator) == FollowFact.creator)
        .where(
            tuple_(col(later.block_number), col(later.log_index))
            > tuple_(col(FollowFact.block_number), col(FollowFact.log_index))
        )
    )
    query = select(FollowFact).where(col(FollowFact.is_follow), ~again.exists())
    for column, value in ((FollowFact.follower, follower), (FollowFact.creator, creator)):
        if value is not None:
            query = query.where(col(column) == value)
    if before is not None:
        query = query.where(tuple_(col(FollowFact.block_number), col(FollowFact.log_index)) < before)
    ordered = query.order_by(col(FollowFact.block_number).desc(), col(FollowFact.log_index).desc())
    return list(session.execute(ordered.limit(limit)).scalars())


def follow_counts(session: Session, account: str) -> FollowCounts:
    """How many follow `account`, lower case, and how many it follows."""
    theirs, own = session.get(CreatorFollowSum, account), session.get(FanFollowSum, account)
    return FollowCounts(theirs.followers if theirs else 0, own.following if own else 0)


def followers_by_creator(session: Session, creators: Collection[str]) -> dict[str, int]:
    """creator -> how many follow them; who was never followed is left out."""
    query = select(CreatorFollowSum).where(col(CreatorFollowSum.creator).in_(creators))
    return {row.creator: row.followers for row in session.execute(query).scalars()}
