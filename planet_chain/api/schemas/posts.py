"""Posts."""

from typing import Self

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, HashOut, Out, TokenMoney
from planet_chain.store.queries.posts import PostView


class PostCreator(Out):
    """Who wrote a post."""

    member: str
    address: AddressOut | None = Field(description="null when the member named no address.")


class HiddenOut(Out):
    """Since when a post is hidden, and why. What is done with it from then on earns nothing."""

    at: int = Field(description="Unix seconds.")
    reason: str = Field(examples=["scam"])
    words: str = Field(description="The moderator's, for everybody.")


class CorrectionOut(Out):
    """A moderator corrected the content type; weeks that were closed before keep the old one."""

    at: int
    by: str
    old: str = Field(examples=["video"])
    new: str = Field(examples=["note"])
    words: str


class TagOut(Out):
    """What the tagger makes of a post. A guess: it is searched and shown, and changes no reward."""

    language: str = Field(examples=["ja"], description="ISO 639-1; `und` where it cannot be told.")
    type: str | None = Field(examples=["analysis"])
    topics: tuple[str, ...] = Field(examples=[["defi"]])
    tagger: str = Field(examples=["rules-1"])


class PostOut(Out):
    """A post, with what it is about. Of a hidden one, title and text are withheld."""

    id: str
    creator: PostCreator
    type: str = Field(description="Content type that counts: the author's, unless a moderator corrected it.")
    proposed_type: str = Field(description="The author's.")
    corrections: list[CorrectionOut] = Field(description="Of the type, the oldest first.")
    title: str
    text: str
    content_id: HashOut | None = Field(description="What it is on chain, by the author's word.")
    topics: list[str] = Field(examples=[["defi"]])
    assets: list[str] = Field(examples=[["$SEED"]], description="`$SYMBOL`s and token addresses it names.")
    mentions: list[PostCreator] = Field(description="Members whom it mentions as `@id` or `@0x…`.")
    tags: TagOut | None = Field(description="null before the tagger looked at it.")
    hidden: HiddenOut | None = Field(description="null while everybody may see it.")
    tips: list[TokenMoney] = Field(description="Received for it on chain, by token.")
    at: int = Field(description="When it was published, unix seconds.")

    @classmethod
    def of(cls, row: PostView, tips: list[TokenMoney]) -> Self:
        """The post in `row`."""
        names = ("id", "type", "proposed_type", "content_id")
        return cls(
            **{name: getattr(row, name) for name in names},
            title="" if row.hidden else row.title,
            text="" if row.hidden else row.text,
            creator=PostCreator(member=row.creator, address=row.author),
            corrections=[CorrectionOut.model_validate(each) for each in row.corrections],
            topics=list(row.topics),
            assets=list(row.assets),
            mentions=[PostCreator.model_validate(each) for each in row.mentions],
            tags=TagOut.model_validate(row.tag) if row.tag else None,
            hidden=HiddenOut.model_validate(row.hidden) if row.hidden else None,
            tips=tips,
            at=row.created_at,
        )
