"""What the community's backend sends: members, their value, posts and activity."""

from typing import Annotated

from pydantic import Field

from planet_chain.api.schemas.base import Address, Hash, In, Label, Out, UnixTime

MOST_ROWS = 1_000


class ActivityIn(In):
    """What one member did with one post."""

    id: Label = Field(description="Names the row: sending it twice counts once.")
    member: Label
    post: Label
    action: Annotated[str, Field(min_length=1, max_length=32, examples=["dwell", "like", "comment"])]
    quantity: int = Field(1, ge=1, le=86_400, examples=[45], description="Seconds for `dwell`, else 1.")
    at: UnixTime


class ActivityBatch(In):
    """Rows of activity: all are accepted, or none."""

    rows: list[ActivityIn] = Field(min_length=1, max_length=MOST_ROWS)


class MemberIn(In):
    """An account of the community. Sending it again replaces what was said before."""

    id: Label
    person: Label | None = Field(None, description="The verified person behind it; null when unverified.")
    payout: Address | None = Field(None, description="Where rewards go; null for nowhere.")


class MemberBatch(In):
    """Members: all are accepted, or none."""

    rows: list[MemberIn] = Field(min_length=1, max_length=MOST_ROWS)


class ValueIn(In):
    """Net trading fees of a member over the last 28 days."""

    member: Label
    value: int = Field(ge=0, lt=2**24, examples=[120], description="Whole value units.")


class ValueBatch(In):
    """Values: all are accepted, or none."""

    rows: list[ValueIn] = Field(min_length=1, max_length=MOST_ROWS)


class PostIn(In):
    """A post of the community."""

    id: Label
    creator: Label = Field(description="A member.")
    type: Annotated[
        str,
        Field(pattern="^[a-z][a-z0-9-]{0,31}$", examples=["analysis"], description="Proposed content type."),
    ]
    title: Annotated[str, Field(max_length=300, examples=["Why $SEED is early"])] = ""
    text: Annotated[str, Field(max_length=20_000, examples=["#defi is heating up again"])] = ""
    topics: list[Annotated[str, Field(min_length=1, max_length=51)]] = Field(
        default_factory=list,
        max_length=20,
        examples=[["defi"]],
        description="Besides the #tags of title and text.",
    )
    content_id: Hash | None = Field(None, description="What it is on chain, when it was published there.")
    at: UnixTime | None = Field(None, description="When it was published; the chain's time without it.")


class Changed(Out):
    """What a batch changed."""

    changed: int = Field(examples=[12], description="Rows that are new or different now.")


class ValuesTaken(Out):
    """What became of a table of values."""

    rows: int = Field(examples=[1000], description="That it has.")
    unknown: int = Field(examples=[12], description="Of these, about nobody who is a member here: skipped.")
    changed: int = Field(examples=[40], description="Members who are worth something else now.")


class Accepted(Out):
    """What became of a batch."""

    accepted: int = Field(examples=[998], description="Rows that are new.")
    duplicates: int = Field(examples=[2], description="Rows that were here already, unchanged.")
