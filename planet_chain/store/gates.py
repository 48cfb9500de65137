"""Who may enter a community's private places. Only `community` writes here."""

from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class Gate(SQLModel, table=True):
    """The rules that a community's creator set; the newest word replaces the one before."""

    __tablename__ = "gate"

    community: str = Field(primary_key=True)
    """Lower-case address of its token."""
    match: str
    """`all` or `any` of the rules."""
    rules: list[dict[str, Any]] = Field(sa_type=JSONB)
    """Each with `kind`, and what that kind asks for; amounts as decimal text."""
    changed_at: int = Field(sa_type=BigInteger)
    """Unix seconds of the API's clock."""
