"""The words of questions and answers, read by the hashes that the chain holds."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from planet_chain.store.texts import AnswerText, QuestionText


def question_texts(session: Session, hashes: Collection[str]) -> dict[str, str]:
    """question hash -> its words; those that nobody told are left out."""
    wanted = select(QuestionText).where(col(QuestionText.question_hash).in_(hashes))
    return {row.question_hash: row.text for row in session.exec(wanted)}


def answer_texts(session: Session, hashes: Collection[str]) -> dict[str, AnswerText]:
    """answer hash -> its words and its salt; those that nobody told are left out."""
    wanted = select(AnswerText).where(col(AnswerText.answer_hash).in_(hashes))
    return {row.answer_hash: row for row in session.exec(wanted)}


def answers_told(session: Session, hashes: Collection[str]) -> set[str]:
    """Those of the answer hashes whose words are here."""
    wanted = select(AnswerText.answer_hash).where(col(AnswerText.answer_hash).in_(hashes))
    return set(session.exec(wanted))
