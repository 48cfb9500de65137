"""Competitions and their boards. Only `community` writes here."""

from sqlalchemy import BigInteger
from sqlmodel import Field, SQLModel

from planet_chain.store.types import Units


class Competition(SQLModel, table=True):
    """A span of time in which trading counts. Amounts in smallest quote units, times in unix seconds."""

    __tablename__ = "competition"

    number: int | None = Field(default=None, sa_type=BigInteger, primary_key=True)
    name: str = Field(unique=True)
    opens_at: int = Field(sa_type=BigInteger)
    closes_at: int = Field(sa_type=BigInteger)
    """The first second that does not count any more."""
    stake: int = Field(sa_type=Units)
    backing: int = Field(sa_type=Units)
    state: str = Field(default="open")
    """`open`, or `closed` when its boards are final."""
    as_of: int = Field(default=0, sa_type=BigInteger)
    """The last finalized block that its boards know."""


class CompetitionStanding(SQLModel, table=True):
    """A place on a board, replaced with the whole board."""

    __tablename__ = "competition_standing"

    competition: int = Field(sa_type=BigInteger, foreign_key="competition.number", primary_key=True)
    board: str = Field(primary_key=True)
    """`people` or `communities`."""
    place: int = Field(sa_type=BigInteger, primary_key=True)
    account: str
    """Lower-case address that a prize goes to: the person's, or that of the community's creator."""
    token: str | None = Field(default=None)
    """Lower-case address of the community's token."""
    profit: int = Field(sa_type=Units)
    capital: int = Field(sa_type=Units)
    people: int = Field(sa_type=BigInteger)
    score: int = Field(sa_type=Units)
    """Profit in millionths of the capital."""
