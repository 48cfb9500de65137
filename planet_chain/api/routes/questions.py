"""Paid questions, their answers, and the words of both."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from planet_chain.api import question_words
from planet_chain.api.dependencies import AccountDep, ReadDep, ServiceDep, SessionDep
from planet_chain.api.paging import Cursor, Limit, decode_cursor, page_of
from planet_chain.api.schemas.base import Address, AddressPath, Page, quote
from planet_chain.api.schemas.questions import (
    AnswerTextIn,
    AnswerTextOut,
    OwedOut,
    QuestionOut,
    QuestionTextIn,
)
from planet_chain.store.queries.page import Place
from planet_chain.store.queries.questions import State, owed_to, questions

router = APIRouter(prefix="/questions", tags=["people"])

Number = Annotated[int, Path(ge=1, lt=2**53, examples=[1], description="The question's number.")]


@router.get("", summary="List questions")
def list_questions(
    session: ReadDep,
    asker: Annotated[Address | None, Query(description="Only of this account.")] = None,
    creator: Annotated[Address | None, Query(description="Only put to this creator.")] = None,
    state: Annotated[State | None, Query(description="Only in this state.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[QuestionOut]:
    """Questions that match everything given, the newest first."""
    key = decode_cursor(cursor, int, int)
    before = Place(*key) if key else None
    rows = questions(session, asker=asker, creator=creator, state=state, before=before, limit=limit + 1)
    shown, following = page_of(rows, limit, lambda row: row.place)
    return Page(items=question_words.shown(session, shown), next=following)


@router.get("/owed/{address}", summary="Read what questions owe")
def read_owed(address: AddressPath, session: ReadDep) -> OwedOut:
    """What an account can collect from questions: prizes won, and prizes paid back."""
    return OwedOut(account=address, owed=quote(owed_to(session, address)))


@router.get("/{number}", summary="Read a question")
def read_question(number: Number, session: ReadDep) -> QuestionOut:
    """One question: its prize, its answers, and what became of it."""
    return question_words.shown(session, [question_words.named(session, number)])[0]


@router.put("/{number}/text", summary="Tell what a question asks")
def tell_question(number: Number, told: QuestionTextIn, session: SessionDep) -> QuestionOut:
    """Make the words of a question public. Only those fit whose hash is on chain."""
    return question_words.tell_question(session, number, told)


@router.get("/{number}/answers", summary="Read answers to a question")
def read_answers(number: Number, session: ReadDep, account: AccountDep) -> list[AnswerTextOut]:
    """The answers in words: all of them for the asker, a creator's own for that creator, none for others."""
    return question_words.readable(session, number, account)


@router.put("/{number}/answers/{address}", summary="Tell what an answer says")
def tell_answer(
    number: Number, address: AddressPath, told: AnswerTextIn, service: ServiceDep, session: SessionDep
) -> AnswerTextOut:
    """Let the asker read an answer. Only text and salt fit that open its hash on chain."""
    return question_words.tell_answer(service, session, number, address, told)
