"""Amounts of any token, named where the service knows the token."""

from collections.abc import Iterable

from planet_chain.api.schemas.base import TokenMoney
from planet_chain.api.service import Service
from planet_chain.core.amounts import format_amount
from planet_chain.store.queries.tips import TipTotal


def named(service: Service, totals: Iterable[TipTotal]) -> list[TokenMoney]:
    """`totals` with symbol and decimals of the tokens that are known."""
    return [token_money(service, total.token, total.amount) for total in totals]


def token_money(service: Service, address: str, amount: int) -> TokenMoney:
    """`amount` smallest units of the token at lower-case `address`."""
    token = service.token(address)
    return TokenMoney(
        token=address,
        symbol=token.symbol if token else None,
        amount=format_amount(amount),
        decimals=token.decimals if token else None,
    )
