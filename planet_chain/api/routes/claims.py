"""What an account can claim."""

from typing import Final

from fastapi import APIRouter
from sqlmodel import Session

from planet_chain.api.dependencies import ServiceDep, SessionDep
from planet_chain.api.listing import index_of
from planet_chain.api.money import token_money
from planet_chain.api.schemas.airdrops import GiftOut
from planet_chain.api.schemas.base import AddressPath
from planet_chain.api.schemas.rewards import ClaimableOut, ClaimedOut, ClaimsOut, FailedOut, PendingClaim
from planet_chain.api.service import Service
from planet_chain.store.chain import ClaimedFact
from planet_chain.store.queries import creators, roots
from planet_chain.store.queries.airdrops import gifts_claimed, gifts_due
from planet_chain.store.queries.index import index_status
from planet_chain.store.queries.page import place_of
from planet_chain.store.queries.rewards import Claim, claims_of, failed_of
from planet_chain.store.ties import AirdropClaimedFact

router = APIRouter(prefix="/claims", tags=["rewards"])

_SHOWN: Final = 50


@router.get("/{address}", summary="Read an account's claims")
def read_claims(address: AddressPath, service: ServiceDep, session: SessionDep) -> ClaimsOut:
    """Everything `address` can claim now, with proofs, what is on its way, and what was paid."""
    claims = claims_of(session, address)
    return ClaimsOut(
        account=address,
        distributor=service.address("RewardDistributor"),
        self_only=creators.is_self_only(session, address),
        claimable=[
            ClaimableOut.of(claim, token_money(service, claim.token, claim.amount))
            for claim in claims.claimable
        ],
        pending=[_pending(service, claim) for claim in claims.pending],
        airdrops=_airdrops(service, session, address),
        claimed=_claimed(service, session, address),
        failed=[
            FailedOut.of(claim, token_money(service, claim.token, claim.amount))
            for claim in failed_of(session, address)
        ],
    )


def _pending(service: Service, claim: Claim) -> PendingClaim:
    return PendingClaim(
        token=claim.token,
        amount=token_money(service, claim.token, claim.amount),
        root=claim.root,
        epoch=claim.epoch,
        state=claim.state,
        until=claim.activatable_at,
    )


def _airdrops(service: Service, session: Session, account: str) -> list[GiftOut]:
    index = index_status(session)
    due = gifts_due(session, account, index.head_time) if index else []
    return [GiftOut.of(gift, token_money(service, gift.token, gift.amount)) for gift in due]


def _claimed(service: Service, session: Session, account: str) -> list[ClaimedOut]:
    rows: list[ClaimedFact | AirdropClaimedFact] = [
        *roots.claims(session, account=account),
        *gifts_claimed(session, account=account),
    ]
    if not rows:
        return []
    index = index_of(session)
    newest = sorted(rows, key=place_of, reverse=True)[:_SHOWN]
    return [
        ClaimedOut.of(row, token_money(service, row.token, row.amount), index.finality_of(row.block_number))
        for row in newest
    ]
