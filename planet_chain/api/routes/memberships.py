"""Memberships: the tiers of creators, and the passes of members."""

from typing import Annotated

from fastapi import APIRouter, Query

from planet_chain.api.dependencies import ReadDep, ServiceDep
from planet_chain.api.listing import chain_time
from planet_chain.api.paging import Cursor, Limit, decode_cursor, page_of
from planet_chain.api.schemas.base import Address
from planet_chain.api.schemas.memberships import MembershipGiftOut, MembershipsOut, PassOut, TierOut
from planet_chain.store.queries.memberships import gifts_waiting, passes, tiers
from planet_chain.store.queries.page import Place

router = APIRouter(prefix="/memberships", tags=["people"])


@router.get("/tiers", summary="List tiers")
def list_tiers(
    session: ReadDep,
    creator: Annotated[Address | None, Query(description="Only of this creator.")] = None,
    limit: Limit = 50,
) -> list[TierOut]:
    """What memberships creators offer, the newest first."""
    return [TierOut.of(row) for row in tiers(session, creator=creator, limit=limit)]


@router.get("", summary="List memberships")
def list_memberships(
    service: ServiceDep,
    session: ReadDep,
    member: Annotated[Address | None, Query(description="Only of this account.")] = None,
    creator: Annotated[Address | None, Query(description="Only of this creator.")] = None,
    tier: Annotated[int | None, Query(ge=1, lt=2**32, description="Only of this tier.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> MembershipsOut:
    """Passes that exist, those with the newest lot first; of one member, with the gifts that wait too."""
    key = decode_cursor(cursor, int, int)
    before = Place(*key) if key else None
    where = service.address("Membership")
    rows = passes(session, where, member=member, creator=creator, tier=tier, before=before, limit=limit + 1)
    shown, following = page_of(rows, limit, lambda row: row.place)
    gifts = gifts_waiting(session, member) if member else []
    now = chain_time(session) if shown else 0
    items = [PassOut.of(row, now) for row in shown]
    return MembershipsOut(items=items, next=following, gifts=[MembershipGiftOut.of(gift) for gift in gifts])
