"""Creators."""

from fastapi import APIRouter
from sqlmodel import Session

from planet_chain.api.dependencies import ReadDep, ServiceDep
from planet_chain.api.errors import NotFound
from planet_chain.api.money import named
from planet_chain.api.paging import Cursor, Limit, decode_cursor, page_of
from planet_chain.api.schemas.base import AddressPath, Page
from planet_chain.api.schemas.people import ContentEarningsOut, CreatorOut, EarningsOut
from planet_chain.api.schemas.record import CallOut
from planet_chain.api.service import Service
from planet_chain.core.addresses import checksum_address
from planet_chain.core.record import record
from planet_chain.store.queries import creators, summaries
from planet_chain.store.queries.calls import calls_of, records_of
from planet_chain.store.queries.creators import Creator
from planet_chain.store.queries.earnings import earnings_by_content, earnings_of
from planet_chain.store.queries.follows import followers_by_creator
from planet_chain.store.queries.page import Place, place_of

router = APIRouter(prefix="/creators", tags=["people"])


@router.get("", summary="List creators")
def list_creators(
    service: ServiceDep, session: ReadDep, cursor: Cursor = None, limit: Limit = 50
) -> Page[CreatorOut]:
    """Everybody who was ever registered, in the order of their numbers."""
    (after,) = decode_cursor(cursor, int) or (0,)
    rows = creators.list_creators(session, after=after, limit=limit + 1)
    shown, following = page_of(rows, limit, lambda row: (row.number,))
    return Page(items=described(service, session, list(shown)), next=following)


@router.get("/{address}", summary="Read a creator")
def read_creator(address: AddressPath, service: ServiceDep, session: ReadDep) -> CreatorOut:
    """One creator: number, stage, community, followers, earnings by source."""
    row = creators.creator_of(session, address)
    if row is None:
        raise NotFound("creator", checksum_address(address))
    return described(service, session, [row])[0]


@router.get("/{address}/earnings", summary="List earnings by content")
def list_earnings(
    address: AddressPath,
    service: ServiceDep,
    session: ReadDep,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[ContentEarningsOut]:
    """What each content that the creator published on chain brought them, the newest content first."""
    place = decode_cursor(cursor, int, int)
    before = Place(*place) if place else None
    rows = creators.contents(session, author=address, before=before, limit=limit + 1)
    shown, following = page_of(rows, limit, place_of)
    earned = earnings_by_content(session, address, [row.content_id for row in shown])
    items = [
        ContentEarningsOut.of(row, earned[row.content_id], named(service, earned[row.content_id].tips))
        for row in shown
    ]
    return Page(items=items, next=following)


@router.get("/{address}/calls", summary="List a creator's calls")
def list_calls(
    address: AddressPath, session: ReadDep, cursor: Cursor = None, limit: Limit = 50
) -> Page[CallOut]:
    """Every token that the person behind `address` named, the newest first, with what became of it."""
    last = decode_cursor(cursor, int, int)
    rows = calls_of(session, [address]).get(address, [])[::-1]
    older = [row for row in rows if last is None or (row.at, row.id) < last]
    shown, following = page_of(older, limit, lambda row: (row.at, row.id))
    return Page(items=[CallOut.of(row) for row in shown], next=following)


def described(service: Service, session: Session, rows: list[Creator]) -> list[CreatorOut]:
    """The creators in `rows` as everybody sees them."""
    who = [row.creator for row in rows]
    labels = summaries.labels_by_creator(session, who)
    earned = earnings_of(session, who)
    followers = followers_by_creator(session, who)
    written = summaries.posts_by_author(session, who)
    earlier = records_of(session, who)
    return [
        CreatorOut.of(
            row,
            labels.get(row.creator),
            EarningsOut.of(earned[row.creator], named(service, earned[row.creator].tips)),
            written.get(row.creator, 0),
            followers.get(row.creator, 0),
            earlier.get(row.creator) or record([]),
        )
        for row in rows
    ]
