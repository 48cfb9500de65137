"""Paid questions."""

from collections.abc import Collection, Sequence
from typing import Annotated, Self

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, Hash, HashOut, In, Money, Out, quote
from planet_chain.core.addresses import ZERO_ADDRESS
from planet_chain.store.queries.questions import Answer, Question, State

Words = Annotated[
    str, Field(min_length=1, max_length=20_000, examples=["Why does the price move when I buy?"])
]


class AnswerOut(Out):
    """An answer: its text is shown to the asker, only its hash is on chain."""

    answerer: AddressOut
    answer_hash: HashOut
    told: bool = Field(description="Whether its words are here, for the asker and the answerer to read.")
    won: Money
    at: int


class QuestionOut(Out):
    """A question and its answers, as of the newest indexed block."""

    question: int
    asker: AddressOut
    creator: AddressOut | None = Field(description="Who alone may answer; null for an open prize.")
    prize: Money
    state: State
    answer_by: int
    judge_by: int
    question_hash: HashOut
    text: str | None = Field(description="What it asks; null until somebody tells the words of the hash.")
    content_id: HashOut
    answers: list[AnswerOut]
    asked_at: int
    block: int
    transaction: HashOut

    @classmethod
    def of(cls, row: Question, text: str | None, answers: Sequence[Answer], told: Collection[str]) -> Self:
        """The question in `row`.

        Args:
            text: what it asks, if that was told.
            told: hashes of answers whose words were told.
        """
        same = (
            "question",
            "asker",
            "state",
            "answer_by",
            "judge_by",
            "question_hash",
            "content_id",
            "asked_at",
        )
        return cls(
            **{name: getattr(row, name) for name in same},
            creator=None if row.creator == ZERO_ADDRESS else row.creator,
            prize=quote(row.prize),
            text=text,
            answers=[
                AnswerOut(
                    answerer=each.answerer,
                    answer_hash=each.answer_hash,
                    told=each.answer_hash in told,
                    won=quote(each.won),
                    at=each.answered_at,
                )
                for each in answers
            ],
            block=row.block_number,
            transaction=row.transaction_hash,
        )


class QuestionTextIn(In):
    """What a question asks. Its hash is on chain, so nobody can tell other words."""

    text: Words


class AnswerTextIn(In):
    """What an answer says, and the salt that was hashed with it."""

    text: Words
    salt: Hash


class AnswerTextOut(Out):
    """An answer in words, with what opens it in an award."""

    answerer: AddressOut
    text: str
    text_hash: HashOut
    salt: HashOut


class OwedOut(Out):
    """What questions owe an account: won, or paid back."""

    account: AddressOut
    owed: Money
