"""From an order to the transactions that carry it out."""

from collections.abc import Sequence
from typing import Final

from planet_chain.api.airdrop_orders import gift_steps
from planet_chain.api.errors import NothingToClaim
from planet_chain.api.schemas.base import TOKEN_DECIMALS
from planet_chain.api.schemas.communities import RiskOut
from planet_chain.api.schemas.transactions import (
    BuyOrder,
    CreateCommunityOrder,
    SellOrder,
    TipOrder,
    TransactionOut,
)
from planet_chain.api.service import Service
from planet_chain.api.unsigned import Chain, Step, expecting, named_amount, raw, shown
from planet_chain.core import curve
from planet_chain.core.addresses import checksum_address
from planet_chain.store.queries.airdrops import GiftDue
from planet_chain.store.queries.communities import Community
from planet_chain.store.queries.dues import Claim

_BP: Final = 10_000


def buy(service: Service, order: BuyOrder, community: Community, risks: Sequence[RiskOut]) -> TransactionOut:
    """Buy for exactly `quote_in`, for at least the quoted tokens less the slippage.

    Raises:
        ContractReverted: the market or the quote token refuses, and why.
        ZeroResult, ReserveOverflow: the amount is too small or too large for the curve.
    """
    chain, market, paid = Chain.of(service), service.address("CommunityMarket"), int(order.quote_in)
    trade = curve.buy(*chain.reserves(community.token), community.fee_bps, paid)
    least, deadline = _less(trade.out, order.slippage_bps), chain.now + order.lifetime
    given = shown(paid, service.quote.decimals, service.quote.symbol)
    summary = f"Buy at least {shown(least, TOKEN_DECIMALS, community.symbol)} for {given}"
    arguments = (checksum_address(community.token), paid, least, deadline, raw(order.content_id))
    steps = [
        *chain.approvals(order.account, service.quote.address, market, paid),
        Step("buy", "CommunityMarket", "buy", market, arguments, summary),
    ]
    offered, returned = chain.offer(order.account, steps, deadline, risks)
    amounts = {"tokens_out": returned[0] if returned else None, "min_tokens_out": least}
    return expecting(offered, {}, amounts, TOKEN_DECIMALS)


def sell(service: Service, order: SellOrder, community: Community) -> TransactionOut:
    """Sell exactly `tokens_in`, for at least the quoted amount less the slippage.

    Raises:
        ContractReverted: the market refuses, and why.
        ZeroResult, ReserveOverflow: the amount is too small or too large for the curve.
    """
    chain, market, given = Chain.of(service), service.address("CommunityMarket"), int(order.tokens_in)
    trade = curve.sell(*chain.reserves(community.token), community.fee_bps, given)
    least, deadline = _less(trade.out, order.slippage_bps), chain.now + order.lifetime
    received = shown(least, service.quote.decimals, service.quote.symbol)
    summary = f"Sell {shown(given, TOKEN_DECIMALS, community.symbol)} for at least {received}"
    arguments = (checksum_address(community.token), given, least, deadline, raw(order.content_id))
    steps = [Step("sell", "CommunityMarket", "sell", market, arguments, summary)]
    offered, returned = chain.offer(order.account, steps, deadline)
    amounts = {"quote_out": returned[0] if returned else None, "min_quote_out": least}
    return expecting(offered, {}, amounts, service.quote.decimals)


def tip(service: Service, order: TipOrder) -> TransactionOut:
    """Tip a creator.

    Raises:
        ContractReverted: the token refuses, and why.
    """
    chain, tips, amount = Chain.of(service), service.address("Tips"), int(order.amount)
    address = order.token or service.quote.address
    what = named_amount(service, address, amount)
    arguments = (checksum_address(address), checksum_address(order.creator), amount, raw(order.content_id))
    summary = f"Tip {checksum_address(order.creator)} {what}, all of which arrives"
    steps = [
        *chain.approvals(order.account, address, tips, amount),
        Step("tip", "Tips", "tip", tips, arguments, summary),
    ]
    return chain.offer(order.account, steps, chain.undated)[0]


def claim(
    service: Service, account: str, beneficiary: str, claims: Sequence[Claim], gifts: Sequence[GiftDue] = ()
) -> TransactionOut:
    """Claim `claims` and `gifts` of `beneficiary`, one transaction a token of each; `account` pays the gas.

    Raises:
        NothingToClaim: there are none.
        ContractReverted: the distributor refuses, and why.
    """
    if not claims and not gifts:
        raise NothingToClaim(checksum_address(beneficiary))
    chain, distributor = Chain.of(service), service.address("RewardDistributor")
    who = checksum_address(beneficiary)
    steps = []
    for one in claims:
        what = named_amount(service, one.token, one.amount)
        arguments = (who, checksum_address(one.token), one.cumulative, [raw(step) for step in one.proof])
        steps.append(
            Step("claim", "RewardDistributor", "claim", distributor, arguments, f"Claim {what} for {who}")
        )
    steps += gift_steps(service, gifts)
    return chain.offer(account, steps, chain.undated)[0]


def create_community(service: Service, order: CreateCommunityOrder) -> TransactionOut:
    """Make the account's community, with its first buy in the same transaction.

    Raises:
        ContractReverted: the account is no verified creator, has a community already, or the market refuses.
        ZeroResult, ReserveOverflow: the first buy is too small or too large for the curve.
    """
    chain, market, paid = Chain.of(service), service.address("CommunityMarket"), int(order.first_quote)
    least = 0
    if paid:
        trade = curve.buy(service.curve.initial_quote, service.curve.initial_tokens, 0, paid)
        least = _less(trade.out, order.slippage_bps)
    deadline = chain.now + order.lifetime
    first = f" and buy at least {shown(least, TOKEN_DECIMALS, order.symbol)}" if paid else ""
    summary = f"Create the community {order.name} ({order.symbol}), fee {order.fee_bps / 100:g} %{first}"
    arguments = (order.name, order.symbol, order.fee_bps, raw(order.content_id), paid, least, deadline)
    steps = [
        *(chain.approvals(order.account, service.quote.address, market, paid) if paid else []),
        Step("create-community", "CommunityMarket", "createCommunity", market, arguments, summary),
    ]
    offered, returned = chain.offer(order.account, steps, deadline)
    token, bought = returned or (None, None)
    made = {"token": token and checksum_address(token)}
    return expecting(offered, made, {"tokens_out": bought, "min_tokens_out": least}, TOKEN_DECIMALS)


def _less(amount: int, slippage_bps: int) -> int:
    return amount * (_BP - slippage_bps) // _BP
