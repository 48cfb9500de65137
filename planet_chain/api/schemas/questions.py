"""Paid questions."""

from collections.abc import Sequence
from typing import Self

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, HashOut, Money, Out, quote
from planet_chain.core.addresses import ZERO_ADDRESS
from planet_chain.store.queries.questions import Answer, Question, State


class AnswerOut(Out):
    """An answer: its text is shown to the asker, only its hash is on chain."""

    answerer: AddressOut
    answer_hash: HashOut
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
    content_id: HashOut
    answers: list[AnswerOut]
    asked_at: int
    block: int
    transaction: HashOut

    @classmethod
    def of(cls, row: Question, answers: Sequence[Answer]) -> Self:
        """The question in `row`."""
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
            answers=[
                AnswerOut(
                    answerer=each.answerer,
                    answer_hash=each.answer_hash,
                    won=quote(each.won),
                    at=each.answered_at,
                )
                for each in answers
            ],
            block=row.block_number,
            transaction=row.transaction_hash,
        )
