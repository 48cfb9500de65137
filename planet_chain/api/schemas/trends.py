"""Trends, with why, and what they lead to."""

from typing import Annotated, Literal, Self

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, HashOut, Money, Out, TokenMoney
from planet_chain.api.schemas.communities import CommunityOut, RiskOut
from planet_chain.api.schemas.posts import PostCreator
from planet_chain.api.schemas.record import SummaryOut
from planet_chain.core.trends import Heat
from planet_chain.store.community import TopicHeat

Reason = Annotated[
    Literal["author", "content", "community"],
    Field(description="Of an author of its posts; about one of these posts; or of one of its communities."),
]


class TrendPost(Out):
    """A post that carries a trend."""

    id: str
    title: str
    creator: PostCreator
    people: int = Field(description="Who acted on it in the last 24 h.")
    record: SummaryOut | None = Field(
        description="What became of the tokens that its author named, after 7 days; null when none was."
    )


class TrendCommunity(Out):
    """A community that a trend leads to, with its figures now."""

    community: CommunityOut
    reason: Literal["author", "named"] = Field(
        description="Its creator wrote one of the posts, or a post names it. A symbol is no proof."
    )
    price_impact_bp: int | None = Field(
        description="Of a purchase of the asked `size`, basis points, rounded up; null without one."
    )
    risks: list[RiskOut] = Field(description="What to know before buying, for the asked `size`.")


class TrendMembership(Out):
    """A tier that somebody of the trend offers."""

    creator: AddressOut
    tier: int
    name: str
    price: Money = Field(description="For a period.")
    period_days: int
    seats: int
    passes: int = Field(description="That exist: seats are free while there are fewer.")
    soulbound: bool
    reason: Reason


class TrendQuestion(Out):
    """A question that can be answered still."""

    question: int
    asker: AddressOut
    creator: AddressOut | None = Field(description="Who alone may answer; null for an open prize.")
    prize: Money
    answers: int
    answer_by: int
    content_id: HashOut
    reason: Reason


class TrendAirdrop(Out):
    """An airdrop that has something left."""

    campaign: int
    funder: AddressOut
    left: TokenMoney
    claims: int
    starts_at: int
    ends_at: int
    reason: Reason


class TopicOut(Out):
    """A topic that verified people were on lately."""

    topic: str = Field(examples=["defi"], description="Give it to `posts?topic=`.")
    heat: float = Field(description="Voices, decayed with a half-life of 24 h; one person is one voice.")
    rise: float = Field(description="1 is steady, above is rising, below is fading.")
    as_of: int = Field(description="When it was so, unix seconds of the chain.")

    @classmethod
    def of(cls, row: TopicHeat) -> Self:
        """The topic in `row`."""
        heat = Heat(row.at, (row.heat_1h, row.heat_6h, row.heat_24h))
        return cls(topic=row.topic, heat=row.heat_24h, rise=heat.rise, as_of=row.at)


class TrendOut(Out):
    """A topic that verified people are on now, why, and what it leads to."""

    topic: str = Field(examples=["defi"])
    rank: int = Field(description="1 is the hottest.")
    heat: float = Field(description="Voices, decayed with a half-life of 24 h; one person is one voice.")
    rise: float = Field(description="1 is steady, above is rising, below is fading.")
    people: int = Field(description="Distinct persons in the last 24 h.")
    posts: int = Field(description="Distinct posts they acted on.")
    top_posts: list[TrendPost]
    communities: list[TrendCommunity]
    memberships: list[TrendMembership]
    questions: list[TrendQuestion] = Field(description="The highest prize first.")
    airdrops: list[TrendAirdrop] = Field(description="What ends first comes first.")
    refreshed_at: int = Field(description="When all this was so, except for the communities' figures.")
