"""What a trade would give: computed from the index, to the unit what the contract computes."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session

from planet_chain.api.comparing import compared
from planet_chain.api.dependencies import ServiceDep
from planet_chain.api.listing import community_named
from planet_chain.api.schemas.base import Address, Amount
from planet_chain.api.schemas.trades import QuoteOut
from planet_chain.api.service import Service
from planet_chain.core import curve
from planet_chain.store.queries.communities import Community

router = APIRouter(prefix="/quotes", tags=["communities"])


Elsewhere = Annotated[
    bool, Query(description="Ask what other markets would give; 501 where no aggregator is configured.")
]


@router.get("/buy", summary="Quote a purchase")
def quote_buy(
    token: Annotated[Address, Query()],
    quote_in: Annotated[
        Amount, Query(description="Smallest units of the quote token to pay, the fee inside.")
    ],
    service: ServiceDep,
    elsewhere: Elsewhere = False,
) -> QuoteOut:
    """What paying exactly `quote_in` would give, with price impact and fee."""
    row, amount = _community(service, token), int(quote_in)
    quoted = QuoteOut.of(row, "buy", amount, curve.buy(row.x, row.y, row.fee_bps, amount))
    return compared(service, quoted) if elsewhere else quoted


@router.get("/sell", summary="Quote a sale")
def quote_sell(
    token: Annotated[Address, Query()],
    tokens_in: Annotated[Amount, Query(description="Smallest units of the token to sell.")],
    service: ServiceDep,
    elsewhere: Elsewhere = False,
) -> QuoteOut:
    """What selling exactly `tokens_in` would pay, with price impact and fee."""
    row, amount = _community(service, token), int(tokens_in)
    quoted = QuoteOut.of(row, "sell", amount, curve.sell(row.x, row.y, row.fee_bps, amount))
    return compared(service, quoted) if elsewhere else quoted


def _community(service: Service, token: str) -> Community:
    # no connection is held while somebody else is asked
    with Session(service.reading, expire_on_commit=False) as session:
        return community_named(service, session, token)
