"""What is hot."""

from fastapi import APIRouter

from planet_chain.api.dependencies import ServiceDep, SessionDep
from planet_chain.api.paging import Limit
from planet_chain.api.schemas.base import Page
from planet_chain.api.schemas.trends import TrendOut
from planet_chain.community import trends
from planet_chain.store.queries.communities import communities_of

router = APIRouter(prefix="/trends", tags=["content"])


@router.get("", summary="List trends")
def list_trends(service: ServiceDep, session: SessionDep, limit: Limit = 50) -> Page[TrendOut]:
    """The hottest topics, why they are, and the posts and communities they lead to; one page."""
    rows = trends.read(session, limit=limit)
    tokens = {link["token"] for row in rows for link in row.why["communities"]}
    known = communities_of(session, service.curve, sorted(tokens))
    return Page(items=[TrendOut.of(row, known) for row in rows], next=None)
