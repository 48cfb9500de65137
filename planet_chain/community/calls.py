"""Calls: kept when a post is published, judged when their time has come and is final."""

from typing import Any, Final

from sqlalchemy import insert, text
from sqlmodel import Session

from planet_chain.core.record import HORIZONS, LONGEST, Spot, change_bp
from planet_chain.store.calls import CallOutcome
from planet_chain.store.queries.communities import PRICE_SCALE, Curve
from planet_chain.store.queries.index import index_status

_BATCH: Final = 1_000

# A symbol that several communities bear means the one that the same post gives by address, else the oldest.
_KEEP = text("""
    WITH named AS (
        SELECT asset FROM post_asset WHERE post = :post
    ), meant AS (
        SELECT named.asset, community.token, community.creator
        FROM named JOIN community_created AS community ON community.token = named.asset
        UNION ALL
        SELECT named.asset, bearer.token, bearer.creator
        FROM named CROSS JOIN LATERAL (
            SELECT token, creator FROM community_created
            WHERE upper(symbol) = substr(named.asset, 2)
            ORDER BY token IN (SELECT asset FROM named) DESC, block_number, log_index LIMIT 1
        ) AS bearer
        WHERE named.asset LIKE '$%'
    )
    INSERT INTO asset_call (post, member, token, named, own, at)
    SELECT DISTINCT ON (token) :post, :member, token, asset,
        EXISTS (
            SELECT FROM member AS writer
            JOIN member AS same ON same.id = writer.id OR same.person = writer.person
            WHERE writer.id = :member AND same.payout = meant.creator
        ),
        greatest(CAST(:at AS bigint), (SELECT head_time FROM checkpoint))
    FROM meant ORDER BY token, asset LIKE '$%'
    ON CONFLICT (post, token) DO NOTHING
""")

# Everything with a 7-day outcome is settled, and so is what is older; the day is for clocks that differ.
_DUE = text("""
    SELECT call.id, horizon.name, call.token,
           :x0 + coalesce(market.quote_net, 0) - at_call.quote AS then_x,
           :y0 - coalesce(market.tokens_net, 0) + at_call.tokens AS then_y,
           :x0 + coalesce(market.quote_net, 0) - at_end.quote AS later_x,
           :y0 - coalesce(market.tokens_net, 0) + at_end.tokens AS later_y
    FROM asset_call AS call
    CROSS JOIN unnest(CAST(:names AS text[]), CAST(:seconds AS bigint[])) AS horizon (name, seconds)
    JOIN community_created ON community_created.token = call.token
    LEFT JOIN market_sum AS market ON market.token = call.token
    LEFT JOIN call_outcome AS known ON known.horizon = horizon.name AND known.call = call.id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(CASE WHEN is_buy THEN net ELSE -net END), 0) AS quote,
               coalesce(sum(CASE WHEN is_buy THEN tokens ELSE -tokens END), 0) AS tokens
        FROM trade WHERE trade.token = call.token AND block_time > call.at
    ) AS at_call
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(CASE WHEN is_buy THEN net ELSE -net END), 0) AS quote,
               coalesce(sum(CASE WHEN is_buy THEN tokens ELSE -tokens END), 0) AS tokens
        FROM trade WHERE trade.token = call.token AND block_time > call.at + horizon.seconds
    ) AS at_end
    WHERE known.call IS NULL AND call.at + horizon.seconds < :final AND call.at >= coalesce((
        SELECT judged.at - 86400 FROM call_outcome AS last JOIN asset_call AS judged ON judged.id = last.call
        WHERE last.horizon = :longest ORDER BY last.call DESC LIMIT 1
    ), 0)
    ORDER BY call.id, horizon.seconds LIMIT :most
""")


def keep(session: Session, post: str, member: str, *, at: int) -> None:
    """Keep what a post calls, once and for ever: every community token that it names.

    A post that is dated back is a call of the moment in which the service learned of it.

    Args:
        at: unix seconds, the post's own time.
    """
    session.connection().execute(_KEEP, {"post": post, "member": member, "at": at})


def judge(session: Session, curve: Curve) -> int:
    """Write what became of every call, by every horizon that lies before the newest final block.

    A price is the curve's after the last trade at or before a moment: its reserves now, without what was
    traded since. Judging again changes nothing.

    Args:
        curve: what every community started with.
    Returns:
        How many outcomes are new.
    """
    status, judged = index_status(session), 0
    if status is None:
        return 0
    asked: dict[str, Any] = {
        "x0": curve.initial_quote,
        "y0": curve.initial_tokens,
        "names": list(HORIZONS),
        "seconds": list(HORIZONS.values()),
        "longest": LONGEST,
        "final": status.finalized_time,
        "most": _BATCH,
    }
    while rows := session.connection().execute(_DUE, asked).all():
        session.execute(insert(CallOutcome), [_outcome(row) for row in rows])
        judged += len(rows)
    return judged


def _outcome(row: Any) -> dict[str, Any]:
    before, after = Spot(int(row.then_x), int(row.then_y)), Spot(int(row.later_x), int(row.later_y))
    return {
        "horizon": row.name,
        "call": row.id,
        "before": before.x * PRICE_SCALE // before.y,
        "after": after.x * PRICE_SCALE // after.y,
        "change_bp": change_bp(before, after),
    }
