"""Creators."""

from typing import Self

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, HashOut, Money, Out, TokenMoney, quote
from planet_chain.api.schemas.record import RecordOut
from planet_chain.core.record import Record
from planet_chain.core.stage import Stage, stage_of
from planet_chain.store.chain import ContentFact
from planet_chain.store.queries.creators import Creator
from planet_chain.store.queries.earnings import ContentEarnings, Earnings
from planet_chain.store.queries.summaries import CommunityLabel


class CreatorCommunity(Out):
    """The creator's community token, in short."""

    token: AddressOut
    name: str
    symbol: str
    holders: int


class EarningsOut(Out):
    """What the creator earned over all time, collected or not, by source."""

    tips: list[TokenMoney] = Field(description="Received, by token.")
    fees: Money = Field(description="Of trades of the creator's community token.")
    memberships: Money = Field(description="Credited so far; live passes have earned more since.")
    prizes: Money = Field(description="Won by answers to questions.")

    @classmethod
    def of(cls, row: Earnings, tips: list[TokenMoney]) -> Self:
        """The earnings in `row`."""
        return cls(
            tips=tips, fees=quote(row.fees), memberships=quote(row.memberships), prizes=quote(row.prizes)
        )


class ContentEarningsOut(Out):
    """What payments that named a content brought its creator."""

    content_id: HashOut
    published_at: int
    tips: list[TokenMoney] = Field(description="By token.")
    fees: Money = Field(description="Of trades of the creator's community token.")
    memberships_paid: Money = Field(description="For passes and renewals; refunds are not taken off.")
    prizes: Money = Field(description="Won by the creator's answers to questions.")

    @classmethod
    def of(cls, content: ContentFact, row: ContentEarnings, tips: list[TokenMoney]) -> Self:
        """The earnings in `row` of `content`."""
        money = {name: quote(getattr(row, name)) for name in ("fees", "memberships_paid", "prizes")}
        return cls(content_id=content.content_id, published_at=content.block_time, tips=tips, **money)


class CreatorOut(Out):
    """Somebody whom the attester verified as a person."""

    address: AddressOut
    number: int
    registered: bool = Field(description="false after a revocation.")
    registered_at: int
    stage: Stage = Field(
        description="Registered; wrote something; made a community; at least 100 hold its token."
    )
    community: CreatorCommunity | None
    followers: int
    earnings: EarningsOut
    posts: int = Field(description="In the community.")
    contents: int = Field(description="Published on chain.")
    record: RecordOut = Field(description="What became of the tokens that their posts named.")

    @classmethod
    def of(
        cls,
        row: Creator,
        label: CommunityLabel | None,
        earnings: EarningsOut,
        posts: int,
        followers: int,
        earlier: Record,
    ) -> Self:
        """The creator in `row`."""
        holders = label.holders if label else 0
        written = posts + row.contents
        return cls(
            address=row.creator,
            number=row.number,
            registered=row.registered,
            registered_at=row.registered_at,
            stage=stage_of(posts=written, has_community=label is not None, holders=holders),
            community=CreatorCommunity.model_validate(label) if label else None,
            followers=followers,
            earnings=earnings,
            posts=posts,
            contents=row.contents,
            record=RecordOut.of(earlier),
        )
