"""What is new, as it happens."""

from collections.abc import AsyncIterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Header, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

from planet_chain.api.live import Live
from planet_chain.api.news import Mark

router = APIRouter(tags=["operations"])

_EVENTS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Events `block` (the index moved; BlockEvent), `trade` (TradeOut), `tip` (TipEvent),"
        " `claim` (ClaimEvent), `trends` (they were refreshed; TrendsEvent), `gap` (too much happened to"
        " tell it; GapEvent), `slow` (you are let go; SlowEvent)."
    }
}


async def _place_in(request: Request) -> AsyncIterator[Live]:
    live: Live = request.app.state.live
    # before the answer begins, while it can still be refused
    with live.admitted(request.client.host if request.client else "unknown"):
        yield live


@router.get("/stream", summary="Hear what is new", response_class=EventSourceResponse, responses=_EVENTS)
async def hear(
    live: Annotated[Live, Depends(_place_in)],
    last_event_id: Annotated[
        str | None,
        Header(max_length=128, description="Of the event heard last: the stream goes on behind it."),
    ] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: each new block and what happened in it, on the branch of the chain that counts."""
    async for event in live.events(Mark.parse(last_event_id)):
        yield event
