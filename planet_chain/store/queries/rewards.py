"""Rewards as readers see them: epochs, and what an address can claim, with proofs."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, or_, select, text
from sqlmodel import Session, col

from planet_chain.store.rewards import Allocation, Epoch, Explanation

_PROOF_STEP: Final = 32
_FAILED_MOST: Final = 50
_LEAVES = text("""
    SELECT leaf.account, leaf.token, leaf.epoch, epoch.state, epoch.root, epoch.chain_epoch,
           epoch.activatable_at, leaf.cumulative, leaf.proof, coalesce(claim_sum.amount, 0) AS claimed
    FROM leaf JOIN epoch ON epoch.number = leaf.epoch
    LEFT JOIN claim_sum ON claim_sum.account = leaf.account AND claim_sum.token = leaf.token
    WHERE leaf.account = ANY(:accounts)
    ORDER BY leaf.token, leaf.epoch
""")


@dataclass(frozen=True)
class Claim:
    """What an account has under one root, in one token. Amounts in smallest units.

    Attributes:
        cumulative: everything ever allocated to it, as the leaf says; what `claim` on the contract wants.
        claimed: of it, already paid out on chain.
        amount: what a claim pays. Before activation: what it will add to what was allocated before.
        proof: 0x siblings from the leaf up.
        activatable_at: unix seconds from which anyone may activate the root; None before it is proposed.
    """

    token: str
    epoch: int
    state: str
    root: str
    cumulative: int
    claimed: int
    amount: int
    proof: tuple[str, ...]
    activatable_at: int | None


# what the leaves of rejected weeks said is gone with the next week; what they were made of stays
_FAILED = text("""
    SELECT paid.account, paid.epoch, paid.token, paid.amount, epoch.root, epoch.note FROM (
        SELECT allocation.account, allocation.epoch, calendar.token, sum(allocation.paid) AS amount
        FROM allocation, calendar WHERE allocation.account = ANY(:accounts)
        GROUP BY allocation.account, allocation.epoch, calendar.token
        UNION ALL
        SELECT week_points.account, week_points.epoch, calendar.points, week_points.amount
        FROM week_points, calendar WHERE week_points.account = ANY(:accounts)
    ) AS paid JOIN epoch ON epoch.number = paid.epoch AND epoch.state = 'rejected'
    WHERE paid.amount > 0 ORDER BY paid.epoch DESC, paid.token
""")


class FailedClaim(NamedTuple):
    """What a week would have paid, had its root not been rejected. Smallest units."""

    epoch: int
    token: str
    amount: int
    root: str
    note: str
    """By whom, and why."""


@dataclass(frozen=True)
class Claims:
    """Everything an account has coming.

    Attributes:
        claimable: under the newest activated root, what is not claimed yet.
        pending: of epochs that are settled but not activated: in a challenge window, or on their way to one.
    """

    claimable: tuple[Claim, ...]
    pending: tuple[Claim, ...]


def claims_of(session: Session, account: str) -> Claims:
    """What `account` (lower case) can claim now, and what is on its way."""
    return claims_by_account(session, [account])[account]


def claims_by_account(session: Session, accounts: Collection[str]) -> dict[str, Claims]:
    """What each of `accounts` (lower case) can claim now, and what is on its way."""
    leaves: dict[str, list[Claim]] = {account: [] for account in accounts}
    for row in session.connection().execute(_LEAVES, {"accounts": list(accounts)}):
        leaves[row.account].append(_claim(row))
    return {account: _claims(found) for account, found in leaves.items()}


def _claim(row: Any) -> Claim:
    return Claim(
        token=row.token,
        epoch=row.epoch,
        state=row.state,
        root=row.root,
        cumulative=int(row.cumulative),
        claimed=int(row.claimed),
        amount=int(row.cumulative - row.claimed),
        proof=proof_of(row.proof),
        activatable_at=row.activatable_at,
    )


def _claims(leaves: list[Claim]) -> Claims:
    active: dict[str, Claim] = {}
    pending: list[Claim] = []
    for claim in leaves:
        if claim.state == "activated":
            active[claim.token] = claim
        elif claim.state in ("settled", "funded", "proposed"):
            pending.append(claim)
    claimable = tuple(claim for claim in active.values() if claim.amount > 0)
    added = tuple(_added(claim, active.get(claim.token)) for claim in pending)
    return Claims(claimable, tuple(claim for claim in added if claim.amount > 0))


def _added(claim: Claim, before: Claim | None) -> Claim:
    floor = max(claim.claimed, before.cumulative if before else 0)
    return Claim(**{**claim.__dict__, "amount": claim.cumulative - floor})


def failed_by_account(session: Session, accounts: Collection[str]) -> dict[str, list[FailedClaim]]:
    """What rejected weeks would have paid each of `accounts` (lower case): at most 50, the newest first."""
    found: dict[str, list[FailedClaim]] = {account: [] for account in accounts}
    for account, epoch, token, amount, root, note in session.connection().execute(
        _FAILED, {"accounts": list(accounts)}
    ):
        if len(found[account]) < _FAILED_MOST:
            found[account].append(FailedClaim(epoch, token, int(amount), root, note or ""))
    return found


def epochs(session: Session, *, before: int | None = None, limit: int = 50) -> list[Epoch]:
    """Closed epochs, the newest first.

    Args:
        before: the number of the last epoch already seen.
    """
    query = select(Epoch).order_by(col(Epoch.number).desc()).limit(limit)
    if before is not None:
        query = query.where(col(Epoch.number) < before)
    return list(session.scalars(query))


def epoch(session: Session, number: int) -> Epoch | None:
    """Epoch `number`, if it is closed."""
    return session.get(Epoch, number)


def allocations_of(session: Session, account: str, *, limit: int = 52) -> list[Allocation]:
    """What epochs paid `account` (lower case) as a creator, the newest first."""
    query = select(Allocation).where(col(Allocation.account) == account)
    return list(session.scalars(query.order_by(col(Allocation.epoch).desc()).limit(limit)))


def allocations_by_pay(
    session: Session, number: int, *, after: tuple[int, str] | None = None, limit: int = 50
) -> list[Allocation]:
    """What epoch `number` paid creators, the best paid first, ties to the smaller entity.

    Args:
        after: pay and entity of the last one already seen.
    """
    query = select(Allocation).where(col(Allocation.epoch) == number)
    if after is not None:
        paid, entity = after
        same = and_(col(Allocation.paid) == paid, col(Allocation.entity) > entity)
        query = query.where(or_(col(Allocation.paid) < paid, same))
    return list(
        session.scalars(query.order_by(col(Allocation.paid).desc(), col(Allocation.entity)).limit(limit))
    )


def allocations_in(session: Session, number: int, account: str) -> list[tuple[Allocation, list[Explanation]]]:
    """What epoch `number` paid at `account` (lower case): each entity, with the posts it is paid for.

    The lines of an entity sum to what it was paid, the largest first.
    """
    paid = select(Allocation).where(col(Allocation.epoch) == number, col(Allocation.account) == account)
    rows = session.scalars(paid.order_by(col(Allocation.entity))).all()
    lines: dict[str, list[Explanation]] = {row.entity: [] for row in rows}
    for_posts = select(Explanation).where(
        col(Explanation.epoch) == number, col(Explanation.entity).in_(list(lines))
    )
    for line in session.scalars(for_posts.order_by(col(Explanation.amount).desc(), col(Explanation.post))):
        lines[line.entity].append(line)
    return [(row, lines[row.entity]) for row in rows]


def proof_of(data: bytes) -> tuple[str, ...]:
    """The 0x hashes of a stored proof, from the leaf up."""
    return tuple("0x" + data[at : at + _PROOF_STEP].hex() for at in range(0, len(data), _PROOF_STEP))
