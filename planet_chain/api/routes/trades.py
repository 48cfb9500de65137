"""Trades of every community."""

from typing import Annotated

from fastapi import APIRouter, Query

from planet_chain.api import listing
from planet_chain.api.dependencies import ReadDep
from planet_chain.api.paging import Cursor, Limit
from planet_chain.api.schemas.base import Address, Hash, Page
from planet_chain.api.schemas.trades import TradeOut

router = APIRouter(prefix="/trades", tags=["communities"])


@router.get("", summary="List trades")
def list_trades(
    session: ReadDep,
    token: Annotated[Address | None, Query(description="Only of this token.")] = None,
    trader: Annotated[Address | None, Query(description="Only by this account.")] = None,
    content_id: Annotated[Hash | None, Query(description="Only those that this post led to.")] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[TradeOut]:
    """Trades that match everything given, the newest first."""
    return listing.trades(session, cursor, limit, token=token, trader=trader, content_id=content_id)
