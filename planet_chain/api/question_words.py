"""Questions with their words, and who may read which."""

from collections.abc import Sequence

from sqlmodel import Session

from planet_chain.api.errors import NotFound
from planet_chain.api.listing import chain_time
from planet_chain.api.schemas.questions import AnswerTextIn, AnswerTextOut, QuestionOut, QuestionTextIn
from planet_chain.api.service import Service
from planet_chain.community import texts
from planet_chain.core.addresses import checksum_address
from planet_chain.core.answers import text_hash
from planet_chain.store.queries.questions import Answer, Question, answers_to, question_of
from planet_chain.store.queries.texts import answer_texts, answers_told, question_texts

_CONTRACT = "PrizeQuestions"


def named(session: Session, number: int) -> Question:
    """Question `number`.

    Raises:
        NotFound: there is none.
    """
    row = question_of(session, number)
    if row is None:
        raise NotFound("question", str(number))
    return row


def shown(session: Session, rows: Sequence[Question]) -> list[QuestionOut]:
    """These questions with what they ask and who answered; what answers say is not in it."""
    answers = answers_to(session, [row.question for row in rows])
    told = answers_told(session, {each.answer_hash for given in answers.values() for each in given})
    words = question_texts(session, {row.question_hash for row in rows})
    return [
        QuestionOut.of(row, words.get(row.question_hash), answers.get(row.question, []), told) for row in rows
    ]


def tell_question(session: Session, number: int, told: QuestionTextIn) -> QuestionOut:
    """Keep what question `number` asks.

    Raises:
        NotFound: there is no such question, as far as the index is.
        TextRefused: these are other words.
    """
    row = named(session, number)
    texts.tell_question(session, row.question_hash, told.text, now=chain_time(session))
    return shown(session, [row])[0]


def tell_answer(
    service: Service, session: Session, number: int, answerer: str, told: AnswerTextIn
) -> AnswerTextOut:
    """Keep what the answer of `answerer`, lower case, to question `number` says.

    Raises:
        NotFound: there is no such question or answer, as far as the index is.
        TextRefused: text and salt do not open it.
    """
    given = _answers(session, number).get(answerer)
    if given is None:
        raise NotFound("answer", f"of {checksum_address(answerer)} to question {number}")
    texts.tell_answer(
        session,
        given.answer_hash,
        told.text,
        told.salt,
        place=(service.deployment.chain_id, service.address(_CONTRACT)),
        question=number,
        answerer=answerer,
        now=chain_time(session),
    )
    return _opened(answerer, told.text, told.salt)


def readable(session: Session, number: int, reader: str) -> list[AnswerTextOut]:
    """The answers to question `number` that `reader`, lower case, may read, in the order in which they came.

    Raises:
        NotFound: there is no such question.
    """
    asker = named(session, number).asker
    given = [each for each in _answers(session, number).values() if reader in (asker, each.answerer)]
    words = answer_texts(session, {each.answer_hash for each in given})
    return [
        _opened(each.answerer, words[each.answer_hash].text, words[each.answer_hash].salt)
        for each in given
        if each.answer_hash in words
    ]


def _answers(session: Session, number: int) -> dict[str, Answer]:
    """answerer -> the answer, in the order in which they came."""
    named(session, number)
    return {each.answerer: each for each in answers_to(session, [number]).get(number, [])}


def _opened(answerer: str, words: str, salt: str) -> AnswerTextOut:
    return AnswerTextOut(answerer=answerer, text=words, text_hash=text_hash(words), salt=salt)
