"""Recommendations, each with why."""

from typing import Literal

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, Money, Out
from planet_chain.api.schemas.communities import CommunityOut
from planet_chain.api.schemas.people import CreatorCommunity
from planet_chain.api.schemas.posts import PostCreator

Basis = Literal["popular", "chain", "own"]


class ReasonOut(Out):
    """One reason for a place in a list."""

    code: Literal["holds", "trades", "follows", "reads", "people", "profit", "scarce"] = Field(
        description="What the reader does with `feature`; or how many people, what profit, how scarce."
    )
    feature: str | None = Field(
        None, examples=["#defi"], description="`#topic`, a token's address, or `@` and a creator's address."
    )
    value: int | None = Field(
        None,
        examples=[12],
        description="Persons; profit in millionths of the capital; scarcity's boost in basis points.",
    )


class Place(Out):
    """A place in a list."""

    score: str = Field(description="What the list is ordered by, decimal text.", examples=["655360"])
    why: list[ReasonOut] = Field(description="The reader's own interest first.")


class RecommendedTrader(Place):
    """A verified person who traded with a profit in the last 28 days."""

    account: AddressOut
    profit: Money = Field(description="Realised, as competitions count it.")
    capital: Money


class RecommendedCreator(Place):
    """A creator whose posts people are on."""

    address: AddressOut
    community: CreatorCommunity | None
    people: int


class RecommendedGroup(Place):
    """A community that people hold, with its figures now."""

    community: CommunityOut
    people: int


class RecommendedPost(Place):
    """A post that people are on."""

    id: str
    title: str
    type: str
    creator: PostCreator
    people: int


class RecommendationsOut(Out):
    """Four lists, the best first."""

    account: AddressOut | None = Field(description="Whom they are for; null for anybody.")
    basis: Basis = Field(
        description="What is known of the reader: nothing; what their address does on chain, which everybody"
        " sees; or also what they read, which only they are shown."
    )
    traders: list[RecommendedTrader]
    creators: list[RecommendedCreator]
    groups: list[RecommendedGroup]
    posts: list[RecommendedPost]
