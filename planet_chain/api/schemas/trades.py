"""Trades and quotes."""

from typing import Literal, Self

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, HashOut, Money, Out, price, quote, tokens
from planet_chain.core.curve import Trade
from planet_chain.store.chain import TradeFact
from planet_chain.store.queries.communities import PRICE_SCALE, Community
from planet_chain.store.queries.index import Finality
from planet_chain.store.queries.trades import price_of


class TradeOut(Out):
    """A purchase or a sale."""

    token: AddressOut
    symbol: str
    side: Literal["buy", "sell"]
    trader: AddressOut
    quote: Money = Field(description="What the buyer paid with the fee, or the seller received after it.")
    tokens: Money
    fee: Money = Field(description="The creator's.")
    price: Money = Field(description="Quote for one whole token without the fee, 18 decimals, rounded down.")
    content_id: HashOut = Field(description="The post that led to it, by the trader's word; zero for none.")
    at: int
    block: int
    transaction: HashOut
    finality: Finality

    @classmethod
    def of(cls, row: TradeFact, symbol: str, finality: Finality) -> Self:
        """The trade in `row`."""
        return cls(
            token=row.token,
            symbol=symbol,
            side="buy" if row.is_buy else "sell",
            trader=row.trader,
            quote=quote(row.quote),
            tokens=tokens(row.tokens),
            fee=quote(row.fee),
            price=price(price_of(row)),
            content_id=row.content_id,
            at=row.block_time,
            block=row.block_number,
            transaction=row.transaction_hash,
            finality=finality,
        )


class ElsewhereOut(Out):
    """What the same trade would give on other markets, by the word of whoever knows them."""

    source: str = Field(examples=["okx-dex"])
    received: Money | None = Field(description="null when nobody knows; `problem` says why.")
    better_bp: int | None = Field(
        description="How much more than here, basis points, rounded down; below 0 is less. Gas aside."
    )
    price_impact_bp: int | None = Field(description="null when they do not know.")
    route: list[str] = Field(examples=[["Uniswap V3"]], description="Markets on the way.")
    honeypot: bool | None = Field(description="Whether they know the token as one that cannot be sold again.")
    problem: str | None = Field(examples=["no-route"], description="Why nobody knows, a stable code.")


class QuoteOut(Out):
    """What a trade of this size would give, as of the newest indexed block."""

    token: AddressOut
    symbol: str
    side: Literal["buy", "sell"]
    given: Money
    received: Money = Field(description="Rounded down.")
    fee: Money = Field(description="The creator's, rounded up. The platform takes none.")
    price_before: Money
    price_after: Money
    price_impact_bp: int = Field(description="How much worse than the price before, fee aside, rounded up.")
    elsewhere: ElsewhereOut | None = Field(None, description="null unless asked for.")

    @classmethod
    def of(cls, row: Community, side: Literal["buy", "sell"], amount: int, trade: Trade) -> Self:
        """The `trade` that giving `amount` in the community of `row` would be."""
        given, received = (quote, tokens) if side == "buy" else (tokens, quote)
        return cls(
            token=row.token,
            symbol=row.symbol,
            side=side,
            given=given(amount),
            received=received(trade.out),
            fee=quote(trade.fee),
            price_before=price(row.price),
            price_after=price(trade.x * PRICE_SCALE // trade.y),
            price_impact_bp=trade.impact_bp,
        )
