"""Airdrops: campaigns on chain, and what an account can claim of those whose trees are known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import select, text
from sqlmodel import Session, col

from planet_chain.store.airdrops import AirdropTree
from planet_chain.store.queries.page import Place, newest
from planet_chain.store.ties import AirdropClaimedFact

GiftState = Literal["upcoming", "claimable", "short"]
File = Literal["airdrop.json", "snapshot.csv", "tree.json"]
FILES: Final[dict[File, Any]] = {
    "airdrop.json": AirdropTree.manifest,
    "snapshot.csv": AirdropTree.snapshot,
    "tree.json": AirdropTree.tree,
}


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign as of the newest indexed block. Amounts in smallest units of its token."""

    campaign: int
    funder: str
    token: str
    root: str
    amount: int
    claimed: int
    swept: int
    claims: int
    starts_at: int
    ends_at: int
    content_id: str
    created_at: int
    block_number: int
    log_index: int
    transaction_hash: str
    leaves: int | None
    """None while nobody registered its tree here."""
    gives: int | None
    """What all leaves add up to, which may be more than there is; None while the tree is unknown."""

    @property
    def left(self) -> int:
        """What can still be claimed."""
        return 0 if self.swept else self.amount - self.claimed

    @property
    def place(self) -> Place:
        """Where it was created."""
        return Place(self.block_number, self.log_index)


@dataclass(frozen=True, slots=True)
class GiftDue:
    """A leaf that was not paid yet, of a campaign that was not swept."""

    campaign: int
    token: str
    root: str
    leaf_index: int
    account: str
    amount: int
    proof: tuple[str, ...]
    starts_at: int
    ends_at: int
    content_id: str
    state: GiftState
    """`short`: the campaign has less left than the leaf gives."""


def campaigns(
    session: Session,
    *,
    funder: str | None = None,
    token: str | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> list[Campaign]:
    """At most `limit` campaigns that match everything given, the newest first."""
    block, index = before or (None, None)
    return _read(
        session,
        "WHERE (CAST(:funder AS text) IS NULL OR c.funder = :funder)"
        " AND (CAST(:token AS text) IS NULL OR c.token = :token)"
        " AND (CAST(:block AS bigint) IS NULL OR (c.block_number, c.log_index) < (:block, :index))"
        " ORDER BY c.block_number DESC, c.log_index DESC LIMIT :limit",
        {"funder": funder, "token": token, "block": block, "index": index, "limit": limit},
    )


def open_campaigns(
    session: Session, funders: Sequence[str], tokens: Sequence[str], *, now: int, limit: int = 500
) -> list[Campaign]:
    """Campaigns that have something left and whose proofs are known here.

    By one of `funders` or in one of `tokens`. Those that end first come first; one that its funder may sweep
    already is left out.

    Args:
        funders, tokens: lower-case addresses.
        now: unix seconds of the chain.
    """
    return _read(
        session,
        "WHERE (c.funder = ANY(:funders) OR c.token = ANY(:tokens)) AND t.root IS NOT NULL"
        " AND c.ends_at > :now AND s.swept = 0 AND s.amount > s.claimed"
        " ORDER BY c.ends_at, c.campaign LIMIT :limit",
        {"funders": funders, "tokens": tokens, "now": now, "limit": limit},
    )


def campaign_of(session: Session, number: int) -> Campaign | None:
    """Campaign `number`, if there is one."""
    found = _read(session, "WHERE c.campaign = :number", {"number": number})
    return found[0] if found else None


def gifts_claimed(
    session: Session, *, account: str | None = None, before: Place | None = None, limit: int = 50
) -> list[AirdropClaimedFact]:
    """At most `limit` leaves that were paid, the newest first."""
    return newest(session, AirdropClaimedFact, before, limit, account=account)


def file_of(session: Session, root: str, name: File) -> bytes | None:
    """A file of the published bundle with this root, None when it is not known here."""
    found: bytes | None = session.execute(
        select(FILES[name]).where(col(AirdropTree.root) == root)
    ).scalar_one_or_none()
    return found


def tree_total(session: Session, root: str) -> int | None:
    """What the leaves of a tree add up to, None when it is not known here."""
    query = select(col(AirdropTree.total)).where(col(AirdropTree.root) == root)
    return session.execute(query).scalar_one_or_none()


def _read(session: Session, which: str, parameters: Mapping[str, Any]) -> list[Campaign]:
    rows = session.connection().execute(text(f"{_CAMPAIGNS} {which}"), parameters).mappings()
    numbers = ("campaign", "amount", "claimed", "swept")
    return [
        Campaign(
            **{
                **row,
                **{name: int(row[name]) for name in numbers},
                "gives": None if row["gives"] is None else int(row["gives"]),
            }
        )
        for row in rows
    ]


_CAMPAIGNS: Final = """
    SELECT c.campaign, c.funder, c.token, c.root, c.amount, s.claimed, s.swept, s.claims, c.starts_at,
           c.ends_at, c.content_id, c.block_time AS created_at, c.block_number, c.log_index,
           c.transaction_hash, t.leaves, t.total AS gives
    FROM campaign_created AS c
    JOIN campaign_sum AS s ON s.campaign = c.campaign
    LEFT JOIN airdrop_tree AS t ON t.root = c.root
"""
