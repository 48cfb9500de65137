"""Claims and signed payments without gas: the API queues, the worker's relayer sends."""

import time
from typing import Annotated

from fastapi import APIRouter, Path, Request
from sqlmodel import Session

from planet_chain.api import authorizations
from planet_chain.api.dependencies import ServiceDep, SessionDep
from planet_chain.api.errors import NotFound, NothingToClaim
from planet_chain.api.listing import index_of
from planet_chain.api.schemas.relays import (
    AuthorizationOut,
    JoinAuthorizationIn,
    RelayIn,
    RelayOut,
    SignedJoinIn,
    SignedTipIn,
    TipAuthorizationIn,
)
from planet_chain.api.service import Service
from planet_chain.core.addresses import checksum_address
from planet_chain.rewards import relays
from planet_chain.rewards.relays import Budget, RelaysUnavailable, Signed
from planet_chain.store.queries.dues import dues_of

router = APIRouter(prefix="/relays", tags=["relays"])

Id = Annotated[str, Path(pattern="^[A-Za-z0-9_-]{22}$", examples=["Jq2vX0mYc7b1dZr9S3kTfA"])]


@router.post("/claims", summary="Claim without gas", status_code=202)
def relay_claims(wish: RelayIn, request: Request, service: ServiceDep, session: SessionDep) -> RelayOut:
    """Queue everything that the address can claim; while it is on its way, asking again gives the same."""
    budget = _budget(service)
    _expect_something(session, wish.address)
    row = relays.ask(session, wish.address, _caller(request), budget, now=int(time.time()))
    return _shown(session, row.id)


@router.post("/tips/authorizations", summary="Prepare a tip to sign")
def prepare_tip_authorization(order: TipAuthorizationIn, service: ServiceDep) -> AuthorizationOut:
    """What the fan's wallet signs, without gas, so that the relayer can send this tip and nothing else."""
    _budget(service)
    return authorizations.tip_to_sign(service, order)


@router.post("/tips", summary="Tip without gas", status_code=202)
def relay_tip(wish: SignedTipIn, request: Request, service: ServiceDep, session: SessionDep) -> RelayOut:
    """Queue a signed tip, tried before; while it is on its way, asking again gives the same."""
    signed = Signed("tip", authorizations.tip_call(service, wish))
    return _queue(wish.account, signed, request, service, session)


@router.post("/joins/authorizations", summary="Prepare a membership to sign")
def prepare_join_authorization(order: JoinAuthorizationIn, service: ServiceDep) -> AuthorizationOut:
    """What the fan's wallet signs, without gas, so that the relayer can buy this and nothing else."""
    _budget(service)
    return authorizations.join_to_sign(service, order)


@router.post("/joins", summary="Join without gas", status_code=202)
def relay_join(wish: SignedJoinIn, request: Request, service: ServiceDep, session: SessionDep) -> RelayOut:
    """Queue a signed membership, tried before; while it is on its way, asking again gives the same."""
    signed = Signed("join", authorizations.join_call(service, wish))
    return _queue(wish.account, signed, request, service, session)


@router.get("/{relay}", summary="Read a relay")
def read_relay(relay: Id, session: SessionDep) -> RelayOut:
    """How far a wish is."""
    return _shown(session, relay)


def _queue(account: str, signed: Signed, request: Request, service: Service, session: Session) -> RelayOut:
    budget = _budget(service)
    # what is in a block already would be refused as used
    if relays.underway(session, account, signed) is None:
        authorizations.expect_accepted(service, account, signed.call)
    row = relays.ask(session, account, _caller(request), budget, now=int(time.time()), signed=signed)
    return _shown(session, row.id)


def _budget(service: Service) -> Budget:
    if service.relays is None:
        raise RelaysUnavailable
    return service.relays


def _caller(request: Request) -> str:
    return request.client.host if request.client else "unknown"


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
