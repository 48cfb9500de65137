"""Communities and their tokens, with what the market and the holders made of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import ColumnElement, Select, func, literal, select, text, tuple_
from sqlmodel import Session, col

from planet_chain.store.chain import CommunityFact
from planet_chain.store.sums import BalanceSum, MarketSum, SupplySum
from planet_chain.store.types import Units

Order = Literal["volume", "newest", "holders", "supply"]

PRICE_SCALE: Final = 10**30
"""A price is ⌊quote units · 10³⁰ / token units⌋: whole quote (6 decimals) for a whole token, 18 decimals."""


class Curve(NamedTuple):
    """What every community of a market starts with; both stand in the deployment record."""

    initial_quote: int
    """X0, quote units."""
    initial_tokens: int
    """Y0, token units."""


@dataclass(frozen=True, slots=True)
class Community:
    """A community as of the newest indexed block. Quote amounts in quote units, tokens in 10**-18."""

    token: str
    creator: str
    content_id: str
    name: str
    symbol: str
    fee_bps: int
    first_quote: int
    first_tokens: int
    block_number: int
    log_index: int
    created_at: int
    transaction_hash: str
    x: int
    """Virtual quote reserve."""
    y: int
    """Tokens left on the curve."""
    reserve: int
    """Quote units that are really in the curve: x - X0."""
    supply: int
    holders: int
    volume: int
    """Quote units traded, fees included, both ways."""
    fees: int
    """Quote units ever earned by the creator."""
    fees_waiting: int
    """Of these, not yet collected."""
    buys: int
    sells: int

    @property
    def price(self) -> int:
        """Spot price x/y, scaled by `PRICE_SCALE`, rounded down."""
        return self.x * PRICE_SCALE // self.y

    @property
    def trades(self) -> int:
        """Buys and sells, a first buy included."""
        return self.buys + self.sells


class Holder(NamedTuple):
    """Somebody who has some of a token."""

    holder: str
    amount: int


class Concentration(NamedTuple):
    """How much of a token few hold, in its smallest units."""

    creator: int
    """What the creator's own address has."""
    top_ten: int


class Holding(NamedTuple):
    """A token that somebody has some of."""

    token: str
    amount: int


def list_communities(
    session: Session, curve: Curve, order: Order, *, after: tuple[int, str] | None = None, limit: int = 50
) -> list[Community]:
    """At most `limit` communities, the highest in `order` first, ties by token.

    Args:
        after: `cursor_of` the last community of the page before.
    """
    key = _ORDERS[order]
    query = _communities(curve).order_by(key.desc(), col(CommunityFact.token).desc()).limit(limit)
    if after is not None:
        query = query.where(tuple_(key, col(CommunityFact.token)) < after)
    return _read(session, query)


def cursor_of(community: Community, order: Order) -> tuple[int, str]:
    """The cursor behind `community` in a list by `order`."""
    height = {
        "volume": community.volume,
        "newest": community.block_number,
        "holders": community.holders,
        "supply": community.supply,
    }[order]
    return height, community.token


def community_of(session: Session, curve: Curve, token: str) -> Community | None:
    """The community of `token`, a lower-case address."""
    found = _read(session, _communities(curve).where(col(CommunityFact.token) == token))
    return found[0] if found else None


def community_by_creator(session: Session, curve: Curve, creator: str) -> Community | None:
    """The one community of `creator`, a lower-case address."""
    found = _read(session, _communities(curve).where(col(CommunityFact.creator) == creator))
    return found[0] if found else None


def communities_by_symbol(session: Session, curve: Curve, symbol: str) -> list[Community]:
    """Every community called `symbol`, the oldest first: symbols are not unique."""
    query = _communities(curve).where(col(CommunityFact.symbol) == symbol)
    return _read(session, query.order_by(col(CommunityFact.block_number), col(CommunityFact.log_index)))


def communities_of(session: Session, curve: Curve, tokens: Sequence[str]) -> dict[str, Community]:
    """The communities of `tokens` by token; what is none is left out."""
    return {
        found.token: found
        for found in _read(session, _communities(curve).where(col(CommunityFact.token).in_(tokens)))
    }


def holders_of(
    session: Session, token: str, *, after: tuple[int, str] | None = None, limit: int = 50
) -> list[Holder]:
    """At most `limit` holders of `token`, the largest first.

    Args:
        after: (amount, holder) of the last one of the page before.
    """
    key = tuple_(col(BalanceSum.amount), col(BalanceSum.holder))
    query = select(col(BalanceSum.holder), col(BalanceSum.amount)).where(
        col(BalanceSum.token) == token, col(BalanceSum.amount) > 0
    )
    if after is not None:
        query = query.where(key < after)
    ordered = query.order_by(col(BalanceSum.amount).desc(), col(BalanceSum.holder).desc()).limit(limit)
    return [Holder(*row) for row in session.execute(ordered)]


def holdings_of(session: Session, holder: str) -> list[Holding]:
    """Every token that `holder` has some of, community tokens and points alike, by address."""
    query = select(col(BalanceSum.token), col(BalanceSum.amount)).where(
        col(BalanceSum.holder) == holder, col(BalanceSum.amount) > 0
    )
    return [Holding(*row) for row in session.execute(query.order_by(col(BalanceSum.token)))]


def balance_of(session: Session, token: str, holder: str) -> int:
    """What `holder` has of `token`, in its smallest units."""
    found = session.get(BalanceSum, (token, holder))
    return found.amount if found else 0


def concentrations_of(session: Session, tokens: Collection[str]) -> dict[str, Concentration]:
    """token -> what its creator and its ten largest holders have; what is no community is left out."""
    rows = session.connection().execute(_CONCENTRATION, {"tokens": list(tokens)})
    return {token: Concentration(int(creator), int(ten)) for token, creator, ten in rows}


def _or_zero(column: Any) -> ColumnElement[Any]:
    return func.coalesce(column, literal(0), type_=Units())


_ORDERS: Final[dict[Order, ColumnElement[Any]]] = {
    "volume": _or_zero(MarketSum.volume),
    "newest": col(CommunityFact.block_number),  # type: ignore[dict-item]  # an attribute is a column here
    "holders": _or_zero(SupplySum.holders),
    "supply": _or_zero(SupplySum.supply),
}


def _communities(curve: Curve) -> Select[Any]:
    fact = CommunityFact
    columns: list[Any] = [
        fact.token,
        fact.creator,
        fact.content_id,
        fact.name,
        fact.symbol,
        fact.fee_bps,
        fact.first_quote,
        fact.first_tokens,
        fact.block_number,
        fact.log_index,
        fact.block_time,
        fact.transaction_hash,
        literal(curve.initial_quote, Units()) + _or_zero(MarketSum.quote_net),
        literal(curve.initial_tokens, Units()) - _or_zero(MarketSum.tokens_net),
        _or_zero(MarketSum.quote_net),
        _or_zero(SupplySum.supply),
        _or_zero(SupplySum.holders),
        _or_zero(MarketSum.volume),
        _or_zero(MarketSum.fees),
        _or_zero(MarketSum.fees) - _or_zero(MarketSum.collected),
        _or_zero(MarketSum.buys),
        _or_zero(MarketSum.sells),
    ]
    return (
        select(*columns)
        .outerjoin(MarketSum, col(MarketSum.token) == col(fact.token))
        .outerjoin(SupplySum, col(SupplySum.token) == col(fact.token))
    )


def _read(session: Session, query: Select[Any]) -> list[Community]:
    return [Community(*row) for row in session.execute(query)]


_CONCENTRATION: Final = text("""
    SELECT fact.token, coalesce(own.amount, 0), largest.amount
    FROM community_created AS fact
    LEFT JOIN balance_sum AS own ON own.token = fact.token AND own.holder = fact.creator
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount), 0) AS amount FROM (
            SELECT amount FROM balance_sum
            WHERE balance_sum.token = fact.token AND amount > 0
            ORDER BY amount DESC, holder DESC LIMIT 10
        ) AS ten
    ) AS largest
    WHERE fact.token = ANY(:tokens)
""")
