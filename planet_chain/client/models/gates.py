"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import msgspec

from planet_chain.client.model import Model
from planet_chain.client.models.shared import Money


class BalanceRule(Model, frozen=True, kw_only=True):
    """Have some of a community's token."""

    units: ClassVar[frozenset[str]] = frozenset(["at_least"])

    kind: Literal["balance"]
    at_least: int
    token: str | None = msgspec.field(default=None)


class EntryOut(Model, frozen=True, kw_only=True):
    """May this address enter?"""

    community: str
    address: str
    may_enter: bool
    match: Literal["all", "any"]
    reasons: list[EntryReasonOut]
    block: FinalBlock


class EntryReasonOut(Model, frozen=True, kw_only=True):
    """What one rule said."""

    rule: RuleOut
    met: bool
    found: Money | None
    until: int | None


class FinalBlock(Model, frozen=True, kw_only=True):
    """The block as of which it was judged: finalized, so nobody can take it back."""

    number: int
    hash: str
    at: int


class FollowRule(Model, frozen=True, kw_only=True):
    """Follow a creator."""

    kind: Literal["follow"]
    creator: str | None = msgspec.field(default=None)


class GateIn(Model, frozen=True, kw_only=True):
    """Who may enter from now on."""

    match: Literal["all", "any"] = msgspec.field(default="all")
    rules: list[Any]


class GateOut(Model, frozen=True, kw_only=True):
    """The rules that a community's creator set."""

    community: str
    match: Literal["all", "any"]
    rules: list[RuleOut]


class GatePassOut(Model, frozen=True, kw_only=True):
    """What a chat or a stream server lets its bearer in with, without asking us."""

    community: str
    address: str
    jwt: str
    expires_at: int


class MembershipRule(Model, frozen=True, kw_only=True):
    """Hold a pass that lasts."""

    kind: Literal["membership"]
    creator: str | None = msgspec.field(default=None)
    tier: int | None = msgspec.field(default=None)


class PointsRule(Model, frozen=True, kw_only=True):
    """Have earned Planet Points, claimed or not."""

    units: ClassVar[frozenset[str]] = frozenset(["at_least"])

    kind: Literal["points"]
    at_least: int


class RuleOut(Model, frozen=True, kw_only=True):
    """One thing to have."""

    kind: Literal["balance", "membership", "follow", "points"]
    token: str | None
    creator: str | None
    tier: int | None
    at_least: Money | None
