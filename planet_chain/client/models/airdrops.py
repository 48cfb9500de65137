"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

from planet_chain.client.model import Model
from planet_chain.client.models.shared import TokenMoney


class AirdropOut(Model, frozen=True, kw_only=True):
    """A campaign on chain, as of the newest indexed block."""

    campaign: int
    funder: str
    amount: TokenMoney
    claimed: TokenMoney
    left: TokenMoney
    claims: int
    root: str
    leaves: int | None
    gives: TokenMoney | None
    state: Literal["upcoming", "open", "ended", "swept"]
    starts_at: int
    ends_at: int
    content_id: str
    created_at: int
    block: int
    transaction: str
    files: list[str]


class AirdropPart(Model, frozen=True, kw_only=True):
    """What one account would get."""

    account: str
    weight: str
    amount: str


class AirdropPlan(Model, frozen=True, kw_only=True):
    """What somebody wants to give, and to whom."""

    units: ClassVar[frozenset[str]] = frozenset(["amount", "least"])

    source: AirdropSourceIn
    rows: str | None = msgspec.field(default=None)
    token: str | None = msgspec.field(default=None)
    amount: int | None = msgspec.field(default=None)
    weights: Literal["equal", "balance"] | None = msgspec.field(default=None)
    least: int = msgspec.field(default=1)
    excluded: list[str] = msgspec.field(default_factory=list)
    block: int | None = msgspec.field(default=None)


class AirdropPreview(Model, frozen=True, kw_only=True):
    """Who would get what: the same bytes on every machine, so that anybody derives the root."""

    root: str
    block: SnapshotBlock | None
    weights: Literal["equal", "balance", "given"]
    total: TokenMoney
    in_snapshot: int
    leaves: int
    least: TokenMoney
    most: TokenMoney
    rounded_off: TokenMoney
    parts: list[AirdropPart]


class AirdropSourceIn(Model, frozen=True, kw_only=True):
    """Who is in it."""

    kind: Literal["holders", "members", "followers", "csv"]
    of: str | None = msgspec.field(default=None)
    tier: int | None = msgspec.field(default=None)


class AirdropTreeIn(Model, frozen=True, kw_only=True):
    """The same, and the root that its preview led to."""

    units: ClassVar[frozenset[str]] = frozenset(["amount", "least"])

    source: AirdropSourceIn
    rows: str | None = msgspec.field(default=None)
    token: str | None = msgspec.field(default=None)
    amount: int | None = msgspec.field(default=None)
    weights: Literal["equal", "balance"] | None = msgspec.field(default=None)
    least: int = msgspec.field(default=1)
    excluded: list[str] = msgspec.field(default_factory=list)
    block: int | None = msgspec.field(default=None)
    root: str


class AirdropTreeOut(Model, frozen=True, kw_only=True):
    """A tree that is known here: its proofs are served once a campaign has its root."""

    root: str
    leaves: int
    total: TokenMoney
    new: bool


class PageAirdropOut(Model, frozen=True, kw_only=True):
    items: list[AirdropOut]
    next: str | None


class SnapshotBlock(Model, frozen=True, kw_only=True):
    """The block after which the snapshot was taken."""

    number: int
    hash: str
    time: int
