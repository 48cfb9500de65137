"""Calls: posts that named a token, kept apart from the posts. Only `community` writes, and only appends.

The database refuses to change or delete a row, so that nothing that happens to a post improves a record.
"""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from planet_chain.store.types import Units


class AssetCall(SQLModel, table=True):
    """A post named a token. No foreign keys: it stays when the post or the token does not."""

    __tablename__ = "asset_call"
    __table_args__: ClassVar[Any] = (
        UniqueConstraint("post", "token"),
        Index("asset_call_member", "member", "at", "id"),
        Index("asset_call_at", "at"),
    )

    id: int | None = Field(default=None, sa_type=BigInteger, primary_key=True)
    post: str
    member: str
    """Who wrote it."""
    token: str
    """Lower-case address: of a symbol that several communities bear, the one that it meant then."""
    named: str
    """How the post named it: `$SYMBOL`, or the address."""
    own: bool
    """Whether the token is the writer's own, by the payout addresses of their person then."""
    at: int = Field(sa_type=BigInteger)
    """When the service learned of it, by the chain's time, or the post's own time where that is later."""


class CallOutcome(SQLModel, table=True):
    """What the token cost when it was called, and some time later; both final when it is written."""

    __tablename__ = "call_outcome"

    horizon: str = Field(primary_key=True)
    """A key of `planet_chain.core.record.HORIZONS`."""
    call: int = Field(sa_type=BigInteger, primary_key=True)
    before: int = Field(sa_type=Units)
    """Spot price, scaled by `PRICE_SCALE`, rounded down."""
    after: int = Field(sa_type=Units)
    change_bp: int = Field(sa_type=Units)
    """Basis points, rounded down; from the reserves, not from the rounded prices."""


class FeedMark(SQLModel, table=True):
    """The last statement of a feed that was taken: an older one is never taken after it."""

    __tablename__ = "feed_mark"

    name: str = Field(primary_key=True)
    as_of: int = Field(sa_type=BigInteger)
    """Unix seconds, by the word of whoever made it."""
    sha256: str
    rows: int = Field(sa_type=BigInteger)
