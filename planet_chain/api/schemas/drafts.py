"""Drafts: what somebody is still writing."""

from typing import Annotated, Self

from pydantic import Field

from planet_chain.api.schemas.base import Hash, HashOut, In, Label, Out
from planet_chain.community.drafts import Words
from planet_chain.store.content import SavedDraft


class DraftIn(In):
    """The whole draft as it is now; nothing in it has to be finished."""

    type: Annotated[str, Field(pattern="^[a-z][a-z0-9-]{0,31}$", examples=["analysis"])] = "note"
    title: Annotated[str, Field(max_length=300, examples=["Why $SEED is early"])] = ""
    text: Annotated[str, Field(max_length=20_000, examples=["#defi is heating up, says @ana"])] = ""
    topics: list[Annotated[str, Field(min_length=1, max_length=51)]] = Field(
        default_factory=list, max_length=20, examples=[["defi"]]
    )
    content_id: Hash | None = Field(None, description="What it is on chain, when it was published there.")

    @property
    def words(self) -> Words:
        """What it says."""
        return Words(self.type, self.title, self.text, tuple(self.topics), self.content_id)


class DraftOut(Out):
    """A draft. Its version is its ETag too: `If-Match` takes it back."""

    id: str
    version: int = Field(examples=[3], description="One more with every save.")
    type: str
    title: str
    text: str
    topics: list[str]
    content_id: HashOut | None
    created_at: int
    updated_at: int

    @classmethod
    def of(cls, row: SavedDraft) -> Self:
        """The draft in `row`."""
        return cls.model_validate(row)


class PublicationIn(In):
    """How to publish a draft."""

    member: Label | None = Field(None, description="As which member, when your address is that of several.")
