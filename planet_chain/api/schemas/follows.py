"""Follows."""

from typing import Self

from planet_chain.api.schemas.base import AddressOut, HashOut, Out
from planet_chain.store.queries.index import Finality
from planet_chain.store.ties import FollowFact


class FollowOut(Out):
    """A follow that lasts until now."""

    follower: AddressOut
    creator: AddressOut
    content_id: HashOut
    since: int
    block: int
    transaction: HashOut
    finality: Finality

    @classmethod
    def of(cls, row: FollowFact, finality: Finality) -> Self:
        """The follow in `row`."""
        return cls(
            follower=row.follower,
            creator=row.creator,
            content_id=row.content_id,
            since=row.block_time,
            block=row.block_number,
            transaction=row.transaction_hash,
            finality=finality,
        )
