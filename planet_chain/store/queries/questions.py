"""Paid questions with their answers. Money in units of the quote token, times in unix seconds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import select, text
from sqlmodel import Session, col

from planet_chain.core.addresses import ZERO_HASH
from planet_chain.store.paid import AnsweredFact, PrizeWonFact
from planet_chain.store.paid_sums import PrizeSum
from planet_chain.store.queries.page import Place

State = Literal["open", "awarded", "split", "refunded"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question as of the newest indexed block."""

    question: int
    asker: str
    creator: str
    """Who alone may answer; the zero address for an open prize."""
    prize: int
    won: int
    refunded: int
    answers: int
    answer_by: int
    judge_by: int
    question_hash: str
    content_id: str
    state: State
    asked_at: int
    block_number: int
    log_index: int
    transaction_hash: str

    @property
    def place(self) -> Place:
        """Where it was asked."""
        return Place(self.block_number, self.log_index)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, and what it won."""

    question: int
    answerer: str
    answer_hash: str
    won: int
    answered_at: int


def questions(
    session: Session,
    *,
    asker: str | None = None,
    creator: str | None = None,
    state: State | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> list[Question]:
    """At most `limit` questions that match everything given, the newest first."""
    asked: dict[str, Any] = {"asker": asker, "creator": creator, "state": state}
    wanted = [_WANTED[name] for name, value in asked.items() if value is not None]
    if before:
        wanted.append("(q.block_number, q.log_index) < (:block, :index)")
        asked |= {"block": before.block_number, "index": before.log_index}
    return _read(
        session,
        f"WHERE {' AND '.join(wanted) or 'true'} ORDER BY q.block_number DESC, q.log_index DESC LIMIT :limit",
        **asked,
        limit=limit,
    )


def open_questions(
    session: Session, creators: Sequence[str], contents: Sequence[str], *, now: int, limit: int = 500
) -> list[Question]:
    """Questions that can be answered still, to one of `creators` or about one of `contents`.

    The highest prize comes first.

    Args:
        creators: lower-case addresses.
        now: unix seconds of the chain.
    """
    return _read(
        session,
        f"WHERE e.state IS NULL AND q.answer_by > :now AND (q.creator = ANY(:creators)"
        f" OR (q.content_id = ANY(:contents) AND q.content_id <> '{ZERO_HASH}'))"
        " ORDER BY q.prize DESC, q.question LIMIT :limit",
        creators=creators,
        contents=contents,
        now=now,
        limit=limit,
    )


def question_of(session: Session, number: int) -> Question | None:
    """Question `number`, if there is one."""
    found = _read(session, "WHERE q.question = :number", number=number)
    return found[0] if found else None


def answers_to(session: Session, numbers: Sequence[int]) -> dict[int, list[Answer]]:
    """question -> its answers in the order in which they came; at most 10 each."""
    won = {
        (row.question, row.answerer): row.amount
        for row in session.execute(
            select(PrizeWonFact).where(col(PrizeWonFact.question).in_(numbers))
        ).scalars()
    }
    given = select(AnsweredFact).where(col(AnsweredFact.question).in_(numbers))
    ordered = given.order_by(col(AnsweredFact.block_number), col(AnsweredFact.log_index))
    found: dict[int, list[Answer]] = {}
    for row in session.execute(ordered).scalars():
        amount = won.get((row.question, row.answerer), 0)
        answer = Answer(row.question, row.answerer, row.answer_hash, amount, row.block_time)
        found.setdefault(row.question, []).append(answer)
    return found


def owed_to(session: Session, account: str) -> int:
    """What `account`, lower case, can collect from questions."""
    row = session.get(PrizeSum, account)
    return row.won + row.refunded - row.collected if row else 0


def _read(session: Session, which: str, **parameters: Any) -> list[Question]:
    rows = session.connection().execute(text(f"{_QUESTIONS} {which}"), parameters).mappings()
    numbers = ("question", "prize", "won", "refunded")
    return [Question(**{**row, **{name: int(row[name]) for name in numbers}}) for row in rows]


_WANTED: Final = {
    "asker": "q.asker = :asker",
    "creator": "q.creator = :creator",
    "state": "coalesce(e.state, 'open') = :state",
}
_QUESTIONS: Final = """
    SELECT q.question, q.asker, q.creator, q.prize, s.won, s.refunded, s.answers, q.answer_by, q.judge_by,
           q.question_hash, q.content_id, coalesce(e.state, 'open') AS state, q.block_time AS asked_at,
           q.block_number, q.log_index, q.transaction_hash
    FROM question_asked AS q
    JOIN question_sum AS s ON s.question = q.question
    LEFT JOIN question_ended AS e ON e.question = q.question
"""
