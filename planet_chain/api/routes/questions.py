"""Paid questions, and their answers."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from planet_chain.api.dependencies import SessionDep
from planet_chain.api.errors import NotFound
from planet_chain.api.paging import Cursor, Limit, decode_cursor, page_of
from planet_chain.api.schemas.base import Address, Page
from planet_chain.api.schemas.questions import QuestionOut
from planet_chain.store.queries.page import Place
from planet_chain.store.queries.questions import State, answers_to, question_of, questions

router = APIRouter(prefix="/questions", tags=["people"])

Number = Annotated[int, Path(ge=1, lt=2**53, examples=[1], description="The question's number.")]


@router.get("", summary="List questions")
def list_questions(
    session: SessionDep,
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
    answers = answers_to(session, [row.question for row in shown])
    return Page(items=[QuestionOut.of(row, answers.get(row.question, [])) for row in shown], next=following)


@router.get("/{number}", summary="Read a question")
def read_question(number: Number, session: SessionDep) -> QuestionOut:
    """One question: its prize, its answers, and what became of it."""
    row = question_of(session, number)
    if row is None:
        raise NotFound("question", str(number))
    return QuestionOut.of(row, answers_to(session, [number]).get(number, []))
