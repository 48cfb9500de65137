"""Whom and what to look at."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from planet_chain.api.dependencies import MaybeAccountDep, ReadDep, ServiceDep
from planet_chain.api.recommending import recommendations_for
from planet_chain.api.schemas.base import Address
from planet_chain.api.schemas.recommendations import RecommendationsOut

router = APIRouter(prefix="/recommendations", tags=["content"])


@router.get("", summary="List recommendations")
def list_recommendations(
    service: ServiceDep,
    session: ReadDep,
    signed_in: MaybeAccountDep,
    response: Response,
    who: Annotated[
        Address | None,
        Query(alias="for", description="Whom for; without it, who is signed in, or anybody."),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=50, description="Of each list, at most.")] = 10,
) -> RecommendationsOut:
    """Traders, creators, groups and posts, each with why. What somebody reads counts only when they ask."""
    # what one person is shown is not for a proxy to show another
    response.headers["Cache-Control"], response.headers["Vary"] = "private, no-cache", "Cookie"
    reader = who or signed_in
    own = reader is not None and reader == signed_in
    return recommendations_for(service, session, reader, own=own, limit=limit)
