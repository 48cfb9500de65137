"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

from planet_chain.client.model import Model
from planet_chain.client.models.shared import Money, TokenMoney


class AllocationOut(Model, frozen=True, kw_only=True):
    """What one creator is paid: value + base - cut = paid = the sum over posts + others."""

    entity: str
    value: Money
    base: Money
    cut: Money
    paid: Money
    posts: list[PostPay]
    others: Money


class AllocationsOut(Model, frozen=True, kw_only=True):
    """What a week pays at one address."""

    epoch: int
    account: str
    paid: Money
    allocations: list[AllocationOut]
    picture: str | None


class BundleFile(Model, frozen=True, kw_only=True):
    """A file anyone may download to derive the root themselves."""

    name: str
    bytes: int
    sha256: str
    url: str


class BundleOut(Model, frozen=True, kw_only=True):
    """Everything the settlement read, and how to check it."""

    epoch: int
    inputs_hash: str
    root: str | None
    files: list[BundleFile]
    tree: str | None
    verify: str


class ClaimableOut(Model, frozen=True, kw_only=True):
    """What can be claimed now, ready for `RewardDistributor.claim`."""

    units: ClassVar[frozenset[str]] = frozenset(["cumulative"])

    token: str
    amount: TokenMoney
    cumulative: int
    proof: list[str]
    root: str
    epoch: int


class ClaimedOut(Model, frozen=True, kw_only=True):
    """A claim that was paid."""

    campaign: int | None
    token: str
    amount: TokenMoney
    at: int
    block: int
    transaction: str
    finality: Literal["pending", "safe", "finalized"]


class ClaimsOut(Model, frozen=True, kw_only=True):
    """Everything about one account's rewards and airdrops."""

    account: str
    distributor: str
    self_only: bool
    claimable: list[ClaimableOut]
    pending: list[PendingClaim]
    airdrops: list[GiftOut]
    claimed: list[ClaimedOut]
    failed: list[FailedOut]


class EpochOut(Model, frozen=True, kw_only=True):
    """A week of rewards, from its opening to its root on chain. What is not known yet is null."""

    epoch: int
    state: str
    opens_at: int
    closes_at: int
    pool: Money
    carry_in: Money | None = msgspec.field(default=None)
    carry_out: Money | None = msgspec.field(default=None)
    returned: Money | None = msgspec.field(default=None)
    paid: Money | None = msgspec.field(default=None)
    points: Money | None = msgspec.field(default=None)
    creators: int | None = msgspec.field(default=None)
    consumers: int | None = msgspec.field(default=None)
    inputs_hash: str | None = msgspec.field(default=None)
    root: str | None = msgspec.field(default=None)
    seed: str | None = msgspec.field(default=None)
    activatable_at: int | None = msgspec.field(default=None)
    note: str | None = msgspec.field(default=None)
    scarcity: list[ScarcityOut] | None = msgspec.field(default=None)
    on_chain: RootOut | None = msgspec.field(default=None)


class FailedOut(Model, frozen=True, kw_only=True):
    """What a week would have paid, had its root not been rejected in the challenge window."""

    token: str
    amount: TokenMoney
    epoch: int
    root: str
    reason: str


class GiftOut(Model, frozen=True, kw_only=True):
    """A leaf that was not paid yet, ready for `Airdrops.claim`."""

    campaign: int
    token: str
    amount: TokenMoney
    index: int
    proof: list[str]
    root: str
    state: Literal["upcoming", "claimable", "short"]
    starts_at: int
    ends_at: int
    content_id: str


class GivenOut(Model, frozen=True, kw_only=True):
    """What of one creator's pay is due to this reader, before the cap and rounded down."""

    creator: str
    account: str
    value: Money
    base: Money


class PageEpochOut(Model, frozen=True, kw_only=True):
    items: list[EpochOut]
    next: str | None


class PagePaidCreator(Model, frozen=True, kw_only=True):
    items: list[PaidCreator]
    next: str | None


class PaidCreator(Model, frozen=True, kw_only=True):
    """What a week pays one creator: value + base - cut."""

    entity: str
    account: str
    value: Money
    base: Money
    cut: Money
    paid: Money


class PendingClaim(Model, frozen=True, kw_only=True):
    """What a settled week will add once its root is activated."""

    token: str
    amount: TokenMoney
    root: str
    epoch: int
    state: str
    until: int | None


class PostPay(Model, frozen=True, kw_only=True):
    """What of the pay one post earned."""

    post: str
    title: str
    amount: Money


class ReadingsOut(Model, frozen=True, kw_only=True):
    """Why an account earned points in a week, and whom its reading paid."""

    epoch: int
    account: str
    points: Money
    given: list[GivenOut]


class RootOut(Model, frozen=True, kw_only=True):
    """What the chain says about the week's root."""

    epoch: int
    state: str
    activatable_at: int
    proposed_at: int
    proposed_in: str
    decided_at: int | None
    decided_in: str | None
    reason: str | None


class ScarcityOut(Model, frozen=True, kw_only=True):
    """How scarce a content type was in the week before, and what that multiplies its engagement by."""

    type: str
    target_bp: int
    supply: int
    multiplier_bp: int
