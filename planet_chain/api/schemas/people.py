"""Creators."""

from typing import Self

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, Out, TokenMoney
from planet_chain.core.stage import Stage, stage_of
from planet_chain.store.queries.creators import Creator
from planet_chain.store.queries.summaries import CommunityLabel


class CreatorCommunity(Out):
    """The creator's community token, in short."""

    token: AddressOut
    name: str
    symbol: str
    holders: int


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
    tips: list[TokenMoney] = Field(description="Received, over all time, by token.")
    posts: int = Field(description="In the community.")
    contents: int = Field(description="Published on chain.")

    @classmethod
    def of(
        cls, row: Creator, label: CommunityLabel | None, tips: list[TokenMoney], posts: int, followers: int
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
            tips=tips,
            posts=posts,
            contents=row.contents,
        )
