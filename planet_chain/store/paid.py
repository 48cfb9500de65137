"""Memberships and paid questions: facts of the chain, with money in units of the quote token."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index, Integer, text
from sqlmodel import Field

from planet_chain.core.addresses import ZERO_HASH
from planet_chain.store.chain import Fact
from planet_chain.store.types import Units

_HAS_CONTENT = text(f"content_id <> '{ZERO_HASH}'")


class TierFact(Fact, table=True):
    """`TierCreated`."""

    __tablename__ = "tier_created"
    __table_args__: ClassVar[Any] = (Index("tier_created_tier", "creator", "tier", unique=True),)

    creator: str
    tier: int = Field(sa_type=BigInteger)
    name: str
    price: int = Field(sa_type=Units)
    period_days: int = Field(sa_type=Integer)
    seats: int = Field(sa_type=BigInteger)
    soulbound: bool
    content_id: str


class TierChangedFact(Fact, table=True):
    """`TierChanged`; the newest one holds for what is bought from now on."""

    __tablename__ = "tier_changed"
    __table_args__: ClassVar[Any] = (
        Index("tier_changed_tier", "creator", "tier", "block_number", "log_index"),
    )

    creator: str
    tier: int = Field(sa_type=BigInteger)
    price: int = Field(sa_type=Units)
    seats: int = Field(sa_type=BigInteger)


class LotFact(Fact, table=True):
    """`Joined`, `Renewed` and `GiftAccepted`: time that was added to a pass."""

    __tablename__ = "lot_added"
    __table_args__: ClassVar[Any] = (
        Index("lot_pass", "pass_id", "block_number", "log_index"),
        Index("lot_tier", "creator", "tier", "block_number", "log_index"),
        Index("lot_creator", "creator", "block_number", "log_index"),
        Index("lot_content", "content_id", "block_number", "log_index", postgresql_where=_HAS_CONTENT),
    )

    pass_id: int = Field(sa_type=Units)
    member: str
    """Who got it; a pass that can be traded may be another's since."""
    creator: str
    tier: int = Field(sa_type=BigInteger)
    kind: str
    """joined, renewed or accepted."""
    gift: int = Field(sa_type=Units)
    """The gift that was accepted, 0 for none."""
    paid: int = Field(sa_type=Units)
    starts_at: int = Field(sa_type=BigInteger)
    ends_at: int = Field(sa_type=BigInteger)
    content_id: str


class PassEndedFact(Fact, table=True):
    """`Cancelled` and `Released`: a pass was burned."""

    __tablename__ = "pass_ended"
    __table_args__: ClassVar[Any] = (Index("pass_ended_pass", "pass_id", "block_number", "log_index"),)

    pass_id: int = Field(sa_type=Units)
    member: str
    creator: str
    tier: int = Field(sa_type=BigInteger)
    is_release: bool
    refund: int = Field(sa_type=Units)
    """Sent to the holder."""
    to_givers: int = Field(sa_type=Units)
    """Credited to those who had given its lots."""


class GiftMadeFact(Fact, table=True):
    """`GiftMade`."""

    __tablename__ = "gift_made"

    gift: int = Field(sa_type=Units, unique=True)
    giver: str = Field(index=True)
    recipient: str = Field(index=True)
    creator: str
    tier: int = Field(sa_type=BigInteger)
    paid: int = Field(sa_type=Units)
    """0 for time that the creator granted."""
    length_days: int = Field(sa_type=Integer)
    until: int = Field(sa_type=BigInteger)
    content_id: str


class GiftReturnedFact(Fact, table=True):
    """`GiftReturned`."""

    __tablename__ = "gift_returned"

    gift: int = Field(sa_type=Units, unique=True)
    giver: str
    paid: int = Field(sa_type=Units)


class EarnedFact(Fact, table=True):
    """`Earned`: time made it the creator's."""

    __tablename__ = "membership_earned"

    pass_id: int = Field(sa_type=Units)
    creator: str = Field(index=True)
    tier: int = Field(sa_type=BigInteger)
    amount: int = Field(sa_type=Units)


class CollectedFact(Fact, table=True):
    """`Collected`."""

    __tablename__ = "membership_collected"

    creator: str = Field(index=True)
    recipient: str
    amount: int = Field(sa_type=Units)


class CreditedFact(Fact, table=True):
    """`Credited`: a refund of a gift."""

    __tablename__ = "membership_credited"

    giver: str = Field(index=True)
    amount: int = Field(sa_type=Units)


class WithdrawnFromGiftsFact(Fact, table=True):
    """`Withdrawn`: refunds of gifts that were sent to the giver."""

    __tablename__ = "membership_withdrawn"

    giver: str = Field(index=True)
    recipient: str
    amount: int = Field(sa_type=Units)


class AskedFact(Fact, table=True):
    """`QuestionAsked`."""

    __tablename__ = "question_asked"
    __table_args__: ClassVar[Any] = (
        Index("question_asker", "asker", "block_number", "log_index"),
        Index("question_creator", "creator", "block_number", "log_index"),
        Index("question_content", "content_id", "block_number", "log_index", postgresql_where=_HAS_CONTENT),
    )

    question: int = Field(sa_type=Units, unique=True)
    asker: str
    creator: str
    """Who alone may answer; the zero address for an open prize."""
    prize: int = Field(sa_type=Units)
    answer_by: int = Field(sa_type=BigInteger)
    judge_by: int = Field(sa_type=BigInteger)
    question_hash: str
    content_id: str


class AnsweredFact(Fact, table=True):
    """`QuestionAnswered`."""

    __tablename__ = "question_answered"

    question: int = Field(sa_type=Units, index=True)
    answerer: str = Field(index=True)
    answer_hash: str


class QuestionEndedFact(Fact, table=True):
    """`QuestionAwarded`, `QuestionSplit` and `QuestionRefunded`."""

    __tablename__ = "question_ended"

    question: int = Field(sa_type=Units, unique=True)
    state: str
    """awarded, split or refunded."""
    refunded_to: str
    """The asker, when nobody answered; else the zero address."""
    refunded: int = Field(sa_type=Units)


class PrizeWonFact(Fact, table=True):
    """`PrizeWon`."""

    __tablename__ = "prize_won"

    question: int = Field(sa_type=Units, index=True)
    answerer: str = Field(index=True)
    amount: int = Field(sa_type=Units)


class PrizeCollectedFact(Fact, table=True):
    """`PrizeCollected`."""

    __tablename__ = "prize_collected"

    account: str = Field(index=True)
    recipient: str
    amount: int = Field(sa_type=Units)
