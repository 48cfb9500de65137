"""The distributor as the chain tells it: roots and what became of them, funds, claims."""

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from sqlalchemy import select, text
from sqlmodel import Session, col

from planet_chain.store.chain import ClaimedFact
from planet_chain.store.queries.page import Place, newest
from planet_chain.store.sums import ClaimSum, RewardSum

RootState = Literal["pending", "withdrawn", "rejected", "activated"]


@dataclass(frozen=True, slots=True)
class Root:
    """A proposed root and what became of it, as of the newest indexed block."""

    epoch: int
    """The number it has, or would have got, on chain."""
    root: str
    inputs_hash: str
    totals: dict[str, int]
    """token -> everything ever allocated with this root, smallest units."""
    proposed_at: int
    proposed_block: int
    proposed_transaction: str
    activatable_at: int
    state: RootState
    decided_at: int | None
    decided_block: int | None
    decided_transaction: str | None
    guardian: str | None
    """Who rejected it."""
    reason: str | None


class RewardTotal(NamedTuple):
    """Money for claims in one token."""

    token: str
    funded: int
    claimed: int


def roots(session: Session, *, before_block: int | None = None, limit: int = 50) -> list[Root]:
    """At most `limit` proposals, newest first, all proposed before block `before_block`."""
    return _read(
        session,
        "WHERE CAST(:before AS bigint) IS NULL OR p.block_number < CAST(:before AS bigint) "
        "ORDER BY p.block_number DESC, p.log_index DESC LIMIT :limit",
        before=before_block,
        limit=limit,
    )


def root_of(session: Session, root: str, inputs_hash: str | None = None) -> Root | None:
    """The newest proposal of `root`: one that was withdrawn may be proposed again.

    Args:
        inputs_hash: of the bundle that it was proposed for: two weeks can lead to one root, when the first
            was rejected. None takes any.
    """
    found = _read(
        session,
        "WHERE p.root = :root AND p.inputs_hash = coalesce(:inputs_hash, p.inputs_hash) "
        "ORDER BY p.block_number DESC, p.log_index DESC LIMIT 1",
        root=root,
        inputs_hash=inputs_hash,
    )
    return found[0] if found else None


def pending_root(session: Session) -> Root | None:
    """The proposal that is in its challenge window or waits for activation."""
    newest = roots(session, limit=1)
    return newest[0] if newest and newest[0].state == "pending" else None


def reward_totals(session: Session) -> list[RewardTotal]:
    """What was funded and claimed, by token."""
    query = select(col(RewardSum.token), col(RewardSum.funded), col(RewardSum.claimed)).order_by(
        col(RewardSum.token)
    )
    return [RewardTotal(*row) for row in session.execute(query)]


def claims(
    session: Session, *, account: str | None = None, before: Place | None = None, limit: int = 50
) -> list[ClaimedFact]:
    """At most `limit` claims that were paid, newest first."""
    return newest(session, ClaimedFact, before, limit, account=account)


def claimed_by(session: Session, account: str) -> dict[str, int]:
    """token -> what `account` ever claimed in it, smallest units."""
    query = select(col(ClaimSum.token), col(ClaimSum.amount)).where(col(ClaimSum.account) == account)
    return {row.token: row.amount for row in session.execute(query)}


def _read(session: Session, which: str, **parameters: Any) -> list[Root]:
    rows = session.execute(text(f"{_ROOTS} {which}"), parameters)
    return [
        Root(**{**row, "totals": {token: int(total) for token, total in row["totals"]}})
        for row in rows.mappings()
    ]


# one root pends at a time, so what decided a proposal is the first outcome after it
_ROOTS = """
    SELECT p.epoch, p.root, p.inputs_hash, p.totals, p.block_time AS proposed_at,
           p.block_number AS proposed_block, p.transaction_hash AS proposed_transaction, p.activatable_at,
           coalesce(o.state, 'pending') AS state, o.block_time AS decided_at, o.block_number AS decided_block,
           o.transaction_hash AS decided_transaction, o.guardian, o.reason
    FROM root_proposed p
    LEFT JOIN LATERAL (
        SELECT * FROM (
            SELECT 'withdrawn' AS state, block_number, log_index, block_time, transaction_hash,
                   NULL AS guardian, NULL AS reason
            FROM root_withdrawn WHERE root = p.root
            UNION ALL
            SELECT 'rejected', block_number, log_index, block_time, transaction_hash, guardian, reason
            FROM root_rejected WHERE root = p.root
            UNION ALL
            SELECT 'activated', block_number, log_index, block_time, transaction_hash, NULL, NULL
            FROM root_activated WHERE root = p.root
        ) AS outcome
        WHERE (block_number, log_index) > (p.block_number, p.log_index)
        ORDER BY block_number, log_index LIMIT 1
    ) AS o ON true
"""
