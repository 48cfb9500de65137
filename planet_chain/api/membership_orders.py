"""From an order about memberships to the transactions that carry it out."""

from typing import Any

from planet_chain.api.schemas.paid_orders import (
    CancelOrder,
    CollectOrder,
    CreateTierOrder,
    GiftAnswerOrder,
    GiftOrder,
    GrantOrder,
    JoinOrder,
    ReleaseOrder,
    RenewOrder,
    SetTierOrder,
    WithdrawOrder,
)
from planet_chain.api.schemas.transactions import Kind, TransactionOut
from planet_chain.api.service import Service
from planet_chain.api.unsigned import Chain, Step, expecting, named_amount, raw
from planet_chain.chain.errors import named_reverts
from planet_chain.core.addresses import checksum_address

_CONTRACT = "Membership"


def join(service: Service, order: JoinOrder) -> TransactionOut:
    """Buy a pass.

    Raises:
        ContractReverted: the contract or the token refuses, and why.
    """
    chain = Chain.of(service)
    creator, price = checksum_address(order.creator), _price(chain, order.creator, order.tier)
    arguments = (creator, order.tier, _most(order.max_price, price), raw(order.content_id))
    summary = f"Join tier {order.tier} of {creator} for {_money(service, price)}"
    return _paid(chain, order.account, "join", "join", arguments, summary, price, "pass_id")


def renew(service: Service, order: RenewOrder) -> TransactionOut:
    """Buy one more period.

    Raises:
        ContractReverted: the contract or the token refuses, and why.
    """
    chain, number = Chain.of(service), int(order.pass_id)
    with named_reverts():
        creator, tier = chain.contract(_CONTRACT).functions.tierOf(number).call()
    price = _price(chain, creator, tier)
    arguments = (number, _most(order.max_price, price), raw(order.content_id))
    summary = f"Renew tier {tier} of {creator} for {_money(service, price)}"
    return _paid(chain, order.account, "renew", "renew", arguments, summary, price)


def gift(service: Service, order: GiftOrder) -> TransactionOut:
    """Pay one period for somebody.

    Raises:
        ContractReverted: the contract or the token refuses, and why.
    """
    chain = Chain.of(service)
    creator, to, price = checksum_address(order.creator), checksum_address(order.to), 0
    price = _price(chain, order.creator, order.tier)
    arguments = (to, creator, order.tier, _most(order.max_price, price), raw(order.content_id))
    summary = f"Give {to} tier {order.tier} of {creator} for {_money(service, price)}"
    return _paid(chain, order.account, "gift", "gift", arguments, summary, price, "gift")


def cancel(service: Service, order: CancelOrder) -> TransactionOut:
    """End a pass.

    Raises:
        ContractReverted: the account does not hold it.
    """
    chain, number = Chain.of(service), int(order.pass_id)
    with named_reverts("to cancel"):
        back, _givers = chain.contract(_CONTRACT).functions.refundOf(number).call()
    summary = f"End the membership; {_money(service, back)} come back"
    offered = _alone(chain, order.account, "cancel", "cancelSubscription", (number,), summary)
    return expecting(offered, {}, {"refund": back}, service.quote.decimals)


def accept_gift(service: Service, order: GiftAnswerOrder) -> TransactionOut:
    """Accept a gift.

    Raises:
        ContractReverted: it is not the account's, or waited too long.
    """
    summary = f"Accept the membership that is gift {order.gift}"
    return _alone(Chain.of(service), order.account, "accept-gift", "acceptGift", (order.gift,), summary)


def return_gift(service: Service, order: GiftAnswerOrder) -> TransactionOut:
    """Send a gift back to whoever paid it.

    Raises:
        ContractReverted: it still waits for its receiver.
    """
    summary = f"Return gift {order.gift} to its giver"
    return _alone(Chain.of(service), order.account, "return-gift", "returnGift", (order.gift,), summary)


def collect(service: Service, order: CollectOrder) -> TransactionOut:
    """Take what is earned.

    Raises:
        ContractReverted: nothing is, or a pass is of another creator.
    """
    to = checksum_address(order.recipient or order.account)
    ids = [int(number) for number in order.pass_ids]
    summary = f"Send what memberships have earned to {to}"
    return _alone(
        Chain.of(service), order.account, "collect", "collect", (ids, to), summary, pays=service.quote.address
    )


def create_tier(service: Service, order: CreateTierOrder) -> TransactionOut:
    """Offer a tier.

    Raises:
        ContractReverted: the account is no verified creator, or the name does not show.
    """
    terms = (int(order.price), order.period_days, order.seats, order.soulbound)
    kind = "stay with their holder" if order.soulbound else "can be traded"
    price = _money(service, terms[0])
    summary = f"Offer {order.name}: {price} for {order.period_days} days, {order.seats} passes that {kind}"
    arguments = (order.name, *terms, raw(order.content_id))
    return _alone(Chain.of(service), order.account, "create-tier", "createTier", arguments, summary, "tier")


def set_tier(service: Service, order: SetTierOrder) -> TransactionOut:
    """Change what a tier costs and holds from now on.

    Raises:
        ContractReverted: the account has no such tier.
    """
    arguments = (order.tier, int(order.price), order.seats)
    summary = f"From now on tier {order.tier} costs {_money(service, arguments[1])}, with {order.seats} seats"
    return _alone(Chain.of(service), order.account, "set-tier", "setTier", arguments, summary)


def grant(service: Service, order: GrantOrder) -> TransactionOut:
    """Give time in an own tier.

    Raises:
        ContractReverted: the account is no verified creator, or has no such tier.
    """
    to = checksum_address(order.to)
    arguments = (to, order.tier, order.length_days, raw(order.content_id))
    summary = f"Give {to} {order.length_days} days of tier {order.tier}, for nothing"
    return _alone(Chain.of(service), order.account, "grant", "grant", arguments, summary, "gift")


def withdraw(service: Service, order: WithdrawOrder) -> TransactionOut:
    """Take refunds of gifts.

    Raises:
        ContractReverted: there are none.
    """
    to = checksum_address(order.recipient or order.account)
    summary = f"Send the refunds of gifts to {to}"
    return _alone(
        Chain.of(service), order.account, "withdraw", "withdraw", (to,), summary, pays=service.quote.address
    )


def release(service: Service, order: ReleaseOrder) -> TransactionOut:
    """End a pass that ended long ago.

    Raises:
        ContractReverted: it did not, or there is none.
    """
    summary = f"End pass {order.pass_id}, whose time is over, so that its seat is free"
    arguments = (int(order.pass_id),)
    return _alone(Chain.of(service), order.account, "release", "release", arguments, summary)


def _price(chain: Chain, creator: str, tier: int) -> int:
    """What the tier costs now; 0 when there is none, which the contract says by name when it is tried."""
    with named_reverts():
        terms = chain.contract(_CONTRACT).functions.termsOf(checksum_address(creator), tier).call()
    return int(terms[0])


def _most(asked: str | None, price: int) -> int:
    return price if asked is None else int(asked)


def _money(service: Service, amount: int) -> str:
    return named_amount(service, service.quote.address, amount)


def _paid(
    chain: Chain,
    account: str,
    kind: Kind,
    function: str,
    arguments: tuple[Any, ...],
    summary: str,
    price: int,
    makes: str | None = None,
) -> TransactionOut:
    where = chain.service.address(_CONTRACT)
    approvals = chain.approvals(account, chain.service.quote.address, where, price)
    return chain.offer_last(
        account, [*approvals, Step(kind, _CONTRACT, function, where, arguments, summary)], makes
    )


def _alone(
    chain: Chain,
    account: str,
    kind: Kind,
    function: str,
    arguments: tuple[Any, ...],
    summary: str,
    makes: str | None = None,
    pays: str | None = None,
) -> TransactionOut:
    where = chain.service.address(_CONTRACT)
    step = Step(kind, _CONTRACT, function, where, arguments, summary)
    return chain.offer_last(account, [step], makes, pays)
