"""Points by account and season, of weeks whose roots are active."""

from typing import NamedTuple

from sqlalchemy import text
from sqlmodel import Session

_EARNED = text("""
    SELECT leaf.cumulative FROM leaf JOIN epoch ON epoch.number = leaf.epoch AND epoch.state = 'activated'
    WHERE leaf.account = :account AND leaf.token = (SELECT points FROM calendar)
    ORDER BY leaf.epoch DESC LIMIT 1
""")
_BOARD = text("""
    SELECT account, sum(amount) AS amount FROM week_points
    JOIN epoch ON epoch.number = week_points.epoch AND epoch.state = 'activated'
    WHERE week_points.epoch BETWEEN :first AND :last
        AND account = coalesce(CAST(:account AS text), account)
    GROUP BY account ORDER BY amount DESC, account LIMIT :limit
""")


class Earner(NamedTuple):
    """An account (lower case) and the points it earned, smallest units."""

    account: str
    amount: int


def earned(session: Session, account: str) -> int:
    """Everything `account` (lower case) ever earned, claimed or not, smallest units."""
    return int(session.connection().execute(_EARNED, {"account": account}).scalar() or 0)


def season_board(
    session: Session, first: int, last: int, *, account: str | None = None, limit: int = 100
) -> list[Earner]:
    """Who earned most in epochs `first` to `last`, ties to the smaller address; only `account`, if given."""
    span = {"first": first, "last": last, "account": account, "limit": limit}
    return [Earner(who, int(amount)) for who, amount in session.connection().execute(_BOARD, span)]
