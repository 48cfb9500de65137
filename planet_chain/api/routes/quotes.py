"""What a trade would give: computed from the index, to the unit what the contract computes."""

from typing import Annotated

from fastapi import APIRouter, Query

from planet_chain.api.dependencies import ReadDep, ServiceDep
from planet_chain.api.listing import community_named
from planet_chain.api.schemas.base import Address, Amount
from planet_chain.api.schemas.trades import QuoteOut
from planet_chain.core import curve

router = APIRouter(prefix="/quotes", tags=["communities"])


@router.get("/buy", summary="Quote a purchase")
def quote_buy(
    token: Annotated[Address, Query()],
    quote_in: Annotated[
        Amount, Query(description="Smallest units of the quote token to pay, the fee inside.")
    ],
    service: ServiceDep,
    session: ReadDep,
) -> QuoteOut:
    """What paying exactly `quote_in` would give, with price impact and fee."""
    row, amount = community_named(service, session, token), int(quote_in)
    return QuoteOut.of(row, "buy", amount, curve.buy(row.x, row.y, row.fee_bps, amount))


@router.get("/sell", summary="Quote a sale")
def quote_sell(
    token: Annotated[Address, Query()],
    tokens_in: Annotated[Amount, Query(description="Smallest units of the token to sell.")],
    service: ServiceDep,
    session: ReadDep,
) -> QuoteOut:
    """What selling exactly `tokens_in` would pay, with price impact and fee."""
    row, amount = community_named(service, session, token), int(tokens_in)
    return QuoteOut.of(row, "sell", amount, curve.sell(row.x, row.y, row.fee_bps, amount))
