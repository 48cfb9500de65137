"""What can be recommended now, replaced as a whole at each refresh. Only `community` writes here."""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Recommendable(SQLModel, table=True):
    """A post, a creator, a group or a trader, with what a ranking needs of it."""

    __tablename__ = "recommendable"

    kind: str = Field(primary_key=True)
    """`post`, `creator`, `group` or `trader`."""
    id: str = Field(primary_key=True)
    """Of the post; else a lower-case address."""
    about: list[str] = Field(sa_type=JSONB)
    """Features, as `planet_chain.core.recommendation` names them."""
    people: int = Field(sa_type=BigInteger)
    """Verified persons behind it, its maker not among them; 0 for a trader."""
    strength: int = Field(sa_type=BigInteger)
    multiplier: int = Field(sa_type=BigInteger)
    shown: dict[str, Any] = Field(sa_type=JSONB)
    """What a list shows of it; amounts as text."""
    refreshed_at: int = Field(sa_type=BigInteger)
