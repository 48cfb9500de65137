"""What several routes show: pages of trades and posts, one community, its risks, the chain's time."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from planet_chain.api.errors import IndexNotStarted, NotFound
from planet_chain.api.money import named
from planet_chain.api.paging import decode_cursor, page_of
from planet_chain.api.schemas.base import Page
from planet_chain.api.schemas.communities import RiskOut
from planet_chain.api.schemas.posts import PostOut
from planet_chain.api.schemas.trades import TradeOut
from planet_chain.api.service import Service
from planet_chain.core import curve
from planet_chain.core.addresses import checksum_address
from planet_chain.core.errors import PlanetError
from planet_chain.core.record import LONGEST
from planet_chain.core.risks import Figures, risks_of
from planet_chain.store.chain import TradeFact
from planet_chain.store.queries import communities, summaries
from planet_chain.store.queries import posts as stored_posts
from planet_chain.store.queries import trades as stored_trades
from planet_chain.store.queries.calls import records_of
from planet_chain.store.queries.communities import Community
from planet_chain.store.queries.index import IndexStatus, index_status
from planet_chain.store.queries.page import Place, place_of
from planet_chain.store.queries.posts import PostView


def index_of(session: Session) -> IndexStatus:
    """How far the index is.

    Raises:
        IndexNotStarted: it has not committed anything yet.
    """
    status = index_status(session)
    if status is None:
        raise IndexNotStarted
    return status


def chain_time(session: Session) -> int:
    """The chain's time as the index knows it, unix seconds: the clock of rewards.

    Raises:
        IndexNotStarted: it has not committed anything yet.
    """
    return index_of(session).head_time


def community_named(service: Service, session: Session, token: str) -> Community:
    """The community of lower-case `token`.

    Raises:
        NotFound: there is none.
    """
    row = communities.community_of(session, service.curve, token)
    if row is None:
        raise NotFound("community", checksum_address(token))
    return row


def trades(session: Session, cursor: str | None, limit: int, **which: Any) -> Page[TradeOut]:
    """A page of the trades that match `which`, the newest first."""
    key = decode_cursor(cursor, int, int)
    before = Place(*key) if key else None
    rows = stored_trades.trades(session, before=before, limit=limit + 1, **which)
    shown, following = page_of(rows, limit, place_of)
    return Page(items=labelled(session, shown), next=following)


def labelled(session: Session, rows: Sequence[TradeFact]) -> list[TradeOut]:
    """`rows` as they are shown."""
    symbols = summaries.symbols_of(session, {row.token for row in rows})
    index = index_of(session)
    return [TradeOut.of(row, symbols[row.token], index.finality_of(row.block_number)) for row in rows]


def posts(service: Service, session: Session, cursor: str | None, limit: int, **which: Any) -> Page[PostOut]:
    """A page of the posts that match `which`, the newest first."""
    before = decode_cursor(cursor, int, str)
    rows = stored_posts.posts(session, before=before, limit=limit + 1, **which)
    shown, following = page_of(rows, limit, lambda row: (row.created_at, row.id))
    return Page(items=with_tips(service, session, shown), next=following)


def with_tips(service: Service, session: Session, rows: Any) -> list[PostOut]:
    """These posts, each with the tips it received on chain."""
    views: list[PostView] = list(rows)
    tips = summaries.tips_by_content(session, {row.content_id for row in views if row.content_id})
    return [PostOut.of(row, named(service, tips.get(row.content_id or "", []))) for row in views]


def risks(session: Session, row: Community, paid: int | None = None) -> list[RiskOut]:
    """What to know before buying into `row`, or before paying `paid` quote units for it."""
    held = communities.concentrations_of(session, [row.token])[row.token]
    earlier = records_of(session, [row.creator]).get(row.creator)
    figures = Figures(
        supply=row.supply,
        creator_balance=held.creator,
        top_ten=held.top_ten,
        holders=row.holders,
        age=chain_time(session) - row.created_at,
        reserve=row.reserve,
        paid=paid,
        impact_bp=None if paid is None else impact(row, paid),
        earlier=earlier.others[LONGEST] if earlier else None,
    )
    return [RiskOut.of(risk) for risk in risks_of(figures)]


def impact(row: Community, paid: int) -> int | None:
    """How much worse than the price now a purchase for `paid` quote units is, basis points; None for none."""
    try:
        return curve.buy(row.x, row.y, row.fee_bps, paid).impact_bp
    except PlanetError:
        return None  # the order itself says what is wrong with the amount
