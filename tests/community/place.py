"""A database with a calendar, three members and a post: where the community's tests happen."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, text

from planet_chain.community import members, posts
from planet_chain.community.activity import Accepted, ActivityRow, accept
from planet_chain.community.members import MemberRow
from planet_chain.community.posts import Draft
from planet_chain.store.database import transaction
from planet_chain.store.rewards import Calendar

WEEK = 7 * 86_400
GENESIS = 1_700_000_040
"""Seconds; a whole minute."""
NOW = GENESIS + 3 * WEEK
CALENDAR: dict[str, Any] = {
    "id": 1,
    "chain_id": 31337,
    "distributor": "0x" + "d1" * 20,
    "token": "0x" + "a1" * 20,
    "points": "0x" + "b1" * 20,
    "genesis": GENESIS,
    "week": WEEK,
    "open_epoch": 1,
}


@dataclass
class Place:
    database: Engine

    def settle_in(self) -> None:
        with transaction(self.database) as session:
            session.add(Calendar(**CALENDAR))
            people = [MemberRow("ann", "A"), MemberRow("bob", "B"), MemberRow("cid", "C"), MemberRow("dan")]
            members.upsert(session, people, now=GENESIS)
            posts.publish(session, Draft("hello", "ann", "analysis", text="#chain"), now=GENESIS)

    def send(self, *rows: ActivityRow, now: int = NOW) -> Accepted:
        with transaction(self.database) as session:
            return accept(session, rows, now=now)

    def close_until(self, open_epoch: int) -> None:
        with transaction(self.database) as session:
            session.get_one(Calendar, 1).open_epoch = open_epoch

    def query(self, sql: str, **parameters: Any) -> list[Any]:
        with transaction(self.database) as session:
            return list(session.connection().execute(text(sql), parameters))


def row(name: str, **changes: Any) -> ActivityRow:
    """A like of `hello` by bob in the first hour."""
    plain = ActivityRow(name, "bob", "hello", "like", 1, GENESIS + 3600)
    return plain._replace(**changes)
