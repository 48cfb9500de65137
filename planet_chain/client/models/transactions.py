"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from planet_chain.client.model import Model


class AirdropOrder(Model, frozen=True, kw_only=True):
    """Put `amount` into a campaign that pays the leaves of the tree with this `root`."""

    units: ClassVar[frozenset[str]] = frozenset(["amount"])

    account: str
    root: str
    amount: int
    token: str | None = msgspec.field(default=None)
    starts_at: int = msgspec.field(default=0)
    ends_at: int
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )


class BuyOrder(Model, frozen=True, kw_only=True):
    """Buy a community token for exactly `quote_in`."""

    units: ClassVar[frozenset[str]] = frozenset(["quote_in"])

    account: str
    token: str
    quote_in: int
    slippage_bps: int = msgspec.field(default=100)
    lifetime: int = msgspec.field(default=600)
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )


class ClaimOrder(Model, frozen=True, kw_only=True):
    """Claim everything that is claimable for `beneficiary`, or one token or one airdrop of it."""

    account: str
    beneficiary: str | None = msgspec.field(default=None)
    token: str | None = msgspec.field(default=None)
    campaign: int | None = msgspec.field(default=None)


class CreateCommunityOrder(Model, frozen=True, kw_only=True):
    """Make the account's community; only a verified creator can, once."""

    units: ClassVar[frozenset[str]] = frozenset(["first_quote"])

    account: str
    name: str
    symbol: str
    fee_bps: int = msgspec.field(default=100)
    first_quote: int = msgspec.field(default=0)
    slippage_bps: int = msgspec.field(default=100)
    lifetime: int = msgspec.field(default=600)
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )


class FollowOrder(Model, frozen=True, kw_only=True):
    """Follow `creator`."""

    account: str
    creator: str
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )


class SellOrder(Model, frozen=True, kw_only=True):
    """Sell exactly `tokens_in`."""

    units: ClassVar[frozenset[str]] = frozenset(["tokens_in"])

    account: str
    token: str
    tokens_in: int
    slippage_bps: int = msgspec.field(default=100)
    lifetime: int = msgspec.field(default=600)
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )


class SweepOrder(Model, frozen=True, kw_only=True):
    """Take what is left of an ended campaign of the account's own."""

    account: str
    campaign: int
    recipient: str | None = msgspec.field(default=None)


class TipOrder(Model, frozen=True, kw_only=True):
    """Tip `creator`, straight into their account."""

    units: ClassVar[frozenset[str]] = frozenset(["amount"])

    account: str
    creator: str
    amount: int
    token: str | None = msgspec.field(default=None)
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )


class UnfollowOrder(Model, frozen=True, kw_only=True):
    """Follow `creator` no longer."""

    account: str
    creator: str
