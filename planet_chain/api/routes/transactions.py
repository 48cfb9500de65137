"""Unsigned transactions. Nothing is signed or sent here: a wallet does both."""

from fastapi import APIRouter

from planet_chain.api import airdrop_orders, follow_orders, listing, orders
from planet_chain.api.dependencies import ServiceDep, SessionDep
from planet_chain.api.errors import NotFound
from planet_chain.api.listing import community_named
from planet_chain.api.schemas.transactions import (
    AirdropOrder,
    BuyOrder,
    ClaimOrder,
    CreateCommunityOrder,
    FollowOrder,
    SellOrder,
    SweepOrder,
    TipOrder,
    TransactionOut,
    UnfollowOrder,
)
from planet_chain.store.queries.airdrops import campaign_of, tree_total
from planet_chain.store.queries.dues import dues_of

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
    listing.index_of(session)  # an index that did not begin yet knows of nothing
    due = dues_of(session, beneficiary)
    gifts = [
        gift
        for gift in due.gifts
        if gift.state == "claimable"
        and order.token in (None, gift.token)
        and order.campaign in (None, gift.campaign)
    ]
    weekly = due.claims.claimable if order.campaign is None else []
    wanted = [claim for claim in weekly if order.token in (None, claim.token)]
    return orders.claim(service, order.account, beneficiary, wanted, gifts)


@router.post("/create-community", summary="Prepare a community")
def prepare_create_community(order: CreateCommunityOrder, service: ServiceDep) -> TransactionOut:
    """Steps that make the account's community, with its first buy in the same transaction."""
    return orders.create_community(service, order)


@router.post("/follow", summary="Prepare a follow")
def prepare_follow(order: FollowOrder, service: ServiceDep) -> TransactionOut:
    """The one step that follows a creator."""
    return follow_orders.follow(service, order)


@router.post("/unfollow", summary="Prepare the end of a follow")
def prepare_unfollow(order: UnfollowOrder, service: ServiceDep) -> TransactionOut:
    """The one step that ends a follow; it is possible after the creator was revoked too."""
    return follow_orders.unfollow(service, order)


@router.post("/airdrop", summary="Prepare an airdrop")
def prepare_airdrop(order: AirdropOrder, service: ServiceDep, session: SessionDep) -> TransactionOut:
    """Steps that make a campaign: an approval when one is missing, then the campaign."""
    return airdrop_orders.airdrop(service, order, tree_total(session, order.root))


@router.post("/sweep", summary="Prepare the sweep of an airdrop")
def prepare_sweep(order: SweepOrder, service: ServiceDep, session: SessionDep) -> TransactionOut:
    """The one step in which the funder takes what is left of an ended campaign."""
    campaign = campaign_of(session, order.campaign)
    if campaign is None:
        raise NotFound("airdrop", str(order.campaign))
    return airdrop_orders.sweep(service, order, campaign)
