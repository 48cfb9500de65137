"""From an order about airdrops to the transactions that carry it out."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from planet_chain.api.schemas.base import Money
from planet_chain.api.schemas.communities import RiskOut
from planet_chain.api.schemas.transactions import AirdropOrder, SweepOrder, TransactionOut
from planet_chain.api.service import Service
from planet_chain.api.unsigned import Chain, Step, expecting, named_amount, raw
from planet_chain.core.addresses import checksum_address
from planet_chain.core.amounts import format_amount
from planet_chain.store.queries.airdrops import Campaign, GiftDue

_AT_ONCE: Final = 50
"""Leaves in one transaction: some 4 million gas."""


def airdrop(service: Service, order: AirdropOrder, gives: int | None) -> TransactionOut:
    """Make a campaign.

    Args:
        gives: what the leaves of the root's tree add up to; None when the tree is unknown here.
    Raises:
        ContractReverted: the contract or the token refuses, and why.
        NoToken: there is no token at the address.
    """
    chain, airdrops, amount = Chain.of(service), service.address("Airdrops"), int(order.amount)
    token = order.token or service.quote.address
    what = named_amount(service, token, amount)
    times = (order.starts_at, order.ends_at)
    arguments = (checksum_address(token), amount, raw(order.root), *times, raw(order.content_id))
    summary = f"Put {what} into an airdrop that cannot be changed any more"
    steps = [
        *chain.approvals(order.account, token, airdrops, amount),
        Step("airdrop", "Airdrops", "create", airdrops, arguments, summary),
    ]
    risks = _risks(service, token, amount, gives)
    offered, returned = chain.offer(order.account, steps, chain.undated, risks)
    return expecting(offered, {"campaign": str(returned[0]) if returned else None}, {}, None)


def sweep(service: Service, order: SweepOrder, campaign: Campaign) -> TransactionOut:
    """Take what is left of an ended campaign.

    Raises:
        ContractReverted: the account is not its funder, or it has not ended, or nothing is left.
    """
    chain, airdrops = Chain.of(service), service.address("Airdrops")
    to = checksum_address(order.recipient or order.account)
    summary = f"Send what is left of airdrop {campaign.campaign} to {to}; nobody can claim from it any more"
    steps = [Step("sweep", "Airdrops", "sweep", airdrops, (campaign.campaign, to), summary)]
    return chain.offer_last(order.account, steps, pays=campaign.token)


def gift_steps(service: Service, gifts: Sequence[GiftDue]) -> Iterator[Step]:
    """Steps that pay `gifts`, a token at a time: one that refuses to move holds up no other."""
    airdrops = service.address("Airdrops")
    for token in dict.fromkeys(gift.token for gift in gifts):
        theirs = [gift for gift in gifts if gift.token == token]
        for first in range(0, len(theirs), _AT_ONCE):
            part = theirs[first : first + _AT_ONCE]
            what = named_amount(service, token, sum(gift.amount for gift in part))
            numbers = ", ".join(str(gift.campaign) for gift in part)
            summary = f"Claim {what} of airdrop {numbers} for {checksum_address(part[0].account)}"
            if len(part) == 1:
                yield Step("claim", "Airdrops", "claim", airdrops, _leaf(part[0]), summary)
            else:
                leaves = [_leaf(gift) for gift in part]
                yield Step("claim", "Airdrops", "claimMany", airdrops, (leaves,), summary)


def _leaf(gift: GiftDue) -> tuple[Any, ...]:
    proof = [raw(step) for step in gift.proof]
    return gift.campaign, gift.leaf_index, checksum_address(gift.account), gift.amount, proof


def _risks(service: Service, address: str, amount: int, gives: int | None) -> list[RiskOut]:
    if gives is None:
        text = "The tree behind this root is not known here: nobody finds their proof until it is registered."
        return [RiskOut(code="tree-unknown", level="caution", text=text, values={}, amounts={})]
    token = service.token(address)
    amounts = {
        name: Money(amount=format_amount(units), decimals=token.decimals)
        for name, units in {"amount": amount, "gives": gives}.items()
        if token is not None
    }
    if gives > amount:
        text = "The tree gives more than the campaign would hold: who claims late gets nothing."
        return [RiskOut(code="gives-too-much", level="danger", text=text, values={}, amounts=amounts)]
    if gives < amount:
        text = "The tree gives less than the campaign would hold: the rest waits for the sweep."
        return [RiskOut(code="gives-too-little", level="info", text=text, values={}, amounts=amounts)]
    return []
