"""Community tokens."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Header, Query

from planet_chain.api import listing
from planet_chain.api.dependencies import ReadDep, ServiceDep
from planet_chain.api.holders import holders_csv
from planet_chain.api.listing import chain_time, community_named
from planet_chain.api.paging import Cursor, Limit, decode_cursor, page_of
from planet_chain.api.schemas.base import AddressPath, Page, UnixTime
from planet_chain.api.schemas.communities import (
    CandleOut,
    CandlesOut,
    CommunityDetail,
    CommunityOut,
    HolderOut,
)
from planet_chain.api.schemas.posts import PostOut
from planet_chain.api.schemas.trades import TradeOut
from planet_chain.core.addresses import checksum_address
from planet_chain.store.queries import communities, trades
from planet_chain.store.queries.communities import Order

router = APIRouter(prefix="/communities", tags=["communities"])

_SECONDS: Final = {"1m": 60, "5m": 300, "1h": 3_600, "1d": 86_400}
_CSV: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}}
}


@router.get("", summary="List communities")
def list_communities(
    service: ServiceDep, session: ReadDep, sort: Order = "volume", cursor: Cursor = None, limit: Limit = 50
) -> Page[CommunityOut]:
    """Every community, the highest in `sort` first."""
    after = decode_cursor(cursor, int, str)
    rows = communities.list_communities(session, service.curve, sort, after=after, limit=limit + 1)
    shown, following = page_of(rows, limit, lambda row: communities.cursor_of(row, sort))
    return Page(items=[CommunityOut.of(row) for row in shown], next=following)


@router.get("/{token}", summary="Read a community")
def read_community(token: AddressPath, service: ServiceDep, session: ReadDep) -> CommunityDetail:
    """One community with its curve, and what to know before buying."""
    row = community_named(service, session, token)
    explorer = service.network.token_url(checksum_address(row.token))
    return CommunityDetail.detailed(row, service.curve, listing.risks(session, row), explorer)


@router.get("/{token}/trades", summary="List a community's trades")
def list_community_trades(
    token: AddressPath, service: ServiceDep, session: ReadDep, cursor: Cursor = None, limit: Limit = 50
) -> Page[TradeOut]:
    """Trades of this token, the newest first."""
    community_named(service, session, token)
    return listing.trades(session, cursor, limit, token=token)


@router.get(
    "/{token}/holders",
    summary="List a community's holders",
    response_model=Page[HolderOut],
    responses=_CSV,
)
def list_holders(
    token: AddressPath,
    service: ServiceDep,
    session: ReadDep,
    cursor: Cursor = None,
    limit: Limit = 50,
    form: Annotated[Literal["json", "csv"] | None, Query(alias="format")] = None,
    accept: Annotated[str, Header(include_in_schema=False)] = "",
) -> Any:
    """Who holds this token, the largest first. As CSV (`format=csv`, or by Accept): everybody at once."""
    row = community_named(service, session, token)
    if form == "csv" or (form is None and accept.startswith("text/csv")):
        return holders_csv(service.database, token)
    rows = communities.holders_of(session, token, after=decode_cursor(cursor, int, str), limit=limit + 1)
    shown, following = page_of(rows, limit, lambda holder: (holder.amount, holder.holder))
    return Page(items=[HolderOut.of(holder, row.supply) for holder in shown], next=following)


@router.get("/{token}/candles", summary="Read a community's prices")
def read_candles(
    token: AddressPath,
    service: ServiceDep,
    session: ReadDep,
    interval: Annotated[Literal["1m", "5m", "1h", "1d"], Query(description="Length of a candle.")] = "1h",
    until: Annotated[UnixTime | None, Query(description="Unix seconds; now without it.")] = None,
    limit: Annotated[int, Query(ge=1, le=1_000, description="Intervals, at most.")] = 200,
) -> CandlesOut:
    """Candles of the last `limit` intervals up to `until`, the oldest first."""
    community_named(service, session, token)
    seconds = _SECONDS[interval]
    end = ((chain_time(session) if until is None else until) // seconds + 1) * seconds
    rows = trades.candles(session, token, seconds, end - limit * seconds, end)
    return CandlesOut(interval=seconds, items=[CandleOut.of(row) for row in rows])


@router.get("/{token}/posts", summary="List a community's posts")
def list_community_posts(
    token: AddressPath,
    service: ServiceDep,
    session: ReadDep,
    by: Annotated[
        Literal["creator", "mention"],
        Query(description="Of its creator, or of anybody who names its address."),
    ] = "creator",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[PostOut]:
    """Posts about this community, the newest first."""
    row = community_named(service, session, token)
    which = {"author": row.creator} if by == "creator" else {"asset": token}
    return listing.posts(service, session, cursor, limit, **which)
