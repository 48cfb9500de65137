"""Airdrops: campaigns by anyone for anyone, and the files from which anybody derives their roots."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Response
from sqlmodel import Session

from planet_chain.api import airdrop_plans
from planet_chain.api.dependencies import AccountDep, ReadDep, ServiceDep, SessionDep
from planet_chain.api.errors import NotFound
from planet_chain.api.listing import chain_time
from planet_chain.api.money import token_money
from planet_chain.api.paging import Cursor, Limit, decode_cursor, page_of
from planet_chain.api.schemas.airdrop_plans import (
    AirdropPlan,
    AirdropPreview,
    AirdropTreeIn,
    AirdropTreeOut,
)
from planet_chain.api.schemas.airdrops import AirdropOut
from planet_chain.api.schemas.base import Address, Page
from planet_chain.api.service import Service
from planet_chain.store.queries.airdrops import FILES, Campaign, File, campaign_of, campaigns, file_of
from planet_chain.store.queries.page import Place

router = APIRouter(prefix="/airdrops", tags=["airdrops"])

Number = Annotated[int, Path(ge=1, lt=2**53, examples=[1], description="The campaign's number.")]
_KINDS: Final[dict[File, str]] = {
    "airdrop.json": "application/json",
    "snapshot.csv": "text/csv; charset=utf-8",
    "tree.json": "application/json",
}
_DOWNLOAD: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The file's bytes; they never change.",
        "content": {
            "application/json": {"schema": {"type": "object"}},
            "text/csv": {"schema": {"type": "string"}},
        },
    }
}


@router.get("", summary="List airdrops")
def list_airdrops(
    service: ServiceDep,
    session: ReadDep,
    funder: Annotated[Address | None, Query(description="Only by this account.")] = None,
    token: Annotated[Address | None, Query(description="Only of this token.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[AirdropOut]:
    """Campaigns that match everything given, the newest first."""
    key = decode_cursor(cursor, int, int)
    before = Place(*key) if key else None
    rows = campaigns(session, funder=funder, token=token, before=before, limit=limit + 1)
    shown, following = page_of(rows, limit, lambda row: row.place)
    return Page(items=_described(service, session, shown), next=following)


@router.post("/previews", summary="Preview an airdrop")
def preview_airdrop(plan: AirdropPlan, service: ServiceDep, session: SessionDep) -> AirdropPreview:
    """Who would get what by a plan, after a final block, and the root it leads to. Nothing is kept."""
    return airdrop_plans.preview(service, session, plan)


@router.post("/trees", summary="Register a planned airdrop")
def register_airdrop(
    plan: AirdropTreeIn, service: ServiceDep, session: SessionDep, account: AccountDep
) -> AirdropTreeOut:
    """Keep the files of a preview before it is paid for: everybody it gives to finds their proof here.

    Of one account 20 wait at a time; a campaign with the root makes a plan stay for good.
    """
    return airdrop_plans.registered(service, session, plan, account)


@router.get("/{number}", summary="Read an airdrop")
def read_airdrop(number: Number, service: ServiceDep, session: ReadDep) -> AirdropOut:
    """One campaign: its money, its times, and the files behind its root."""
    return _described(service, session, [_existing(session, number)])[0]


@router.get(
    "/{number}/{file}",
    summary="Download a file of an airdrop",
    response_class=Response,
    responses=_DOWNLOAD,
)
def download_airdrop_file(number: Number, file: File, session: ReadDep) -> Response:
    """Parameters, snapshot or tree: `planet airdrop verify` derives the root from them."""
    found = file_of(session, _existing(session, number).root, file)
    if found is None:
        raise NotFound("file", f"{file} of airdrop {number} here; its funder has to register it")
    return Response(found, media_type=_KINDS[file])


def _existing(session: Session, number: int) -> Campaign:
    row = campaign_of(session, number)
    if row is None:
        raise NotFound("airdrop", str(number))
    return row


def _described(service: Service, session: Session, rows: Sequence[Campaign]) -> list[AirdropOut]:
    if not rows:
        return []
    now = chain_time(session)
    return [AirdropOut.of(row, now, _money(service, row), _files(row)) for row in rows]


def _money(service: Service, row: Campaign) -> dict[str, Any]:
    amounts = {"amount": row.amount, "claimed": row.claimed, "left": row.left, "gives": row.gives}
    return {
        name: None if amount is None else token_money(service, row.token, amount)
        for name, amount in amounts.items()
    }


def _files(row: Campaign) -> list[str]:
    if row.leaves is None:
        return []
    return [f"/api/v1/airdrops/{row.campaign}/{name}" for name in FILES]
