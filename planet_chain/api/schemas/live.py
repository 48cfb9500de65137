"""What the stream tells."""

from typing import Self

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, HashOut, Out, TokenMoney
from planet_chain.store.chain import ClaimedFact, TipFact
from planet_chain.store.queries.index import Finality
from planet_chain.store.ties import AirdropClaimedFact


class BlockEvent(Out):
    """The index moved."""

    number: int = Field(description="Newest indexed block.")
    hash: HashOut
    finalized: int = Field(description="Newest final block.")
    dropped_above: int | None = Field(
        None, description="A reorganisation replaced every block above this one: read them again."
    )


class TipEvent(Out):
    """Somebody tipped a creator."""

    creator: AddressOut
    fan: AddressOut
    amount: TokenMoney
    content_id: HashOut = Field(description="The post that it is for; zero for none.")
    at: int
    block: int
    transaction: HashOut
    finality: Finality

    @classmethod
    def of(cls, row: TipFact, amount: TokenMoney, finality: Finality) -> Self:
        """The tip in `row`."""
        return cls(
            creator=row.creator,
            fan=row.fan,
            amount=amount,
            content_id=row.content_id,
            at=row.block_time,
            block=row.block_number,
            transaction=row.transaction_hash,
            finality=finality,
        )


class ClaimEvent(Out):
    """Somebody was paid a reward, or an airdrop."""

    account: AddressOut
    campaign: int | None = Field(description="Of an airdrop; null for weekly rewards and points.")
    amount: TokenMoney
    at: int
    block: int
    transaction: HashOut
    finality: Finality

    @classmethod
    def of(cls, row: ClaimedFact | AirdropClaimedFact, amount: TokenMoney, finality: Finality) -> Self:
        """The claim in `row`."""
        return cls(
            account=row.account,
            campaign=row.campaign if isinstance(row, AirdropClaimedFact) else None,
            amount=amount,
            at=row.block_time,
            block=row.block_number,
            transaction=row.transaction_hash,
            finality=finality,
        )


class TrendsEvent(Out):
    """The trends were refreshed: read them again."""

    refreshed_at: int
    topics: int = Field(description="How many there are.")


class GapEvent(Out):
    """More happened than the stream tells one by one: read what you show again."""

    after: int = Field(description="The block after which things are missing.")
    until: int = Field(description="The block up to which they are.")


class SlowEvent(Out):
    """You read too slowly and are let go; connect again, and it goes on where you were."""

    waiting: int = Field(description="Events that waited for you.")
