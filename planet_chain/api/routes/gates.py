"""Gates of private groups, and passes that a chat or a stream server verifies by itself."""

import time
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from planet_chain.api import admission
from planet_chain.api.admission import Asked
from planet_chain.api.dependencies import AccountDep, ServiceDep, SessionDep
from planet_chain.api.schemas.base import Address, AddressPath, Amount, Flag
from planet_chain.api.schemas.gates import EntryOut, GateIn, GateOut, GatePassOut, KeysOut, Tier
from planet_chain.community.gates import Match

router = APIRouter(prefix="/gates/{community}", tags=["gates"])
well_known = APIRouter(prefix="/.well-known", tags=["gates"])


def _asked(
    balance: Annotated[Amount | None, Query(description="Have so much of its token.")] = None,
    member: Annotated[Flag, Query(description="Hold a pass of its creator.")] = False,
    tier: Annotated[Tier | None, Query(description="Hold a pass of this tier.")] = None,
    follow: Annotated[Flag, Query(description="Follow its creator.")] = False,
    points: Annotated[Amount | None, Query(description="Have earned so many Planet Points.")] = None,
    match: Annotated[Match, Query(description="Of the rules in this question.")] = "all",
) -> Asked:
    return Asked(balance, member, tier, follow, points, match)


@router.get("", summary="May this address enter?")
def read_gate(
    community: AddressPath,
    address: Annotated[Address, Query()],
    asked: Annotated[Asked, Depends(_asked)],
    service: ServiceDep,
    session: SessionDep,
) -> EntryOut:
    """The verdict as of the finalized block: by the rules of the question, else by those of the creator."""
    return admission.verdict(service, session, community, address, asked)


@router.get("/rules", summary="Read a gate's rules")
def read_rules(community: AddressPath, service: ServiceDep, session: SessionDep) -> GateOut:
    """The rules that the community's creator set."""
    return admission.rules_of(service, session, community)


@router.put("", summary="Set a gate's rules")
def set_rules(
    community: AddressPath, gate: GateIn, account: AccountDep, service: ServiceDep, session: SessionDep
) -> GateOut:
    """Replace the rules; only the community's creator, signed in, can. Passes given before live on."""
    return admission.set_rules(service, session, community, account, gate, int(time.time()))


@router.post("/passes", summary="Get a pass", status_code=201)
def issue_pass(
    community: AddressPath, account: AccountDep, service: ServiceDep, session: SessionDep, response: Response
) -> GatePassOut:
    """A pass of five minutes for the account that is signed in, by the creator's rules alone."""
    response.headers["Cache-Control"] = "no-store"
    return admission.issue_pass(service, session, community, account, int(time.time()))


@well_known.get("/jwks.json", summary="Keys that sign passes")
def read_keys(service: ServiceDep, response: Response) -> Any:
    """Public keys: who verifies passes keeps them for a while, and asks again for a kid it does not know."""
    response.headers["Cache-Control"] = "public, max-age=300"
    return KeysOut.model_validate({"keys": admission.keys_of(service)})
