"""What memberships and paid questions add up to, units of the quote token. The indexer writes."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from planet_chain.store.types import Units


class NftFamilySum(SQLModel, table=True):
    """How many tokens of a contract exist whose ids have the upper bits `family`: the id >> 192.

    Of memberships that is the creator's number << 32 | tier: their passes.
    """

    __tablename__ = "nft_family_sum"
    __table_args__: ClassVar[Any] = (Index("nft_family", "family"),)

    token: str = Field(primary_key=True)
    family: int = Field(sa_type=Units, primary_key=True)
    amount: int = Field(sa_type=BigInteger)
    facts: int = Field(sa_type=BigInteger)


class TierSum(SQLModel, table=True):
    """The money of a creator's tier."""

    __tablename__ = "tier_sum"

    creator: str = Field(primary_key=True)
    tier: int = Field(sa_type=BigInteger, primary_key=True)
    paid: int = Field(sa_type=Units)
    """For lots, those of accepted gifts with them."""
    refunded: int = Field(sa_type=Units)
    """To holders."""
    credited: int = Field(sa_type=Units)
    """To givers, of lots that were given."""
    earned: int = Field(sa_type=Units)
    """Credited to the creator so far; live passes have earned more."""
    lots: int = Field(sa_type=BigInteger)
    facts: int = Field(sa_type=BigInteger)


class EarningSum(SQLModel, table=True):
    """What memberships earned `creator`, and what of it they collected."""

    __tablename__ = "earning_sum"

    creator: str = Field(primary_key=True)
    earned: int = Field(sa_type=Units)
    collected: int = Field(sa_type=Units)
    facts: int = Field(sa_type=BigInteger)


class GiverSum(SQLModel, table=True):
    """What `giver` gave as memberships, what of it came back, and what of that they withdrew."""

    __tablename__ = "giver_sum"

    giver: str = Field(primary_key=True)
    given: int = Field(sa_type=Units)
    credited: int = Field(sa_type=Units)
    withdrawn: int = Field(sa_type=Units)
    facts: int = Field(sa_type=BigInteger)


class QuestionSum(SQLModel, table=True):
    """The money of a question: prize = won + refunded + held."""

    __tablename__ = "question_sum"

    question: int = Field(sa_type=Units, primary_key=True)
    prize: int = Field(sa_type=Units)
    won: int = Field(sa_type=Units)
    refunded: int = Field(sa_type=Units)
    answers: int = Field(sa_type=BigInteger)
    facts: int = Field(sa_type=BigInteger)


class PrizeSum(SQLModel, table=True):
    """What questions owed `account`, as a winner or as an asker without answers, and what it collected."""

    __tablename__ = "prize_sum"

    account: str = Field(primary_key=True)
    won: int = Field(sa_type=Units)
    refunded: int = Field(sa_type=Units)
    collected: int = Field(sa_type=Units)
    facts: int = Field(sa_type=BigInteger)
