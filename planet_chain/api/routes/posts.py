"""Posts."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from sqlmodel import Session

from planet_chain.api import listing
from planet_chain.api.dependencies import ReadDep, ServiceDep, SessionDep, writer
from planet_chain.api.idempotency import Once
from planet_chain.api.listing import chain_time
from planet_chain.api.paging import Cursor, Limit
from planet_chain.api.schemas.base import Address, Hash, Page, Word
from planet_chain.api.schemas.intake import PostIn
from planet_chain.api.schemas.posts import PostOut
from planet_chain.api.service import Service
from planet_chain.community import posts
from planet_chain.community.activity import FUTURE_TOLERANCE
from planet_chain.community.errors import PostRefused
from planet_chain.community.posts import Draft
from planet_chain.community.words import topic_of

router = APIRouter(prefix="/posts", tags=["content"])


@router.get("", summary="List posts")
def list_posts(
    service: ServiceDep,
    session: ReadDep,
    creator: Annotated[Word | None, Query(description="Only of this member.")] = None,
    author: Annotated[Address | None, Query(description="Only of members with this address.")] = None,
    topic: Annotated[Word | None, Query(description="Only about this topic.")] = None,
    asset: Annotated[
        Word | None, Query(description="Only those that name this `$SYMBOL` or token address.")
    ] = None,
    content_id: Annotated[Hash | None, Query(description="Only with this content on chain.")] = None,
    mentioning: Annotated[Word | None, Query(description="Only those that mention this member.")] = None,
    tag: Annotated[Word | None, Query(description="Only those that the tagger finds to be about it.")] = None,
    language: Annotated[
        str | None, Query(pattern="^[a-z]{2,3}$", description="Only those that it finds to be in it.")
    ] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[PostOut]:
    """Posts that match everything given, the newest first. Hidden ones are left out."""
    which = {
        "creator": creator,
        "author": author,
        "topic": None if topic is None else topic_of(topic),
        "asset": None if asset is None else _asset(asset),
        "content_id": content_id,
        "mentioning": mentioning,
        "tag": None if tag is None else topic_of(tag),
        "language": language,
    }
    return listing.posts(service, session, cursor, limit, **which)


@router.get("/{post:path}", summary="Read a post")
def read_post(
    post: Annotated[str, Path(min_length=1, max_length=128, examples=["p-77"])],
    service: ServiceDep,
    session: ReadDep,
) -> PostOut:
    """One post."""
    return listing.with_tips(service, session, [posts.get(session, post)])[0]


@router.post("", summary="Publish a post", status_code=201, response_model=PostOut, tags=["intake"])
def publish_post(
    draft: PostIn, service: ServiceDep, session: SessionDep, once: Annotated[Once, writer("posts")]
) -> Any:
    """Publish a post. It never changes afterwards; publishing the same one again changes nothing."""
    return once(lambda: _published(service, session, draft), status=201)


def _published(service: Service, session: Session, draft: PostIn) -> PostOut:
    now = chain_time(session)
    at = now if draft.at is None else draft.at
    if at > now + FUTURE_TOLERANCE:
        raise PostRefused("at", f"{at} lies in the future of the chain, which is at {now}")
    said = Draft(**draft.model_dump(exclude={"at"}))
    return listing.with_tips(service, session, [posts.publish(session, said, now=at)])[0]


def _asset(text: str) -> str:
    return text.lower() if text.lower().startswith("0x") else "$" + text.removeprefix("$").upper()
