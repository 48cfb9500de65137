"""Posts."""

from typing import Self

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, HashOut, Out, TokenMoney
from planet_chain.store.queries.posts import PostView


class PostCreator(Out):
    """Who wrote a post."""

    member: str
    address: AddressOut | None = Field(description="null when the member named no address.")


class PostOut(Out):
    """A post, with what it is about."""

    id: str
    creator: PostCreator
    type: str
    title: str
    text: str
    content_id: HashOut | None = Field(description="What it is on chain, by the author's word.")
    topics: list[str] = Field(examples=[["defi"]])
    assets: list[str] = Field(examples=[["$SEED"]], description="`$SYMBOL`s and token addresses it names.")
    tips: list[TokenMoney] = Field(description="Received for it on chain, by token.")
    at: int = Field(description="When it was published, unix seconds.")

    @classmethod
    def of(cls, row: PostView, tips: list[TokenMoney]) -> Self:
        """The post in `row`."""
        names = ("id", "type", "title", "text", "content_id")
        return cls(
            **{name: getattr(row, name) for name in names},
            creator=PostCreator(member=row.creator, address=row.author),
            topics=list(row.topics),
            assets=list(row.assets),
            tips=tips,
            at=row.created_at,
        )
