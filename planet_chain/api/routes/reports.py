"""What members tell the moderators."""

from typing import Any

from fastapi import APIRouter

from planet_chain.api.dependencies import AccountDep, AccountOnceDep, SessionDep
from planet_chain.api.listing import chain_time
from planet_chain.api.paging import Cursor, Limit, decode_cursor, page_of
from planet_chain.api.schemas.base import Page
from planet_chain.api.schemas.moderation import ReportIn, ReportOut
from planet_chain.community import moderation
from planet_chain.community.members import of_account

router = APIRouter(prefix="/reports", tags=["content"])


@router.get("", summary="List my reports")
def list_reports(
    account: AccountDep, session: SessionDep, cursor: Cursor = None, limit: Limit = 50
) -> Page[ReportOut]:
    """What whoever signed in reported, the newest first."""
    (before,) = decode_cursor(cursor, int) or (None,)
    members = of_account(session, account)
    rows = moderation.reports_of(session, members, before=before, limit=limit + 1)
    shown, following = page_of(rows, limit, lambda row: (row.id or 0,))
    return Page(items=[ReportOut.of(row) for row in shown], next=following)


@router.post("", summary="Report a post", status_code=201, response_model=ReportOut)
def report_post(body: ReportIn, account: AccountDep, session: SessionDep, once: AccountOnceDep) -> Any:
    """Tell the moderators about a post, once a person; who did is told to nobody."""

    def reported() -> ReportOut:
        members, now = of_account(session, account), chain_time(session)
        return ReportOut.of(moderation.report(session, body.post, members, body.reason, body.words, now=now))

    return once(reported, status=201)
