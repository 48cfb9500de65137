"""Creators and the content they published on chain."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.store.chain import ContentFact, SelfOnlyFact
from planet_chain.store.queries.page import Place, newest


@dataclass(frozen=True, slots=True)
class Creator:
    """A creator as of the newest indexed block; revoked ones stay in the list."""

    creator: str
    number: int
    registered: bool
    """False after a revocation, until a new attestation."""
    registered_at: int
    """Unix seconds of the first registration."""
    revoked_at: int
    """Unix seconds of the last revocation, 0 when never."""
    contents: int


def list_creators(session: Session, *, after: int = 0, limit: int = 50) -> list[Creator]:
    """At most `limit` creators in the order of their numbers, those above `after`."""
    return _read(session, "WHERE number > :after ORDER BY number LIMIT :limit", after=after, limit=limit)


def creator_of(session: Session, address: str) -> Creator | None:
    """The creator at `address`, lower-case."""
    found = _read(session, "WHERE creator = :address", address=address)
    return found[0] if found else None


def creators_of(session: Session, addresses: Sequence[str]) -> list[Creator]:
    """The creators at lower-case `addresses`, in their order; others are left out."""
    known = {row.creator: row for row in _read(session, "WHERE creator = ANY(:who)", who=list(addresses))}
    return [known[address] for address in addresses if address in known]


def contents(
    session: Session,
    *,
    author: str | None = None,
    parent: str | None = None,
    before: Place | None = None,
    limit: int = 50,
) -> list[ContentFact]:
    """At most `limit` contents published on chain that match everything given, newest first."""
    return newest(session, ContentFact, before, limit, author=author, parent=parent)


def content_of(session: Session, content_id: str) -> ContentFact | None:
    """The content with this id, if it was published on chain."""
    found = newest(session, ContentFact, None, 1, content_id=content_id)
    return found[0] if found else None


def is_self_only(session: Session, account: str) -> bool:
    """Whether only `account` itself may claim for itself: its newest word."""
    said = newest(session, SelfOnlyFact, None, 1, account=account)
    return bool(said) and said[0].self_only


def _read(session: Session, which: str, **parameters: Any) -> list[Creator]:
    return [Creator(*row) for row in session.execute(text(f"{_CREATORS} {which}"), parameters)]


# a creator keeps their number, so the first registration gives it; the newest word says whether they are one
_CREATORS = """
    SELECT creator, number, registered, registered_at, revoked_at, contents FROM (
        SELECT f.creator, f.number, f.block_time AS registered_at,
            NOT EXISTS (
                SELECT FROM creator_revoked r WHERE r.creator = f.creator AND NOT EXISTS (
                    SELECT FROM creator_registered again WHERE again.creator = r.creator
                    AND (again.block_number, again.log_index) > (r.block_number, r.log_index)
                )
            ) AS registered,
            coalesce((SELECT max(r.revoked_at) FROM creator_revoked r WHERE r.creator = f.creator), 0)
                AS revoked_at,
            (SELECT count(*) FROM content_published c WHERE c.author = f.creator) AS contents
        FROM creator_registered f
        WHERE NOT EXISTS (
            SELECT FROM creator_registered earlier WHERE earlier.creator = f.creator
            AND (earlier.block_number, earlier.log_index) < (f.block_number, f.log_index)
        )
    ) AS creators
"""
