"""Claims without gas: the API queues, the worker's relayer sends."""

import time
from typing import Annotated

from fastapi import APIRouter, Path, Request
from sqlmodel import Session

from planet_chain.api.dependencies import ServiceDep, SessionDep
from planet_chain.api.errors import NotFound, NothingToClaim
from planet_chain.api.listing import index_of
from planet_chain.api.schemas.relays import RelayIn, RelayOut
from planet_chain.core.addresses import checksum_address
from planet_chain.rewards import relays
from planet_chain.rewards.relays import RelaysUnavailable
from planet_chain.store.queries.dues import dues_of

router = APIRouter(prefix="/relays", tags=["rewards"])

Id = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{22}$", examples=["Jq2vX0mYc7b1dZr9S3kTfA"])]


@router.post("/claims", summary="Claim without gas", status_code=202)
def relay_claims(wish: RelayIn, request: Request, service: ServiceDep, session: SessionDep) -> RelayOut:
    """Queue everything that the address can claim; while it is on its way, asking again gives the same."""
    if service.relays is None:
        raise RelaysUnavailable
    _expect_something(session, wish.address)
    caller = request.client.host if request.client else "unknown"
    row = relays.ask(session, wish.address, caller, service.relays, now=int(time.time()))
    return _shown(session, row.id)


@router.get("/{relay}", summary="Read a relay")
def read_relay(relay: Id, session: SessionDep) -> RelayOut:
    """How far a wish is."""
    return _shown(session, relay)


def _shown(session: Session, number: str) -> RelayOut:
    found = relays.relay_of(session, number)
    if found is None:
        raise NotFound("relay", number)
    return RelayOut.of(*found)


def _expect_something(session: Session, account: str) -> None:
    index_of(session)  # an index that did not begin yet knows of nothing
    due = dues_of(session, account)
    if not due.claims.claimable and not any(gift.state == "claimable" for gift in due.gifts):
        raise NothingToClaim(checksum_address(account))
