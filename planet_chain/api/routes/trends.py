"""What is hot."""

from typing import Annotated

from fastapi import APIRouter, Query

from planet_chain.api.dependencies import ServiceDep, SessionDep
from planet_chain.api.paging import Limit
from planet_chain.api.schemas.base import Amount, Page
from planet_chain.api.schemas.trends import TrendOut
from planet_chain.api.trending import trend_out
from planet_chain.community import trends
from planet_chain.store.queries.communities import communities_of

router = APIRouter(prefix="/trends", tags=["content"])


@router.get("", summary="List trends")
def list_trends(
    service: ServiceDep,
    session: SessionDep,
    limit: Limit = 50,
    size: Annotated[
        Amount | None,
        Query(description="Smallest quote units of the purchase that risks are told for."),
    ] = None,
) -> Page[TrendOut]:
    """The hottest topics, why they are, and what they lead to, with figures and risks; one page."""
    rows = trends.read(session, limit=limit)
    tokens = {link["token"] for row in rows for link in row.why["communities"]}
    known = communities_of(session, service.curve, sorted(tokens))
    paid = None if size is None else int(size)
    return Page(items=[trend_out(service, row, known, paid) for row in rows], next=None)
