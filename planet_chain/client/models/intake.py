"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

import msgspec

from planet_chain.client.model import Model


class Accepted(Model, frozen=True, kw_only=True):
    """What became of a batch."""

    accepted: int
    duplicates: int


class ActivityBatch(Model, frozen=True, kw_only=True):
    """Rows of activity: all are accepted, or none."""

    rows: list[ActivityIn]


class ActivityIn(Model, frozen=True, kw_only=True):
    """What one member did with one post."""

    id: str
    member: str
    post: str
    action: str
    quantity: int = msgspec.field(default=1)
    at: int


class Changed(Model, frozen=True, kw_only=True):
    """What a batch changed."""

    changed: int


class MemberBatch(Model, frozen=True, kw_only=True):
    """Members: all are accepted, or none."""

    rows: list[MemberIn]


class MemberIn(Model, frozen=True, kw_only=True):
    """An account of the community. Sending it again replaces what was said before."""

    id: str
    person: str | None = msgspec.field(default=None)
    payout: str | None = msgspec.field(default=None)


class ValueBatch(Model, frozen=True, kw_only=True):
    """Values: all are accepted, or none."""

    rows: list[ValueIn]


class ValueIn(Model, frozen=True, kw_only=True):
    """Net trading fees of a member over the last 28 days."""

    member: str
    value: int


class ValuesTaken(Model, frozen=True, kw_only=True):
    """What became of a table of values."""

    rows: int
    unknown: int
    changed: int
