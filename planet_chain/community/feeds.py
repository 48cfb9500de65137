"""Values in bulk: from a file, a request or a signed feed, all of it or nothing."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.community.errors import FileRefused, RowRefused
from planet_chain.community.files import read_pairs, whole_number
from planet_chain.community.values import ValueRow, set_values
from planet_chain.core.errors import PlanetError
from planet_chain.store.calls import FeedMark

_KNOWN = text("SELECT id FROM member WHERE id = ANY(:ids)")


@dataclass(frozen=True)
class Taken:
    """What became of a statement.

    Attributes:
        rows: that it has.
        unknown: of these, about nobody who is a member here: an exchange does not know who is.
        changed: members who are worth something else now.
    """

    rows: int
    unknown: int
    changed: int


class FeedStale(PlanetError):
    """A feed says something older than what was taken."""

    def __init__(self, as_of: int, last: int) -> None:
        super().__init__(
            "feed-stale",
            f"the feed speaks of {as_of}, but what it said at {last} was taken; nothing of it was taken",
        )


def take_csv(session: Session, name: Path, lines: Iterable[str] | None = None) -> Taken:
    """Take a CSV with the columns `member` and `value`; members that it does not name keep theirs.

    Args:
        name: the file, or what errors call the `lines`.
    Raises:
        FileRefused: a line is malformed, a member repeats, or a value is outside of what can be weighed.
    """
    values = read_pairs(name, "value", whole_number, lines)
    known = set(session.connection().execute(_KNOWN, {"ids": list(values)}).scalars())
    rows = [ValueRow(member, value) for member, value in values.items() if member in known]
    try:
        changed = set_values(session, rows)
    except RowRefused as error:
        raise FileRefused(name, None, f"member {rows[error.row].member!r}: {error.reason}") from error
    return Taken(len(values), len(values) - len(known), changed)


def take_statement(session: Session, feed: str, as_of: int, sha256: str, body: bytes) -> Taken:
    """Take what `feed` said; once: the same statement again changes nothing.

    Args:
        as_of: unix seconds, by its word.
    Raises:
        FeedStale: something newer was taken already.
        FileRefused: as of `take_csv`.
    """
    mark = session.get(FeedMark, feed, with_for_update=True)
    if mark is not None and (as_of < mark.as_of or (as_of == mark.as_of and sha256 != mark.sha256)):
        raise FeedStale(as_of, mark.as_of)
    try:
        told = body.decode()
    except UnicodeDecodeError as error:
        raise FileRefused(Path(feed), None, f"is no UTF-8 text (byte {error.start})") from error
    taken = take_csv(session, Path(feed), io.StringIO(told, newline=""))
    session.merge(FeedMark(name=feed, as_of=as_of, sha256=sha256, rows=taken.rows))
    session.flush()
    return taken
