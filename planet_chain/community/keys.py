"""API keys: what lets a program write into the community. A key is shown once and kept only as its hash."""

import hashlib
import secrets
from collections.abc import Collection
from typing import Final

from sqlalchemy import select
from sqlmodel import Session, col

from planet_chain.community.errors import KeyRefused, KeyUnknown, ScopeMissing, UnknownScope
from planet_chain.store.community import ApiKey

SCOPES: Final = ("activity", "members", "metrics", "moderation", "posts", "values")
_PREFIX: Final = "pk_"


def create(session: Session, name: str, scopes: Collection[str], *, now: int) -> tuple[ApiKey, str]:
    """Issue a key that may do what `scopes` say.

    Args:
        name: who gets it, for the list.
        now: unix seconds.
    Returns:
        The record, and the key itself: `pk_` and 256 random bits. Nothing can show it again.
    Raises:
        UnknownScope: one of the scopes does not exist.
    """
    for scope in scopes:
        if scope not in SCOPES:
            raise UnknownScope(scope, SCOPES)
    key = _PREFIX + secrets.token_urlsafe(32)
    row = ApiKey(name=name, hash=_hash(key), scopes=",".join(sorted(set(scopes))), created_at=now)
    session.add(row)
    session.flush()
    return row, key


def check(session: Session, key: str | None, scope: str) -> ApiKey:
    """The record of `key`, when it may do `scope`.

    Raises:
        KeyRefused: no such key, or it was revoked.
        ScopeMissing: it may do other things, but not this.
    """
    if key is None or not key.startswith(_PREFIX):
        raise KeyRefused
    # found by its hash: no timing tells how much of a guess was right
    row = session.scalars(select(ApiKey).where(col(ApiKey.hash) == _hash(key))).one_or_none()
    if row is None or row.revoked_at is not None:
        raise KeyRefused
    if scope not in row.scopes.split(","):
        raise ScopeMissing(scope)
    return row


def revoke(session: Session, number: int, *, now: int) -> ApiKey:
    """Make key `number` useless, at once and for ever. Revoking it again changes nothing.

    Raises:
        KeyUnknown: there is no such key.
    """
    row = session.get(ApiKey, number)
    if row is None:
        raise KeyUnknown(number)
    row.revoked_at = row.revoked_at or now
    session.flush()
    return row


def listed(session: Session) -> list[ApiKey]:
    """Every key, the oldest first, revoked ones too."""
    return list(session.scalars(select(ApiKey).order_by(col(ApiKey.id))))


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
