"""Rewards as readers see them: epochs, and what they paid to whom and why."""

from sqlalchemy import and_, or_, select
from sqlmodel import Session, col

from planet_chain.store.rewards import Allocation, Epoch, Explanation


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
