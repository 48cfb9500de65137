"""What people are on."""

from typing import Annotated

from fastapi import APIRouter, Query

from planet_chain.api.dependencies import ReadDep
from planet_chain.api.paging import Cursor, Limit, decode_cursor, page_of
from planet_chain.api.schemas.base import Page
from planet_chain.api.schemas.trends import TopicOut
from planet_chain.store.queries.topics import topics

router = APIRouter(prefix="/topics", tags=["content"])


@router.get("", summary="List topics")
def list_topics(
    session: ReadDep,
    prefix: Annotated[str, Query(max_length=50, description="Only those that begin so, without the #.")] = "",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[TopicOut]:
    """Every topic that verified people were on lately, by name; `trends` has the hottest, and why."""
    key = decode_cursor(cursor, str)
    rows = topics(session, prefix=prefix.lower(), after=key[0] if key else None, limit=limit + 1)
    shown, following = page_of(rows, limit, lambda row: (row.topic,))
    return Page(items=[TopicOut.of(row) for row in shown], next=following)
