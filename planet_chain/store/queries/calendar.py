"""When epochs begin and end."""

from sqlalchemy import select
from sqlmodel import Session

from planet_chain.core.errors import PlanetError
from planet_chain.store.rewards import Calendar


class RewardsNotStarted(PlanetError):
    """Nobody has said yet when epoch 1 opens, so activity has no epoch to count in."""

    def __init__(self) -> None:
        super().__init__(
            "rewards-not-started",
            "the calendar of epochs does not exist yet; start the worker once: planet worker",
        )


def calendar(session: Session) -> Calendar:
    """The calendar.

    Raises:
        RewardsNotStarted: there is none yet.
    """
    found = session.scalars(select(Calendar)).one_or_none()
    if found is None:
        raise RewardsNotStarted
    return found


def open_calendar(session: Session) -> Calendar:
    """The calendar, whose open epoch cannot close before this transaction ends.

    Raises:
        RewardsNotStarted: there is none yet.
    """
    found = session.scalars(
        select(Calendar).with_for_update(read=True).execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise RewardsNotStarted
    return found


def bounds(found: Calendar, number: int) -> tuple[int, int]:
    """When epoch `number` opens and closes, unix seconds; the second is the first of the next one."""
    opens_at = found.genesis + (number - 1) * found.week
    return opens_at, opens_at + found.week
