"""Messages between people as activity: how a file that only says who wrote to whom, and when, earns anything.

A message from `source` to `target` is a visit: the source read what the target had to say, for an assumed
number of seconds, and left a comment. What is visited is a post of the target, one a week: people come back
to a person, and each week there is something new to talk about. Whoever is named is a member, and a person.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.community.errors import FileRefused
from planet_chain.community.files import Edge
from planet_chain.community.imports import Taken, chunks, copy_into, stage, take_staged
from planet_chain.community.members import MemberRow, upsert
from planet_chain.community.values import ValueRow, set_values
from planet_chain.core.epoch import DWELL
from planet_chain.store.queries.calendar import calendar

ACTION: Final = "comment"
TYPE: Final = "message"
DWELL_SECONDS: Final = 30

_EDGES = text("""
    CREATE TEMP TABLE edges (line bigint, source text, target text, at bigint) ON COMMIT DROP
""")
_FIRST = text("SELECT min(at) FROM edges")
_NAMES = text("SELECT source FROM edges UNION SELECT target FROM edges")
# Named by what it says, not by where it stands: the same message in a longer or shuffled file is the same
# row. Two messages of one pair in one second are told apart by their number.
_VISITS = text("""
    CREATE TEMP TABLE visits (
        line bigint, source text, target text, at bigint, week bigint, id text
    ) ON COMMIT DROP
""")
_SHAPE = text("""
    INSERT INTO visits (line, source, target, at, week, id)
    SELECT line, source, target, at + :shift AS at, greatest((at + :shift - :genesis) / :week, 0) AS week,
           concat_ws(':', CAST(:community AS text), source, target, at, row_number() OVER (
               PARTITION BY source, target, at ORDER BY line
           )) AS id
    FROM edges
""")
_MEMBERS = text("""
    INSERT INTO member (id, person, joined_at)
    SELECT :community || ':' || name, :community || ':' || name, :now
    FROM (SELECT source AS name FROM edges UNION SELECT target FROM edges) AS named
    ON CONFLICT (id) DO NOTHING
""")
_POSTS = text("""
    INSERT INTO post (id, creator, type, title, text, created_at)
    SELECT DISTINCT concat_ws(':', CAST(:community AS text), target, 'week', week + 1),
           :community || ':' || target, :type, '', '', :genesis + week * :length
    FROM visits
    ON CONFLICT (id) DO NOTHING
""")
_ROWS = text("""
    INSERT INTO staged (line, id, member, post, action, quantity, at)
    SELECT line, id || ':' || kind, :community || ':' || source,
           concat_ws(':', CAST(:community AS text), target, 'week', week + 1), action, quantity, at
    FROM visits, (VALUES ('read', :dwell_action, CAST(:seconds AS bigint)), ('said', :action, 1))
        AS acts (kind, action, quantity)
""")


@dataclass(frozen=True)
class Assumptions:
    """What a file of messages does not say.

    Attributes:
        community: goes before every id, so that two files do not mix their people.
        seconds: of attention that a message is taken for, 1..600.
        starts_at: unix seconds to which the first message is moved, and all others with it; None moves none.
        value: of every member, in whole value units.
        values: of single members, by their name in the file; they win.
        payouts: name -> address; None gives new members none, and leaves those of known ones as they are.
    """

    community: str
    seconds: int = DWELL_SECONDS
    starts_at: int | None = None
    value: int | None = None
    values: Mapping[str, int] | None = None
    payouts: Callable[[str], str | None] | None = None


@dataclass(frozen=True)
class TakenEdges:
    """What became of a file of messages.

    Attributes:
        messages: in the file.
        people: named in it.
        shift: seconds by which every message was moved.
        taken: the activity that it became: two rows a message.
    """

    messages: int
    people: int
    shift: int
    taken: Taken


def import_edges(
    session: Session,
    path: Path,
    edges: Iterable[Edge],
    assumed: Assumptions,
    *,
    now: int,
    may_be_future: bool,
) -> TakenEdges:
    """Take a file of messages: its people, a post a week of everybody who was written to, and the visits.

    Args:
        path: named in errors.
        now: the chain's time, unix seconds.
        may_be_future: whether rows may lie ahead of it: on the local testnet only.
    Raises:
        FileRefused: the messages cannot be taken, or `values` names somebody whom they do not.
        RewardsNotStarted: there is no calendar of epochs yet.
    """
    connection = session.connection()
    connection.execute(_EDGES)
    connection.execute(_VISITS)
    stage(session)
    copy_into(session, "edges", edges)
    connection.execute(text("ANALYZE edges"))
    first = connection.execute(_FIRST).scalar()
    shift = 0 if assumed.starts_at is None or first is None else assumed.starts_at - first
    found, community = calendar(session), {"community": assumed.community}
    times = {"shift": shift, "genesis": found.genesis, "week": found.week}
    messages = connection.execute(_SHAPE, community | times).rowcount
    connection.execute(_MEMBERS, community | {"now": now})
    names = list(connection.execute(_NAMES).scalars())
    _state(session, path, names, assumed, now)
    connection.execute(_POSTS, community | {"type": TYPE, "genesis": found.genesis, "length": found.week})
    acts = {"dwell_action": DWELL, "seconds": assumed.seconds, "action": ACTION}
    connection.execute(_ROWS, community | acts)
    taken = take_staged(session, path, now=None if may_be_future else now)
    return TakenEdges(messages, len(names), shift, taken)


def _state(session: Session, path: Path, names: list[str], assumed: Assumptions, now: int) -> None:
    """Say of these people what the file does not: where they are paid, and what they are worth."""

    def member_of(name: str) -> str:
        return f"{assumed.community}:{name}"

    if assumed.payouts is not None:
        payout_of = assumed.payouts
        rows = (MemberRow(member_of(name), member_of(name), payout_of(name)) for name in names)
        for chunk in chunks(rows):
            upsert(session, chunk, now=now)
    values = {} if assumed.value is None else dict.fromkeys(names, assumed.value)
    if assumed.values:
        strange = sorted(assumed.values.keys() - set(names))
        if strange:
            raise FileRefused(path, None, f"does not name {strange[0]!r}, whose value was given")
        values |= assumed.values
    for chunk in chunks(ValueRow(member_of(name), value) for name, value in values.items()):
        set_values(session, chunk)
