"""Drafts of whoever signed in. Nobody else can read, change or publish them."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from planet_chain.api import listing
from planet_chain.api.dependencies import AccountDep, AccountOnceDep, ServiceDep, SessionDep
from planet_chain.api.listing import chain_time
from planet_chain.api.paging import Cursor, Limit, decode_cursor, page_of
from planet_chain.api.schemas.base import Page
from planet_chain.api.schemas.drafts import DraftIn, DraftOut, PublicationIn
from planet_chain.api.schemas.posts import PostOut
from planet_chain.api.versions import VersionDep, version_tag
from planet_chain.community import drafts
from planet_chain.store.content import SavedDraft

router = APIRouter(prefix="/drafts", tags=["content"])

DraftPath = Annotated[str, Path(pattern="^[0-9a-f]{32}$", examples=["5f" * 16])]


@router.get("", summary="List my drafts")
def list_drafts(
    account: AccountDep, session: SessionDep, cursor: Cursor = None, limit: Limit = 50
) -> Page[DraftOut]:
    """Drafts of whoever signed in, the newest first."""
    before = decode_cursor(cursor, int, str)
    rows = drafts.listed(session, account, before=before, limit=limit + 1)
    shown, following = page_of(rows, limit, lambda row: (row.created_at, row.id))
    return Page(items=[DraftOut.of(row) for row in shown], next=following)


@router.post("", summary="Begin a draft", status_code=201, response_model=DraftOut)
def begin_draft(
    body: DraftIn, account: AccountDep, session: SessionDep, once: AccountOnceDep, response: Response
) -> Any:
    """Begin a draft. The answer's ETag is its version."""
    now = chain_time(session)
    response.headers["ETag"] = version_tag(1)
    return once(lambda: DraftOut.of(drafts.begin(session, account, body.words, now=now)), status=201)


@router.get("/{draft}", summary="Read a draft")
def read_draft(draft: DraftPath, account: AccountDep, session: SessionDep, response: Response) -> DraftOut:
    """A draft, with its version as ETag."""
    return _tagged(response, drafts.read(session, account, draft))


@router.put("/{draft}", summary="Save a draft")
def save_draft(
    draft: DraftPath,
    body: DraftIn,
    account: AccountDep,
    session: SessionDep,
    version: VersionDep,
    response: Response,
) -> DraftOut:
    """Save over the version that `If-Match` names, so that two tabs cannot overwrite each other unseen."""
    now = chain_time(session)
    return _tagged(response, drafts.save(session, account, draft, version, body.words, now=now))


@router.delete("/{draft}", summary="Delete a draft", status_code=204)
def delete_draft(draft: DraftPath, account: AccountDep, session: SessionDep, version: VersionDep) -> None:
    """Delete the version that `If-Match` names."""
    drafts.remove(session, account, draft, version)


@router.post("/{draft}/publication", summary="Publish a draft", status_code=201, response_model=PostOut)
def publish_draft(
    draft: DraftPath,
    body: PublicationIn,
    account: AccountDep,
    service: ServiceDep,
    session: SessionDep,
    once: AccountOnceDep,
    version: VersionDep,
) -> Any:
    """Publish the version that `If-Match` names as a post of the member whose rewards go to you."""

    def published() -> PostOut:
        now = chain_time(session)
        post = drafts.publish(session, account, draft, version, body.member, now=now)
        return listing.with_tips(service, session, [post])[0]

    return once(published, status=201)


def _tagged(response: Response, row: SavedDraft) -> DraftOut:
    response.headers["ETag"] = version_tag(row.version)
    return DraftOut.of(row)
