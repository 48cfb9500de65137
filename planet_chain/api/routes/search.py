"""Looking things up by words."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from sqlmodel import Session

from planet_chain.api import listing
from planet_chain.api.dependencies import ServiceDep, SessionDep
from planet_chain.api.errors import NothingToSearch
from planet_chain.api.paging import Cursor, Limit, decode_cursor, page_of
from planet_chain.api.routes.creators import described
from planet_chain.api.schemas.base import Page
from planet_chain.api.schemas.communities import CommunityOut
from planet_chain.api.schemas.search import HitOut, Kinds
from planet_chain.api.service import Service
from planet_chain.core.search import search_query
from planet_chain.store.queries import search as stored
from planet_chain.store.queries.communities import communities_of
from planet_chain.store.queries.creators import creators_of
from planet_chain.store.queries.posts import posts_of
from planet_chain.store.queries.search import Hit, Kind

router = APIRouter(prefix="/search", tags=["content"])

_KINDS: Final[dict[Kinds, Kind]] = {
    "posts": "post",
    "communities": "community",
    "creators": "creator",
    "topics": "topic",
}


@router.get("", summary="Search")
def search(
    service: ServiceDep,
    session: SessionDep,
    q: Annotated[str, Query(min_length=1, max_length=200, examples=["bonding curve"])],
    kind: Kinds = "posts",
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[HitOut]:
    """What has all words of `q`, the best first: words of three letters and more find their continuations.

    Of the newest 500 that match. Chinese and Japanese are found by any two neighbouring characters.
    """
    query = search_query(q)
    if query is None:
        raise NothingToSearch
    place = decode_cursor(cursor, str, int, int)
    before = Hit(*place) if place else None
    rows = stored.found(session, _KINDS[kind], query, before=before, limit=limit + 1)
    shown, following = page_of(rows, limit, lambda row: row)
    return Page(items=_shown(service, session, kind, [row.id for row in shown]), next=following)


def _shown(service: Service, session: Session, kind: Kinds, found: list[str]) -> list[HitOut]:
    """What was found as it is now; what a reorganisation took away since is left out."""
    if kind == "posts":
        posts = listing.with_tips(service, session, posts_of(session, found))
        return [HitOut(post=post) for post in posts if post.hidden is None]
    if kind == "communities":
        known = communities_of(session, service.curve, found)
        return [HitOut(community=CommunityOut.of(known[token])) for token in found if token in known]
    if kind == "creators":
        creators = described(service, session, creators_of(session, found))
        return [HitOut(creator=creator) for creator in creators]
    return [HitOut(topic=topic) for topic in found]
