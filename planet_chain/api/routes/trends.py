"""What is hot."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from planet_chain.api.dependencies import SharedDep
from planet_chain.api.kept import TrendsAsked
from planet_chain.api.paging import Limit
from planet_chain.api.schemas.base import Amount, Page
from planet_chain.api.schemas.trends import TrendOut

router = APIRouter(prefix="/trends", tags=["content"])


@router.get("", summary="List trends", response_model=Page[TrendOut])
async def list_trends(
    request: Request,
    shared: SharedDep,
    limit: Limit = 50,
    size: Annotated[
        Amount | None,
        Query(description="Smallest quote units of the purchase that risks are told for."),
    ] = None,
) -> Response:
    """The hottest topics, why they are, and what they lead to, with figures and risks; one page."""
    kept = await shared.trends.ask(TrendsAsked(limit, None if size is None else int(size)))
    headers = {"ETag": kept.tag, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(kept.packed, media_type="application/json", headers=headers)
    return Response(kept.body, media_type="application/json", headers=headers)
