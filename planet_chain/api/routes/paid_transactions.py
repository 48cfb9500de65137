"""Unsigned transactions of memberships and paid questions. Nothing is signed or sent here."""

from fastapi import APIRouter

from planet_chain.api import membership_orders, question_orders
from planet_chain.api.dependencies import ServiceDep
from planet_chain.api.schemas.paid_orders import (
    AnswerOrder,
    AskOrder,
    AwardOrder,
    CancelOrder,
    CollectOrder,
    CollectPrizesOrder,
    CreateTierOrder,
    GiftAnswerOrder,
    GiftOrder,
    GrantOrder,
    JoinOrder,
    ReleaseOrder,
    RenewOrder,
    SetTierOrder,
    SettleOrder,
    WithdrawOrder,
)
from planet_chain.api.schemas.transactions import TransactionOut

router = APIRouter(prefix="/transactions", tags=["paid transactions"])


@router.post("/join", summary="Prepare a membership")
def prepare_join(order: JoinOrder, service: ServiceDep) -> TransactionOut:
    """Steps that buy a pass: an approval when one is missing, then the purchase."""
    return membership_orders.join(service, order)


@router.post("/renew", summary="Prepare a renewal")
def prepare_renew(order: RenewOrder, service: ServiceDep) -> TransactionOut:
    """Steps that buy one more period: an approval when one is missing, then the renewal."""
    return membership_orders.renew(service, order)


@router.post("/cancel", summary="Prepare a cancellation")
def prepare_cancel(order: CancelOrder, service: ServiceDep) -> TransactionOut:
    """The one step that ends a pass and pays back what is left of it."""
    return membership_orders.cancel(service, order)


@router.post("/gift", summary="Prepare a gift")
def prepare_gift(order: GiftOrder, service: ServiceDep) -> TransactionOut:
    """Steps that pay a period for somebody: an approval when one is missing, then the gift."""
    return membership_orders.gift(service, order)


@router.post("/accept-gift", summary="Prepare the acceptance of a gift")
def prepare_accept_gift(order: GiftAnswerOrder, service: ServiceDep) -> TransactionOut:
    """The one step in which the receiver takes a gift."""
    return membership_orders.accept_gift(service, order)


@router.post("/return-gift", summary="Prepare the return of a gift")
def prepare_return_gift(order: GiftAnswerOrder, service: ServiceDep) -> TransactionOut:
    """The one step that ends a gift and credits its giver."""
    return membership_orders.return_gift(service, order)


@router.post("/collect", summary="Prepare the collection of earnings")
def prepare_collect(order: CollectOrder, service: ServiceDep) -> TransactionOut:
    """The one step that sends a creator what memberships have earned."""
    return membership_orders.collect(service, order)


@router.post("/create-tier", summary="Prepare a tier")
def prepare_create_tier(order: CreateTierOrder, service: ServiceDep) -> TransactionOut:
    """The one step in which a creator offers a tier."""
    return membership_orders.create_tier(service, order)


@router.post("/set-tier", summary="Prepare the change of a tier")
def prepare_set_tier(order: SetTierOrder, service: ServiceDep) -> TransactionOut:
    """The one step in which a creator changes price and seats, for later purchases."""
    return membership_orders.set_tier(service, order)


@router.post("/grant", summary="Prepare a grant of time")
def prepare_grant(order: GrantOrder, service: ServiceDep) -> TransactionOut:
    """The one step in which a creator gives time; it waits as a gift for which nothing was paid."""
    return membership_orders.grant(service, order)


@router.post("/withdraw", summary="Prepare the withdrawal of refunds")
def prepare_withdraw(order: WithdrawOrder, service: ServiceDep) -> TransactionOut:
    """The one step that sends a giver all refunds of gifts."""
    return membership_orders.withdraw(service, order)


@router.post("/release", summary="Prepare the release of a seat")
def prepare_release(order: ReleaseOrder, service: ServiceDep) -> TransactionOut:
    """The one step that ends a pass whose time is over for 7 days; anybody may send it."""
    return membership_orders.release(service, order)


@router.post("/ask", summary="Prepare a question")
def prepare_ask(order: AskOrder, service: ServiceDep) -> TransactionOut:
    """Steps that put a prize on a question: an approval when one is missing, then the question."""
    return question_orders.ask(service, order)


@router.post("/answer", summary="Prepare an answer")
def prepare_answer(order: AnswerOrder, service: ServiceDep) -> TransactionOut:
    """The one step that answers a question."""
    return question_orders.answer(service, order)


@router.post("/award", summary="Prepare an award")
def prepare_award(order: AwardOrder, service: ServiceDep) -> TransactionOut:
    """The one step in which the asker shares the prize."""
    return question_orders.award(service, order)


@router.post("/settle", summary="Prepare the end of a question")
def prepare_settle(order: SettleOrder, service: ServiceDep) -> TransactionOut:
    """The one step that ends a question whose time is over; anybody may send it."""
    return question_orders.settle(service, order)


@router.post("/collect-prizes", summary="Prepare the collection of prizes")
def prepare_collect_prizes(order: CollectPrizesOrder, service: ServiceDep) -> TransactionOut:
    """The one step that sends an account everything that questions owe it."""
    return question_orders.collect_prizes(service, order)
