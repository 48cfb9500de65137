"""What to show somebody: their interests against what can be recommended."""

from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import select, text
from sqlmodel import Session, col

from planet_chain.core.recommendation import (
    NOBODY,
    Candidate,
    Evidence,
    Interest,
    Ranked,
    interest,
    rank,
)
from planet_chain.store.moderation import hidden_now
from planet_chain.store.recommendable import Recommendable

Kind = Literal["trader", "creator", "group", "post"]
KINDS: Final[tuple[Kind, ...]] = ("trader", "creator", "group", "post")
TRADES_SPAN: Final = 28 * 24 * 60 * 60
"""Seconds."""

# What the chain tells everybody about an address.
_PUBLIC = text("""
    SELECT 'holds' AS evidence, balance.token AS feature
    FROM balance_sum AS balance JOIN community_created USING (token)
    WHERE balance.holder = :who AND balance.amount > 0
    UNION ALL
    SELECT 'trades', token FROM (
        SELECT token, block_time FROM trade WHERE trader = :who
        ORDER BY block_number DESC, log_index DESC LIMIT 500
    ) AS traded WHERE block_time > (SELECT block_time FROM checkpoint) - :span
    UNION ALL
    SELECT 'follows', '@' || creator FROM follow
    WHERE follower = :who AND is_follow AND NOT EXISTS (
        SELECT FROM follow AS later
        WHERE later.follower = follow.follower AND later.creator = follow.creator
        AND (later.block_number, later.log_index) > (follow.block_number, follow.log_index)
    )
""")
# What only they may know was noticed.
_PRIVATE = text("""
    SELECT 'reads' AS evidence, said.feature
    FROM voice
    JOIN post ON post.id = voice.post
    JOIN member AS author ON author.id = post.creator
    CROSS JOIN LATERAL (VALUES ('#' || voice.topic), ('@' || author.payout)) AS said (feature)
    WHERE said.feature IS NOT NULL AND voice.person IN (
        SELECT person FROM member WHERE payout = :who AND person IS NOT NULL
    )
""")
# what was hidden since the last refresh
_SHOWN = text(f"NOT (recommendable.kind = 'post' AND {hidden_now('recommendable.id')})")


@dataclass(frozen=True)
class Recommended:
    """A thing with its place in a list, and why."""

    row: Recommendable
    place: Ranked


@dataclass(frozen=True)
class Recommendations:
    """The four lists for a reader; in none of them is the reader or what they made."""

    reader: Interest
    lists: dict[Kind, list[Recommended]]


def recommend(session: Session, who: str | None, *, own: bool, limit: int) -> Recommendations:
    """What to show `who`, at most `limit` of each kind.

    Args:
        who: lower-case address; None for somebody unknown.
        own: whether it is they who ask: only then does what they read count.
    """
    reader = _interest(session, who, own=own) if who else NOBODY
    kept: dict[Kind, dict[str, Recommendable]] = {kind: {} for kind in KINDS}
    for row in session.scalars(select(Recommendable).where(col(Recommendable.kind).in_(KINDS), _SHOWN)):
        if who is None or who not in (row.id, row.shown.get("author"), row.shown.get("creator")):
            kept[row.kind][row.id] = row  # type: ignore[index]  # only kinds were asked for
    return Recommendations(reader, {kind: _ranked(reader, rows, limit) for kind, rows in kept.items()})


def _ranked(reader: Interest, rows: dict[str, Recommendable], limit: int) -> list[Recommended]:
    found = rank(reader, (_candidate(row) for row in rows.values()), limit)
    return [Recommended(rows[place.id], place) for place in found]


def _candidate(row: Recommendable) -> Candidate:
    return Candidate(row.id, frozenset(row.about), row.strength, row.multiplier)


def _interest(session: Session, who: str, *, own: bool) -> Interest:
    asked: dict[str, Any] = {"who": who, "span": TRADES_SPAN}
    acts: list[tuple[Evidence, str]] = [
        (evidence, feature) for evidence, feature in session.connection().execute(_PUBLIC, asked)
    ]
    if own:
        acts += [(evidence, feature) for evidence, feature in session.connection().execute(_PRIVATE, asked)]
    return interest(acts)
