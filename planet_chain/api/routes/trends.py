"""What is hot."""

from collections.abc import Awaitable
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from planet_chain.api.dependencies import SharedDep
from planet_chain.api.kept import TrendsAsked
from planet_chain.api.paging import Limit
from planet_chain.api.schemas.base import Amount, Page
from planet_chain.api.schemas.trends import TrendOut
from planet_chain.api.shared import Shared
from planet_chain.api.straight import straight

_MANY: Final = 50


def _short(request: Request) -> Awaitable[Response] | None:
    if request.scope["query_string"]:
        return None
    return _answer(request, request.app.state.shared, TrendsAsked(_MANY, None))


router = APIRouter(prefix="/trends", tags=["content"], route_class=straight(_short))


@router.get("", summary="List trends", response_model=Page[TrendOut])
async def list_trends(
    request: Request,
    shared: SharedDep,
    limit: Limit = _MANY,
    size: Annotated[
        Amount | None,
        Query(description="Smallest quote units of the purchase that risks are told for."),
    ] = None,
) -> Response:
    """The hottest topics, why they are, and what they lead to, with figures and risks; one page."""
    return await _answer(request, shared, TrendsAsked(limit, None if size is None else int(size)))


async def _answer(request: Request, shared: Shared, asked: TrendsAsked) -> Response:
    kept = await shared.trends.ask(asked)
    headers = {"ETag": kept.tag, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(kept.packed, media_type="application/json", headers=headers)
    return Response(kept.body, media_type="application/json", headers=headers)
