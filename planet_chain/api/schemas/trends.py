"""What is hot, why, and what it leads to."""

from typing import Any, Literal, Self

from pydantic import Field

from planet_chain.api.schemas.base import Out
from planet_chain.api.schemas.communities import CommunityOut
from planet_chain.api.schemas.posts import PostCreator
from planet_chain.store.community import Trend
from planet_chain.store.queries.communities import Community


class TrendPost(Out):
    """A post that carries a trend."""

    id: str
    title: str
    creator: PostCreator
    people: int = Field(description="Who acted on it in the last 24 h.")


class TrendCommunity(Out):
    """A community that a trend leads to, with its figures now."""

    community: CommunityOut
    reason: Literal["author", "named"] = Field(
        description="Its creator wrote one of the posts, or a post names it. A symbol is no proof."
    )


class TrendOut(Out):
    """A topic that verified people are on now."""

    topic: str = Field(examples=["defi"])
    rank: int = Field(description="1 is the hottest.")
    heat: float = Field(description="Voices, decayed with a half-life of 24 h; one person is one voice.")
    rise: float = Field(description="1 is steady, above is rising, below is fading.")
    people: int = Field(description="Distinct persons in the last 24 h.")
    posts: int = Field(description="Distinct posts they acted on.")
    top_posts: list[TrendPost]
    communities: list[TrendCommunity]
    refreshed_at: int

    @classmethod
    def of(cls, row: Trend, known: dict[str, Community]) -> Self:
        """The trend in `row`; `known` holds its communities by token."""
        why: dict[str, Any] = row.why
        return cls(
            **{name: getattr(row, name) for name in ("topic", "rank", "heat", "rise", "refreshed_at")},
            people=why["people"],
            posts=why["posts"],
            top_posts=[
                TrendPost(
                    id=post["id"],
                    title=post["title"],
                    creator=PostCreator(member=post["creator"], address=post["author"]),
                    people=post["people"],
                )
                for post in why["top_posts"]
            ],
            # a reorganisation may have taken one away since the last refresh
            communities=[
                TrendCommunity(community=CommunityOut.of(known[link["token"]]), reason=link["reason"])
                for link in why["communities"]
                if link["token"] in known
            ],
        )
