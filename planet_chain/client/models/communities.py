"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Literal

import msgspec

from planet_chain.client.model import Model
from planet_chain.client.models.shared import CommunityOut, Money, RiskOut


class CandleOut(Model, frozen=True, kw_only=True):
    """The trades of one interval; decimals are those of the list around it."""

    at: int
    open: str
    high: str
    low: str
    close: str
    volume: str
    trades: int


class CandlesOut(Model, frozen=True, kw_only=True):
    """Candles, the oldest first; an interval without a trade has none."""

    interval: int
    price_decimals: int = msgspec.field(default=18)
    volume_decimals: int = msgspec.field(default=6)
    items: list[CandleOut]


class CommunityDetail(Model, frozen=True, kw_only=True):
    """A community with everything its page shows first."""

    token: str
    name: str
    symbol: str
    creator: str
    fee_bps: int
    price: Money
    supply: Money
    reserve: Money
    market_cap: Money
    volume: Money
    fees: Money
    holders: int
    trades: int
    content_id: str
    created_at: int
    created_block: int
    transaction: str
    curve: CurveOut
    first_buy: Money
    waiting_fees: Money
    risks: list[RiskOut]
    explorer: str | None


class CurveOut(Model, frozen=True, kw_only=True):
    """Where the community stands on x*y=k, so that a page can draw it and quote without asking."""

    initial_quote: str
    initial_tokens: str
    x: str
    y: str
    quote_decimals: int = msgspec.field(default=6)
    token_decimals: int = msgspec.field(default=18)


class ElsewhereOut(Model, frozen=True, kw_only=True):
    """What the same trade would give on other markets, by the word of whoever knows them."""

    source: str
    received: Money | None
    better_bp: int | None
    price_impact_bp: int | None
    route: list[str]
    honeypot: bool | None
    problem: str | None


class HolderOut(Model, frozen=True, kw_only=True):
    """Who holds how much."""

    holder: str
    balance: Money
    share_bp: int


class PageCommunityOut(Model, frozen=True, kw_only=True):
    items: list[CommunityOut]
    next: str | None


class PageHolderOut(Model, frozen=True, kw_only=True):
    items: list[HolderOut]
    next: str | None


class PageTradeOut(Model, frozen=True, kw_only=True):
    items: list[TradeOut]
    next: str | None


class QuoteOut(Model, frozen=True, kw_only=True):
    """What a trade of this size would give, as of the newest indexed block."""

    token: str
    symbol: str
    side: Literal["buy", "sell"]
    given: Money
    received: Money
    fee: Money
    price_before: Money
    price_after: Money
    price_impact_bp: int
    elsewhere: ElsewhereOut | None = msgspec.field(default=None)


class TradeOut(Model, frozen=True, kw_only=True):
    """A purchase or a sale."""

    token: str
    symbol: str
    side: Literal["buy", "sell"]
    trader: str
    quote: Money
    tokens: Money
    fee: Money
    price: Money
    content_id: str
    at: int
    block: int
    transaction: str
    finality: Literal["pending", "safe", "finalized"]
