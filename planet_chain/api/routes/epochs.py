"""The weeks of rewards, and the bundles from which anybody derives their roots."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import FileResponse
from sqlmodel import Session

from planet_chain.api import bundles
from planet_chain.api.dependencies import ReadDep, ServiceDep
from planet_chain.api.errors import NotFound
from planet_chain.api.paging import Cursor, Limit, decode_cursor, page_of
from planet_chain.api.schemas.base import Page
from planet_chain.api.schemas.rewards import BundleOut, EpochOut
from planet_chain.api.service import Service
from planet_chain.store.queries import rewards, roots
from planet_chain.store.queries.calendar import RewardsNotStarted, calendar
from planet_chain.store.rewards import Epoch

router = APIRouter(prefix="/epochs", tags=["rewards"])

Number = Annotated[int, Path(ge=1, lt=2**31, examples=[1], description="1 for the first week.")]


@router.get("", summary="List weeks")
def list_epochs(
    service: ServiceDep, session: ReadDep, cursor: Cursor = None, limit: Limit = 50
) -> Page[EpochOut]:
    """Weeks, the newest first: the running one, then the closed ones."""
    (before,) = decode_cursor(cursor, int) or (None,)
    rows = rewards.epochs(session, before=before, limit=limit + 1)
    shown, following = page_of(rows, limit, lambda row: (row.number,))
    running = [_running(service, session)] if cursor is None and _opens(session) else []
    return Page(items=[*running, *(_shown(session, row) for row in shown)], next=following)


@router.get("/current", summary="Read the running week")
def read_current(service: ServiceDep, session: ReadDep) -> EpochOut:
    """The week in which counts what people do now."""
    return _running(service, session)


@router.get("/{number}", summary="Read a week")
def read_epoch(number: Number, service: ServiceDep, session: ReadDep) -> EpochOut:
    """One week: its money, its root, and what became of it on chain."""
    row = rewards.epoch(session, number)
    if row is None and _opens(session) == number:
        return _running(service, session)
    return _shown(session, row or _closed(session, number))


@router.get("/{number}/bundle", summary="List a week's bundle")
def read_bundle(number: Number, request: Request, service: ServiceDep, session: ReadDep) -> BundleOut:
    """The files from which anybody derives the root, with their hashes."""
    return bundles.bundle_of(service, _closed(session, number), str(request.url.path))


@router.get(
    "/{number}/bundle/{file}",
    summary="Download a file of a bundle",
    response_class=FileResponse,
    responses=bundles.DOWNLOAD,
)
def download_bundle_file(
    number: Number, file: bundles.FileName, service: ServiceDep, session: ReadDep
) -> FileResponse:
    """One file of the bundle; it never changes."""
    return bundles.bundle_file(service, _closed(session, number), file)


@router.get("/{number}/tree.json", summary="Download a week's tree", response_class=FileResponse)
def download_tree(number: Number, service: ServiceDep, session: ReadDep) -> FileResponse:
    """The Merkle tree in OpenZeppelin's standard-v1 format: every account, total and proof."""
    return bundles.tree(service, _closed(session, number))


def _closed(session: Session, number: int) -> Epoch:
    row = rewards.epoch(session, number)
    if row is None:
        raise NotFound("epoch", str(number))
    return row


def _opens(session: Session) -> int | None:
    try:
        return calendar(session).open_epoch
    except RewardsNotStarted:
        return None


def _running(service: Service, session: Session) -> EpochOut:
    return EpochOut.running(calendar(session), service.pool)


def _shown(session: Session, row: Epoch) -> EpochOut:
    proposed = row.state in ("proposed", "activated", "rejected") and row.root is not None
    return EpochOut.of(
        row, roots.root_of(session, row.root, row.inputs_hash) if proposed and row.root else None
    )
