"""The words of questions and answers. Their hashes are on chain already, so nobody can tell other words."""

from sqlalchemy import text as sql
from sqlmodel import Session

from planet_chain.community.errors import TextRefused
from planet_chain.community.words import TEXT_LONGEST, text_problem
from planet_chain.core.answers import answer_hash, text_hash

_QUESTION = sql("""
    INSERT INTO question_text (question_hash, text, told_at) VALUES (:hash, :text, :now)
    ON CONFLICT DO NOTHING
""")
_ANSWER = sql("""
    INSERT INTO answer_text (answer_hash, text, salt, told_at) VALUES (:hash, :text, :salt, :now)
    ON CONFLICT DO NOTHING
""")


def tell_question(session: Session, asked: str, text: str, *, now: int) -> None:
    """Keep what a question asks. Telling it again changes nothing.

    Args:
        asked: the question's hash on chain, lower-case 0x.
        now: unix seconds of the chain.
    Raises:
        TextRefused: the words are not those of the hash, or cannot be kept.
    """
    _check(text)
    if text_hash(text) != asked:
        raise TextRefused("they are not the words whose hash the question has on chain")
    session.connection().execute(_QUESTION, {"hash": asked, "text": text, "now": now})


def tell_answer(
    session: Session,
    given: str,
    text: str,
    salt: str,
    *,
    place: tuple[int, str],
    question: int,
    answerer: str,
    now: int,
) -> None:
    """Keep what an answer says, and what opens it. Telling it again changes nothing.

    Args:
        given: the answer's hash on chain, lower-case 0x.
        place: chain id and address of the questions' contract.
        now: unix seconds of the chain.
    Raises:
        TextRefused: text and salt do not open the answer, or the words cannot be kept.
    """
    _check(text)
    if answer_hash(*place, question, answerer, text_hash(text), salt) != given:
        raise TextRefused("text and salt do not open the answer's hash on chain")
    session.connection().execute(_ANSWER, {"hash": given, "text": text, "salt": salt, "now": now})


def _check(text: str) -> None:
    problem = text_problem(text, TEXT_LONGEST)
    if problem:
        raise TextRefused(problem)
