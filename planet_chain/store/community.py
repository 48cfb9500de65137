"""What the community said and did: members, posts, activity, trends, keys. Only `community` writes these.

Rows are never deleted and never change what they count for: an activity row is what a payout rests on.
"""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Double, Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

_THIS_TRANSACTION = text("(pg_current_xact_id()::text::bigint)")


class Member(SQLModel, table=True):
    """An account of the community."""

    __tablename__ = "member"

    id: str = Field(primary_key=True)
    person: str | None = Field(default=None, index=True)
    """The verified person behind it, who may have several; None when nobody verified it."""
    payout: str | None = Field(default=None, index=True)
    """Lower-case address that rewards go to."""
    value: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})
    """Net trading fees over the last 28 days, whole value units; the exchange's word."""
    joined_at: int = Field(sa_type=BigInteger)


class Post(SQLModel, table=True):
    """Something a member published."""

    __tablename__ = "post"
    __table_args__: ClassVar[Any] = (Index("post_newest", text("created_at DESC"), text("id DESC")),)

    id: str = Field(primary_key=True)
    creator: str = Field(foreign_key="member.id", index=True)
    type: str
    title: str = Field(default="")
    text: str = Field(default="")
    content_id: str | None = Field(default=None, index=True)
    """bytes32 of the content on chain, lower-case 0x, when it was published there."""
    created_at: int = Field(sa_type=BigInteger)


class PostTopic(SQLModel, table=True):
    """A post is about a topic: `#tag`, kept without the hash and in lower case."""

    __tablename__ = "post_topic"

    post: str = Field(foreign_key="post.id", primary_key=True)
    topic: str = Field(primary_key=True, index=True)


class PostAsset(SQLModel, table=True):
    """A post names an asset: `$SYMBOL` in upper case, or a lower-case token address."""

    __tablename__ = "post_asset"

    post: str = Field(foreign_key="post.id", primary_key=True)
    asset: str = Field(primary_key=True, index=True)


class Activity(SQLModel, table=True):
    """What a member did with a post. No foreign keys: intake checks both, and neither is ever deleted."""

    __tablename__ = "activity"
    __table_args__: ClassVar[Any] = (
        Index("activity_epoch", "epoch"),
        Index("activity_at", "at"),
        Index("activity_batch", "batch"),
    )

    id: str = Field(primary_key=True)
    """The sender's own name for the row: the same row sent twice counts once."""
    member: str
    post: str
    action: str
    quantity: int = Field(sa_type=BigInteger)
    """Seconds before `at` for `dwell`, else 1."""
    at: int = Field(sa_type=BigInteger)
    epoch: int = Field(sa_type=BigInteger)
    """Where it counts: the epoch of `at`, or, when that was closed already, the one that was open."""
    batch: int = Field(sa_type=BigInteger, sa_column_kwargs={"server_default": _THIS_TRANSACTION})
    """The transaction that brought it: lets a reader ask for what is new without missing a slow writer."""


class Voice(SQLModel, table=True):
    """A person's strongest act on a topic in an hour: what makes one person one voice."""

    __tablename__ = "voice"
    __table_args__: ClassVar[Any] = (Index("voice_hour", "hour"), Index("voice_person", "person"))

    topic: str = Field(primary_key=True)
    hour: int = Field(sa_type=BigInteger, primary_key=True)
    """Unix time in whole hours."""
    person: str = Field(primary_key=True)
    post: str
    """The post of that act."""
    weight: float = Field(sa_type=Double)


class TopicHeat(SQLModel, table=True):
    """A topic's heat as of `at`; later it is the same, decayed."""

    __tablename__ = "topic_heat"

    topic: str = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger)
    heat_1h: float = Field(sa_type=Double)
    heat_6h: float = Field(sa_type=Double)
    heat_24h: float = Field(sa_type=Double)


class TrendCursor(SQLModel, table=True):
    """How far the trends have read the activity. One row."""

    __tablename__ = "trend_cursor"

    id: int = Field(default=1, primary_key=True)
    batch: int = Field(sa_type=BigInteger)
    at: int = Field(sa_type=BigInteger)


class Trend(SQLModel, table=True):
    """A topic that is hot now, and why. Replaced as a whole at each refresh."""

    __tablename__ = "trend"

    topic: str = Field(primary_key=True)
    rank: int = Field(sa_type=BigInteger)
    heat: float = Field(sa_type=Double)
    """Voices, decayed with a half-life of 24 h."""
    rise: float = Field(sa_type=Double)
    """1 is steady, above is rising, below is fading."""
    why: dict[str, Any] = Field(sa_type=JSONB)
    refreshed_at: int = Field(sa_type=BigInteger)


class ApiKey(SQLModel, table=True):
    """What lets a program write. The key itself is shown once and kept nowhere."""

    __tablename__ = "api_key"

    id: int | None = Field(default=None, sa_type=BigInteger, primary_key=True)
    name: str
    hash: bytes = Field(sa_type=LargeBinary, unique=True)
    """sha256 of the key."""
    scopes: str
    """Separated by commas."""
    created_at: int = Field(sa_type=BigInteger)
    revoked_at: int | None = Field(default=None, sa_type=BigInteger)


class Job(SQLModel, table=True):
    """How a job of the worker went last."""

    __tablename__ = "job"

    name: str = Field(primary_key=True)
    state: str
    """`running`, `ok` or `failed`."""
    started_at: int = Field(sa_type=BigInteger)
    finished_at: int | None = Field(default=None, sa_type=BigInteger)
    failures: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})
    """In a row; 0 after a success."""
    message: str | None = Field(default=None)
    """What it did, or why it failed."""
