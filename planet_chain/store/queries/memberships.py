"""Memberships: tiers, and the passes of people. Money in units of the quote token, times in unix seconds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.core.refund import DAY, Lot
from planet_chain.store.queries.page import Place


@dataclass(frozen=True, slots=True)
class Tier:
    """A creator's tier as of the newest indexed block."""

    creator: str
    tier: int
    name: str
    price: int
    period_days: int
    seats: int
    soulbound: bool
    content_id: str
    paid: int
    refunded: int
    """To holders and to givers."""
    earned: int
    """Credited to the creator so far; live passes have earned more."""
    created_at: int
    block_number: int
    log_index: int
    passes: int
    """Bought or accepted and neither cancelled nor released since."""

    @property
    def place(self) -> Place:
        """Where it was created."""
        return Place(self.block_number, self.log_index)


@dataclass(frozen=True, slots=True)
class Pass:
    """A pass that exists."""

    pass_id: int
    member: str
    creator: str
    tier: int
    tier_name: str
    soulbound: bool
    starts_at: int
    """Of its first lot since it was made."""
    ends_at: int
    block_number: int
    log_index: int
    paid_lots: tuple[Lot, ...]
    """Those that holders paid; what is left of them comes back to the holder."""
    given_lots: tuple[Lot, ...]
    """Those that others gave; what is left of them comes back to the givers."""

    @property
    def place(self) -> Place:
        """Where its newest lot was stated."""
        return Place(self.block_number, self.log_index)


@dataclass(frozen=True, slots=True)
class MembershipGift:
    """A gift that waits to be accepted or returned."""

    gift: int
    giver: str
    recipient: str
    creator: str
    tier: int
    paid: int
    length_days: int
    until: int
    content_id: str


def tiers(session: Session, *, creator: str | None = None, limit: int = 50) -> list[Tier]:
    """At most `limit` tiers, the newest first."""
    wanted = "CAST(:creator AS text) IS NULL OR t.creator = :creator"
    return _tiers(
        session,
        f"WHERE {wanted} ORDER BY t.block_number DESC, t.log_index DESC LIMIT :limit",
        {"creator": creator, "limit": limit},
    )


def tiers_of(session: Session, creators: Sequence[str]) -> list[Tier]:
    """Every tier of `creators`, lower-case addresses, by creator and number."""
    return _tiers(
        session, "WHERE t.creator = ANY(:creators) ORDER BY t.creator, t.tier", {"creators": creators}
    )


def passes(
    session: Session,
    membership: str,
    *,
    member: str | None = None,
    creator: str | None = None,
    tier: int | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> list[Pass]:
    """At most `limit` passes that exist, ended ones too, those with the newest lot first.

    Args:
        membership: lower-case address of the contract.
    """
    asked = {"member": member, "creator": creator, "tier": tier}
    wanted = [_WANTED[name] for name, value in asked.items() if value is not None]
    values: dict[str, Any] = {"membership": membership, "limit": limit, **asked}
    if before:
        wanted.append("(l.block_number, l.log_index) < (:block, :index)")
        values |= {"block": before.block_number, "index": before.log_index}
    question = f"{' AND '.join([_PASSES, *wanted])} {_NEWEST}"
    rows = session.connection().execute(text(question), values)
    return [_pass(dict(row)) for row in rows.mappings()]


def gifts_waiting(session: Session, account: str) -> list[MembershipGift]:
    """Gifts that `account`, lower case, gave or may accept, the newest first."""
    rows = session.connection().execute(_WAITING, {"account": account}).mappings()
    return [MembershipGift(**{**row, "gift": int(row["gift"]), "paid": int(row["paid"])}) for row in rows]


def _pass(row: dict[str, Any]) -> Pass:
    lots = [
        (Lot(int(paid), start, (end - start) // DAY), int(gift)) for paid, start, end, gift in row.pop("lots")
    ]
    paid = tuple(lot for lot, gift in lots if not gift)
    given = tuple(lot for lot, gift in lots if gift)
    return Pass(**{**row, "pass_id": int(row["pass_id"])}, paid_lots=paid, given_lots=given)


def _tiers(session: Session, which: str, parameters: Mapping[str, Any]) -> list[Tier]:
    rows = session.connection().execute(text(f"{_TIERS} {which}"), parameters).mappings()
    money = ("price", "paid", "refunded", "earned")
    return [Tier(**{**row, **{name: int(row[name]) for name in money}}) for row in rows]


# As many passes of a tier exist as were minted and not burned. Their ids begin with the creator's number and
# the tier, 64 bits; the ids of follows have zeros there.
_TIERS: Final = """
    SELECT t.creator, t.tier, t.name, coalesce(c.price, t.price) AS price, t.period_days,
           coalesce(c.seats, t.seats) AS seats, t.soulbound, t.content_id, coalesce(s.paid, 0) AS paid,
           coalesce(s.refunded + s.credited, 0) AS refunded, coalesce(s.earned, 0) AS earned,
           t.block_time AS created_at, t.block_number, t.log_index, coalesce(n.amount, 0) AS passes
    FROM tier_created AS t
    LEFT JOIN LATERAL (
        SELECT price, seats FROM tier_changed AS c WHERE c.creator = t.creator AND c.tier = t.tier
        ORDER BY block_number DESC, log_index DESC LIMIT 1
    ) AS c ON true
    LEFT JOIN tier_sum AS s ON s.creator = t.creator AND s.tier = t.tier
    LEFT JOIN LATERAL (
        SELECT number FROM creator_registered WHERE creator = t.creator
        ORDER BY block_number, log_index LIMIT 1
    ) AS r ON true
    LEFT JOIN nft_family_sum AS n ON n.family = r.number::numeric * 4294967296 + t.tier
"""
# From the newest lots on: the last of each pass that exists. A pass exists while lots are newer than its last
# end, and whoever the contract's newest transfer of it went to holds it.
_PASSES: Final = """
    SELECT l.pass_id, owner.recipient AS member, l.creator, l.tier, t.name AS tier_name, t.soulbound,
           held.starts_at, held.ends_at, l.block_number, l.log_index, held.lots
    FROM lot_added AS l
    JOIN tier_created AS t ON t.creator = l.creator AND t.tier = l.tier
    JOIN LATERAL (
        SELECT recipient FROM nft_transfer AS n WHERE n.token = :membership AND n.token_id = l.pass_id
        ORDER BY block_number DESC, log_index DESC LIMIT 1
    ) AS owner ON true
    JOIN LATERAL (
        SELECT min(a.starts_at) AS starts_at, max(a.ends_at) AS ends_at,
               json_agg(json_build_array(a.paid::text, a.starts_at, a.ends_at, a.gift::text)
                        ORDER BY a.block_number, a.log_index) AS lots
        FROM lot_added AS a WHERE a.pass_id = l.pass_id AND NOT EXISTS (
            SELECT FROM pass_ended AS e WHERE e.pass_id = a.pass_id
            AND (e.block_number, e.log_index) > (a.block_number, a.log_index)
        )
    ) AS held ON true
    WHERE NOT EXISTS (
        SELECT FROM pass_ended AS e WHERE e.pass_id = l.pass_id
        AND (e.block_number, e.log_index) > (l.block_number, l.log_index)
    ) AND NOT EXISTS (
        SELECT FROM lot_added AS later WHERE later.pass_id = l.pass_id
        AND (later.block_number, later.log_index) > (l.block_number, l.log_index)
    )
"""
_NEWEST: Final = "ORDER BY l.block_number DESC, l.log_index DESC LIMIT :limit"
_WANTED: Final = {
    "member": """
        owner.recipient = :member
        AND l.pass_id IN (SELECT token_id FROM nft_transfer WHERE token = :membership AND recipient = :member)
    """,
    "creator": "l.creator = :creator",
    "tier": "l.tier = :tier",
}
_WAITING: Final = text("""
    SELECT g.gift, g.giver, g.recipient, g.creator, g.tier, g.paid, g.length_days, g.until, g.content_id
    FROM gift_made AS g
    WHERE (g.recipient = :account OR g.giver = :account)
          AND NOT EXISTS (SELECT FROM gift_returned AS r WHERE r.gift = g.gift)
          AND NOT EXISTS (SELECT FROM lot_added AS l WHERE l.gift = g.gift AND l.kind = 'accepted')
    ORDER BY g.block_number DESC, g.log_index DESC LIMIT 50
""")
