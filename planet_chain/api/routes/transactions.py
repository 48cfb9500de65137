"""Unsigned transactions. Nothing is signed or sent here: a wallet does both."""

from fastapi import APIRouter

from planet_chain.api import listing, orders
from planet_chain.api.dependencies import ServiceDep, SessionDep
from planet_chain.api.listing import community_named
from planet_chain.api.schemas.transactions import (
    BuyOrder,
    ClaimOrder,
    CreateCommunityOrder,
    SellOrder,
    TipOrder,
    TransactionOut,
)
from planet_chain.store.queries.rewards import claims_of

router = APIRouter(prefix="/transactions", tags=["transactions"])


@router.post("/buy", summary="Prepare a purchase")
def prepare_buy(order: BuyOrder, service: ServiceDep, session: SessionDep) -> TransactionOut:
    """Steps that buy a community token: an approval when one is missing, then the purchase."""
    community = community_named(service, session, order.token)
    risks = listing.risks(session, community, paid=int(order.quote_in))
    return orders.buy(service, order, community, risks)


@router.post("/sell", summary="Prepare a sale")
def prepare_sell(order: SellOrder, service: ServiceDep, session: SessionDep) -> TransactionOut:
    """The one step that sells community tokens; the market burns them, so no approval is needed."""
    return orders.sell(service, order, community_named(service, session, order.token))


@router.post("/tip", summary="Prepare a tip")
def prepare_tip(order: TipOrder, service: ServiceDep) -> TransactionOut:
    """Steps that tip a creator: an approval when one is missing, then the tip."""
    return orders.tip(service, order)


@router.post("/claim", summary="Prepare claims")
def prepare_claim(order: ClaimOrder, service: ServiceDep, session: SessionDep) -> TransactionOut:
    """One step a token that is claimable now. Anybody may send them: the money goes to the beneficiary."""
    beneficiary = order.beneficiary or order.account
    due = claims_of(session, beneficiary).claimable
    wanted = [claim for claim in due if order.token in (None, claim.token)]
    return orders.claim(service, order.account, beneficiary, wanted)


@router.post("/create-community", summary="Prepare a community")
def prepare_create_community(order: CreateCommunityOrder, service: ServiceDep) -> TransactionOut:
    """Steps that make the account's community, with its first buy in the same transaction."""
    return orders.create_community(service, order)
