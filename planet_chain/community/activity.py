"""Intake of activity: what members did with posts, each row once, all of a batch or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.community.errors import BatchTooLarge, RowRefused
from planet_chain.community.words import id_problem
from planet_chain.core.epoch import DWELL, Params
from planet_chain.store.copying import copying
from planet_chain.store.queries.calendar import open_calendar
from planet_chain.store.rewards import Calendar

BATCH_MOST: Final = 1_000
DWELL_MOST: Final = 86_400
TIME_LIMIT: Final = 2**33
"""Unix seconds, in the year 2242: what is beyond was meant as milliseconds."""
FUTURE_TOLERANCE: Final = 60
"""Seconds by which a sender's clock may be ahead of the chain's."""
ACTIONS: Final = frozenset(Params().actions)

_UNKNOWN = text("""
    SELECT 'member', id FROM unnest(CAST(:members AS text[])) AS named (id)
    WHERE NOT EXISTS (SELECT FROM member WHERE member.id = named.id)
    UNION ALL
    SELECT 'post', id FROM unnest(CAST(:posts AS text[])) AS named (id)
    WHERE NOT EXISTS (SELECT FROM post WHERE post.id = named.id)
""")
# COPY cannot pass over ids that are there already, an insert can
_ARRIVED = text("""
    CREATE TEMP TABLE IF NOT EXISTS arrived (
        id text, member text, post text, action text, quantity bigint, at bigint, epoch bigint
    ) ON COMMIT DELETE ROWS
""")
_INSERT = text("""
    INSERT INTO activity (id, member, post, action, quantity, at, epoch)
    SELECT * FROM arrived ON CONFLICT (id) DO NOTHING RETURNING id
""")
_STORED = text("SELECT id, member, post, action, quantity, at FROM activity WHERE id = ANY(:ids)")


class ActivityRow(NamedTuple):
    """What `member` did with `post`."""

    id: str
    """The sender's own name for the row: sent twice, it counts once."""
    member: str
    post: str
    action: str
    """`dwell`, or one of `ACTIONS`."""
    quantity: int
    """For `dwell` the seconds of attention before `at`, 1..86400; else 1."""
    at: int
    """Unix seconds."""


@dataclass(frozen=True)
class Accepted:
    """What became of a batch: every row is one or the other."""

    accepted: int
    duplicates: int
    """Rows that were known already, and count once."""


def accept(session: Session, rows: Sequence[ActivityRow], *, now: int) -> Accepted:
    """Take a batch of activity, all of it or nothing.

    A row counts in the epoch of its `at`, or, when that one is closed already, in the one that is open.

    Args:
        rows: at most `BATCH_MOST`.
        now: the chain's time, unix seconds.
    Raises:
        BatchTooLarge: more rows than that.
        RowRefused: a member, post or action is unknown, a quantity or time is out of range, or an id is
            known with another content.
        RewardsNotStarted: there is no calendar of epochs yet.
    """
    if len(rows) > BATCH_MOST:
        raise BatchTooLarge(len(rows), BATCH_MOST)
    named: dict[str, ActivityRow] = {}
    for number, row in enumerate(rows):
        _check(number, row, now)
        if named.setdefault(row.id, row) != row:
            raise RowRefused(number, "id", f"{row.id} is also another row of the batch; give each its own")
    _check_known(session, rows)
    calendar = open_calendar(session)
    ordered = [named[key] for key in sorted(named)]  # one order for everybody: no deadlock
    new = insert(session, ordered, calendar)
    _check_duplicates(session, rows, [row for row in ordered if row.id not in new])
    return Accepted(len(new), len(rows) - len(new))


def epoch_at(calendar: Calendar, at: int) -> int:
    """The epoch in which a row of time `at` counts when it arrives now."""
    return max((at - calendar.genesis) // calendar.week + 1, calendar.open_epoch)


def row_problem(row: ActivityRow) -> tuple[str, str] | None:
    """(field, reason) of what is wrong with `row` whatever is known so far; None when nothing is."""
    for field in ("id", "member", "post"):
        if problem := id_problem(getattr(row, field)):
            return field, problem
    if row.action == DWELL:
        if not 1 <= row.quantity <= DWELL_MOST:
            return "quantity", f"dwell of {row.quantity} s; it must be in 1..{DWELL_MOST}"
    elif row.action not in ACTIONS:
        known = ", ".join([DWELL, *sorted(ACTIONS)])
        return "action", f"{row.action!r} is not known; the actions are {known}"
    elif row.quantity != 1:
        return "quantity", f"{row.action} has quantity {row.quantity}; it must be 1"
    if not 0 <= row.at < TIME_LIMIT:
        return "at", f"{row.at} is no time; write unix seconds"
    return None


def _check(number: int, row: ActivityRow, now: int) -> None:
    if (problem := row_problem(row)) is not None:
        raise RowRefused(number, *problem)
    if row.at > now + FUTURE_TOLERANCE:
        raise RowRefused(number, "at", f"{row.at} lies in the future of the chain, which is at {now}")


def _check_known(session: Session, rows: Sequence[ActivityRow]) -> None:
    wanted = {"members": sorted({row.member for row in rows}), "posts": sorted({row.post for row in rows})}
    unknown = {(field, key) for field, key in session.connection().execute(_UNKNOWN, wanted)}
    for number, row in enumerate(rows):
        for field in ("member", "post"):
            value = getattr(row, field)
            if (field, value) in unknown:
                raise RowRefused(number, field, f"{field} {value!r} is not known; state it first")


def insert(session: Session, rows: Sequence[ActivityRow], calendar: Calendar) -> set[str]:
    """Write `rows`, which were judged; the ids of those that were not there."""
    connection = session.connection()
    connection.execute(_ARRIVED)
    with copying(session, "arrived") as copy:
        # as text that is put together at once: four times as fast as row by row
        copy.write("".join(_line(row, epoch_at(calendar, row.at)) for row in rows))
    return set(connection.execute(_INSERT).scalars())


def _line(row: ActivityRow, epoch: int) -> str:
    """`row` as COPY reads it; what was judged has no blanks, so that only a backslash needs another."""
    return "\t".join(map(str, (*row, epoch))).replace("\\", r"\\") + "\n"


def _check_duplicates(session: Session, rows: Sequence[ActivityRow], known: Sequence[ActivityRow]) -> None:
    if not known:
        return
    found = session.connection().execute(_STORED, {"ids": [row.id for row in known]})
    stored = {row.id: ActivityRow(*row) for row in found}
    for number, row in enumerate(rows):
        if stored.get(row.id, row) != row:
            raise RowRefused(number, "id", f"{row.id} was sent before with another content")
