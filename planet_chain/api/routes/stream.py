"""What is new, as it happens."""

from collections.abc import AsyncIterator
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent

router = APIRouter(tags=["operations"])

_EVENTS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "Events `block` (the index moved; see BlockEvent) and `trade` (see TradeOut)."}
}


@router.get("/stream", summary="Hear what is new", response_class=EventSourceResponse, responses=_EVENTS)
async def hear(request: Request) -> AsyncIterator[ServerSentEvent]:
    """Server-sent events: each new block, and each trade in it."""
    async for event in request.app.state.live.events():
        yield event
