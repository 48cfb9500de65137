"""Who an account is in a week's bundle, for whoever proved that the account is theirs."""

from sqlalchemy import select
from sqlmodel import Session, col

from planet_chain.store.rewards import Allocation, EpochMember, WeekPoints


def entities_of(session: Session, epoch: int, account: str) -> list[str]:
    """The pseudonyms in `epoch` of the people whose rewards go to `account`, lower case; ordered."""
    query = select(col(EpochMember.entity)).where(
        col(EpochMember.epoch) == epoch, col(EpochMember.payout) == account
    )
    return sorted(set(session.scalars(query)))


def accounts_of(session: Session, epoch: int) -> dict[str, str]:
    """Creator entity -> the address it is paid at, of every creator that `epoch` pays."""
    query = select(col(Allocation.entity), col(Allocation.account)).where(col(Allocation.epoch) == epoch)
    return {row.entity: row.account for row in session.execute(query)}


def points_of(session: Session, epoch: int, account: str) -> int:
    """Points that `epoch` added to `account`, lower case, smallest units."""
    row = session.get(WeekPoints, (epoch, account))
    return row.amount if row else 0
