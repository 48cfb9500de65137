"""Bringing in a file of activity: staged and checked as a whole, taken in one transaction or not at all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.community.activity import FUTURE_TOLERANCE, ActivityRow, row_problem
from planet_chain.community.errors import FileRefused
from planet_chain.store.copying import copying
from planet_chain.store.queries.calendar import open_calendar

CHUNK: Final = 10_000

_STAGE = text("""
    CREATE TEMP TABLE staged (
        line bigint, id text, member text, post text, action text, quantity bigint, at bigint
    ) ON COMMIT DROP
""")
_UNKNOWN = text("""
    SELECT line, field, name FROM (
        SELECT min(line) AS line, 'member' AS field, member AS name FROM staged
        WHERE NOT EXISTS (SELECT FROM member WHERE member.id = staged.member) GROUP BY member
        UNION ALL
        SELECT min(line), 'post', post FROM staged
        WHERE NOT EXISTS (SELECT FROM post WHERE post.id = staged.post) GROUP BY post
    ) AS unknown ORDER BY line LIMIT 1
""")
_FUTURE = text("SELECT line, at FROM staged WHERE at > :latest ORDER BY line LIMIT 1")
_TWICE = text("""
    SELECT max(line), id FROM staged GROUP BY id
    HAVING count(DISTINCT (member, post, action, quantity, at)) > 1 ORDER BY 1 LIMIT 1
""")
_OTHERWISE = text("""
    SELECT line, staged.id FROM staged JOIN activity USING (id)
    WHERE (staged.member, staged.post, staged.action, staged.quantity, staged.at)
        IS DISTINCT FROM (activity.member, activity.post, activity.action, activity.quantity, activity.at)
    ORDER BY line LIMIT 1
""")
_TAKE = text("""
    INSERT INTO activity (id, member, post, action, quantity, at, epoch)
    SELECT DISTINCT ON (id) id, member, post, action, quantity, at,
           greatest(CAST(floor((at - :genesis) / CAST(:week AS numeric)) AS bigint) + 1, :open_epoch)
    FROM staged ORDER BY id
    ON CONFLICT (id) DO NOTHING
""")
_SPAN = text("SELECT count(*), min(at), max(at) FROM staged")


@dataclass(frozen=True)
class Taken:
    """What became of a file.

    Attributes:
        rows: of activity, in the file.
        accepted: of them, new.
        first_epoch: where the earliest row counts; None for an empty file.
        last_epoch: where the latest one does.
    """

    rows: int
    accepted: int
    first_epoch: int | None
    last_epoch: int | None

    @property
    def duplicates(self) -> int:
        """Rows that were known, or stand in the file twice: they count once."""
        return self.rows - self.accepted


def import_rows(
    session: Session, path: Path, rows: Iterable[tuple[int, ActivityRow]], *, now: int | None
) -> Taken:
    """Take activity of members and posts that are known.

    Args:
        path: named in errors.
        rows: (line, row).
        now: the chain's time, which no row may be ahead of; None allows the future, for the local testnet.
    Raises:
        FileRefused: a line breaks a rule of intake.
        RewardsNotStarted: there is no calendar of epochs yet.
    """
    stage(session)
    copy_into(session, "staged", _checked(path, rows))
    return take_staged(session, path, now=now)


def stage(session: Session) -> None:
    """Make the temporary table `staged`, which this transaction drops when it ends."""
    session.connection().execute(_STAGE)


def take_staged(session: Session, path: Path, *, now: int | None) -> Taken:
    """Move what is staged into the activity, when all of it may be taken."""
    connection = session.connection()
    connection.execute(text("ANALYZE staged"))
    if now is not None:
        latest = now + FUTURE_TOLERANCE
        _refuse(
            session, path, _FUTURE, f"{{}} lies in the future of the chain, which is at {now}", latest=latest
        )
    if (unknown := connection.execute(_UNKNOWN).first()) is not None:
        line, field, name = unknown
        raise FileRefused(path, line, f"{field} {name!r} is not known; state it first")
    _refuse(session, path, _TWICE, "id {} is also another line's, with another content")
    _refuse(session, path, _OTHERWISE, "{} was brought in before with another content")
    found = open_calendar(session)
    week = {"genesis": found.genesis, "week": found.week, "open_epoch": found.open_epoch}
    accepted = connection.execute(_TAKE, week).rowcount
    count, first, last = connection.execute(_SPAN).one()
    if not count:
        return Taken(0, 0, None, None)
    epochs = [max((at - found.genesis) // found.week + 1, found.open_epoch) for at in (first, last)]
    return Taken(count, accepted, *epochs)


def copy_into(session: Session, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """COPY `rows` into `table`, a constant of this package, as they come."""
    with copying(session, table) as copy:
        for row in rows:
            copy.write_row(row)


def chunks(rows: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """`rows` in lists of at most `size`."""
    left = iter(rows)
    while chunk := list(islice(left, size)):
        yield chunk


def _checked(path: Path, rows: Iterable[tuple[int, ActivityRow]]) -> Iterator[tuple[Any, ...]]:
    for line, row in rows:
        if (problem := row_problem(row)) is not None:
            raise FileRefused(path, line, f"{problem[0]}: {problem[1]}")
        yield (line, *row)


def _refuse(session: Session, path: Path, query: Any, reason: str, **parameters: int) -> None:
    found = session.connection().execute(query, parameters).first()
    if found is not None:
        raise FileRefused(path, found[0], reason.format(found[1]))
