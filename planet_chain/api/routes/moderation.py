"""What moderators decide, and the log in which everybody can read it."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlmodel import Session

from planet_chain.api.dependencies import AccountDep, AccountOnceDep, SessionDep, reader, writer
from planet_chain.api.idempotency import Once
from planet_chain.api.listing import chain_time
from planet_chain.api.paging import Cursor, Limit, decode_cursor, page_of
from planet_chain.api.schemas.base import Page, Word
from planet_chain.api.schemas.moderation import AppealIn, DecisionIn, FactOut, WaitingOut
from planet_chain.community import moderation
from planet_chain.community.errors import ModerationRefused
from planet_chain.community.members import of_account
from planet_chain.store.community import ApiKey
from planet_chain.store.moderation import ModerationFact
from planet_chain.store.queries import moderation as stored
from planet_chain.store.queries.posts import posts_of

router = APIRouter(prefix="/moderation", tags=["content"])
SCOPE = "moderation"


@router.get("/log", summary="List what was moderated")
def list_log(
    session: SessionDep,
    post: Annotated[Word | None, Query(description="Only about this post.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[FactOut]:
    """Everything that was ever reported, hidden, appealed and decided, the newest first."""
    (before,) = decode_cursor(cursor, int) or (None,)
    rows = stored.log(session, post=post, before=before, limit=limit + 1)
    shown, following = page_of(rows, limit, lambda row: (row.id or 0,))
    return Page(items=[FactOut.of(row) for row in shown], next=following)


@router.get("/queue", summary="List what waits for a moderator", dependencies=[reader(SCOPE)])
def list_queue(session: SessionDep, cursor: Cursor = None, limit: Limit = 50) -> Page[WaitingOut]:
    """Posts with open reports or appeals, the longest waiting first; needs an API key with the scope."""
    (after,) = decode_cursor(cursor, int) or (0,)
    rows = stored.queue(session, after=after, limit=limit + 1)
    shown, following = page_of(rows, limit, lambda row: (row.first,))
    known = {post.id: post for post in posts_of(session, [row.post for row in shown])}
    return Page(items=[WaitingOut.of(row, known[row.post]) for row in shown], next=following)


@router.post("/appeals", summary="Appeal", status_code=201, response_model=FactOut)
def appeal(body: AppealIn, account: AccountDep, session: SessionDep, once: AccountOnceDep) -> Any:
    """Ask as the author to look at a hidden post again, once for each time that it was hidden."""

    def appealed() -> FactOut:
        members, now = of_account(session, account), chain_time(session)
        return FactOut.of(moderation.appeal(session, body.post, members, body.words, now=now))

    return once(appealed, status=201)


@router.post("/decisions", summary="Decide about a post", status_code=201, response_model=FactOut)
def decide(
    body: DecisionIn,
    session: SessionDep,
    key: Annotated[ApiKey, reader(SCOPE)],
    once: Annotated[Once, writer(SCOPE)],
) -> Any:
    """Hide or show a post, answer its reports or appeal, or correct its type; needs the scope."""
    return once(lambda: FactOut.of(_decided(session, body, key.name)), status=201)


def _decided(session: Session, body: DecisionIn, by: str) -> ModerationFact:
    now = chain_time(session)
    if body.decision == "hide":
        if body.reason is None:
            raise ModerationRefused("reason", "hiding needs one")
        return moderation.hide(session, body.post, by, body.reason, body.words, now=now)
    if body.decision == "retype":
        if body.type is None:
            raise ModerationRefused("type", "say which type it is")
        return moderation.retype(session, body.post, by, body.type, body.words, now=now)
    decisions = {
        "restore": moderation.restore,
        "uphold": moderation.uphold,
        "dismiss": moderation.dismiss,
    }
    return decisions[body.decision](session, body.post, by, body.words, now=now)
