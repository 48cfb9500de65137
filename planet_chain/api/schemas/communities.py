"""Community tokens, who holds them and what they trade at."""

from typing import Literal, Self

from pydantic import Field

from planet_chain.api.schemas.base import (
    PRICE_DECIMALS,
    QUOTE_DECIMALS,
    TOKEN_DECIMALS,
    AddressOut,
    HashOut,
    Money,
    Out,
    price,
    quote,
    tokens,
)
from planet_chain.core.risks import Risk
from planet_chain.store.queries.communities import Community, Curve, Holder
from planet_chain.store.queries.trades import Candle

_BP = 10_000


class CommunityOut(Out):
    """A creator's community token, as of the newest indexed block."""

    token: AddressOut
    name: str
    symbol: str = Field(description="Chosen by the creator and not unique: `token` is what counts.")
    creator: AddressOut
    fee_bps: int = Field(description="Creator fee in basis points, fixed for ever.", examples=[100])
    price: Money = Field(description="Quote for one whole token, 18 decimals, rounded down.")
    supply: Money
    reserve: Money = Field(description="Quote that all holders together would get, before fees.")
    market_cap: Money = Field(description="price x supply, rounded down.")
    volume: Money = Field(description="Quote bought and sold for, over all time.")
    fees: Money = Field(description="Creator fees earned, over all time.")
    holders: int
    trades: int
    content_id: HashOut = Field(description="The post that announced it; zero for none.")
    created_at: int
    created_block: int
    transaction: HashOut

    @classmethod
    def of(cls, row: Community) -> Self:
        """The community in `row`."""
        return cls(**_figures(row))


class CurveOut(Out):
    """Where the community stands on x*y=k, so that a page can draw it and quote without asking."""

    initial_quote: str = Field(description="X0, smallest quote units.")
    initial_tokens: str = Field(description="Y0, smallest token units.")
    x: str = Field(description="Virtual quote reserve now.")
    y: str = Field(description="Tokens left on the curve now.")
    quote_decimals: int = QUOTE_DECIMALS
    token_decimals: int = TOKEN_DECIMALS


class RiskOut(Out):
    """Something to know before buying: computed, not written."""

    code: str = Field(examples=["concentrated"])
    level: Literal["info", "caution", "danger"]
    text: str = Field(examples=["Ten holders have 92.0 % of the supply; one who sells moves the price."])
    values: dict[str, int] = Field(
        examples=[{"share_bp": 9_200}], description="Counts, basis points, seconds: what `code` says."
    )
    amounts: dict[str, Money] = Field(examples=[{}], description="Money, by name: what `code` says.")

    @classmethod
    def of(cls, risk: Risk) -> Self:
        """The note in `risk`, whose money is of the quote token."""
        amounts = {name: quote(amount) for name, amount in risk.amounts.items()}
        return cls(
            code=risk.code, level=risk.level, text=risk.text, values=dict(risk.values), amounts=amounts
        )


class CommunityDetail(CommunityOut):
    """A community with everything its page shows first."""

    curve: CurveOut
    first_buy: Money = Field(description="Tokens the creator bought at creation, without a fee.")
    waiting_fees: Money = Field(description="Creator fees not collected yet.")
    risks: list[RiskOut]
    explorer: str | None = Field(description="The token's page in the network's explorer; null without one.")

    @classmethod
    def detailed(cls, row: Community, curve: Curve, risks: list[RiskOut], explorer: str | None) -> Self:
        """The community in `row`, of a market whose communities start with `curve`."""
        return cls(
            **_figures(row),
            curve=CurveOut(
                initial_quote=str(curve.initial_quote),
                initial_tokens=str(curve.initial_tokens),
                x=str(row.x),
                y=str(row.y),
            ),
            first_buy=tokens(row.first_tokens),
            waiting_fees=quote(row.fees_waiting),
            risks=risks,
            explorer=explorer,
        )


def _figures(row: Community) -> dict[str, object]:
    return {
        **{name: getattr(row, name) for name in ("token", "name", "symbol", "creator", "fee_bps", "holders")},
        "price": price(row.price),
        "supply": tokens(row.supply),
        "reserve": quote(row.reserve),
        "market_cap": quote(row.x * row.supply // row.y),
        "volume": quote(row.volume),
        "fees": quote(row.fees),
        "trades": row.trades,
        "content_id": row.content_id,
        "created_at": row.created_at,
        "created_block": row.block_number,
        "transaction": row.transaction_hash,
    }


class HolderOut(Out):
    """Who holds how much."""

    holder: AddressOut
    balance: Money
    share_bp: int = Field(description="Of the supply, basis points, rounded down.")

    @classmethod
    def of(cls, row: Holder, supply: int) -> Self:
        """The holder in `row`, of a token with this supply, smallest units."""
        return cls(holder=row.holder, balance=tokens(row.amount), share_bp=row.amount * _BP // max(1, supply))


class CandleOut(Out):
    """The trades of one interval; decimals are those of the list around it."""

    at: int = Field(description="Start of the interval, unix seconds.")
    open: str
    high: str
    low: str
    close: str
    volume: str
    trades: int

    @classmethod
    def of(cls, row: Candle) -> Self:
        """The candle in `row`."""
        prices = {name: str(getattr(row, name)) for name in ("open", "high", "low", "close")}
        return cls(at=row.start, volume=str(row.volume), trades=row.trades, **prices)


class CandlesOut(Out):
    """Candles, the oldest first; an interval without a trade has none."""

    interval: int = Field(description="Seconds.")
    price_decimals: int = PRICE_DECIMALS
    volume_decimals: int = QUOTE_DECIMALS
    items: list[CandleOut]
