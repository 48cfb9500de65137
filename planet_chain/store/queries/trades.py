"""Trades, and the prices they made."""

from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.store.chain import TradeFact
from planet_chain.store.queries.communities import PRICE_SCALE
from planet_chain.store.queries.page import Place, newest


@dataclass(frozen=True, slots=True)
class Candle:
    """The trades of one token within one interval. Prices are scaled by `PRICE_SCALE`, rounded down."""

    start: int
    """Unix seconds, a multiple of the interval."""
    open: int
    high: int
    low: int
    close: int
    volume: int
    """Quote units, fees included, both ways."""
    tokens: int
    trades: int


def trades(
    session: Session,
    *,
    token: str | None = None,
    trader: str | None = None,
    content_id: str | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> list[TradeFact]:
    """At most `limit` trades that match everything given, newest first."""
    return newest(session, TradeFact, before, limit, token=token, trader=trader, content_id=content_id)


def price_of(trade: TradeFact) -> int:
    """What one token cost in `trade`, fee aside, scaled by `PRICE_SCALE`, rounded down."""
    return trade.net * PRICE_SCALE // trade.tokens


def candles(session: Session, token: str, interval: int, since: int, until: int) -> list[Candle]:
    """The candles of `token` from `since` (inclusive) to `until` (exclusive), oldest first.

    An interval without trades has no candle.

    Args:
        interval: seconds, > 0.
        since, until: unix seconds of the chain.
    """
    rows = session.execute(
        _CANDLES, {"token": token, "interval": interval, "since": since, "until": until, "scale": PRICE_SCALE}
    )
    return [Candle(*map(int, row)) for row in rows]


_CANDLES = text("""
    SELECT block_time - block_time % :interval AS start,
           (array_agg(price ORDER BY block_number, log_index))[1],
           max(price),
           min(price),
           (array_agg(price ORDER BY block_number, log_index))[count(*)],
           sum(volume), sum(tokens), count(*)
    FROM (
        SELECT block_time, block_number, log_index, tokens,
               div(net * CAST(:scale AS numeric), tokens) AS price,
               CASE WHEN is_buy THEN quote ELSE quote + fee END AS volume
        FROM trade
        WHERE token = :token AND block_time >= :since AND block_time < :until
    ) AS priced
    GROUP BY start ORDER BY start
""")
