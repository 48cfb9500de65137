"""Who follows whom."""

from typing import Annotated

from fastapi import APIRouter, Query

from planet_chain.api.dependencies import ReadDep
from planet_chain.api.listing import index_of
from planet_chain.api.paging import Cursor, Limit, decode_cursor, page_of
from planet_chain.api.schemas.base import Address, Page
from planet_chain.api.schemas.follows import FollowOut
from planet_chain.store.queries.follows import follows
from planet_chain.store.queries.page import Place, place_of

router = APIRouter(prefix="/follows", tags=["people"])


@router.get("", summary="List follows")
def list_follows(
    session: ReadDep,
    follower: Annotated[Address | None, Query(description="Only of this account.")] = None,
    creator: Annotated[Address | None, Query(description="Only of this creator.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[FollowOut]:
    """Follows that last until now and match everything given, the newest first."""
    key = decode_cursor(cursor, int, int)
    before = Place(*key) if key else None
    rows = follows(session, follower=follower, creator=creator, before=before, limit=limit + 1)
    shown, following = page_of(rows, limit, place_of)
    index = index_of(session) if shown else None
    items = [FollowOut.of(row, index.finality_of(row.block_number)) for row in shown if index]
    return Page(items=items, next=following)
