"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import msgspec

from planet_chain.client.model import Model


class CommunityOut(Model, frozen=True, kw_only=True):
    """A creator's community token, as of the newest indexed block."""

    token: str
    name: str
    symbol: str
    creator: str
    fee_bps: int
    price: Money
    supply: Money
    reserve: Money
    market_cap: Money
    volume: Money
    fees: Money
    holders: int
    trades: int
    content_id: str
    created_at: int
    created_block: int
    transaction: str


class CorrectionOut(Model, frozen=True, kw_only=True):
    """A moderator corrected the content type; weeks that were closed before keep the old one."""

    at: int
    by: str
    old: str
    new: str
    words: str


class CreatorCommunity(Model, frozen=True, kw_only=True):
    """The creator's community token, in short."""

    token: str
    name: str
    symbol: str
    holders: int


class CreatorOut(Model, frozen=True, kw_only=True):
    """Somebody whom the attester verified as a person."""

    address: str
    number: int
    registered: bool
    registered_at: int
    stage: Literal["newcomer", "author", "founder", "beacon"]
    community: CreatorCommunity | None
    followers: int
    earnings: EarningsOut
    posts: int
    contents: int
    record: RecordOut


class EarningsOut(Model, frozen=True, kw_only=True):
    """What the creator earned over all time, collected or not, by source."""

    tips: list[TokenMoney]
    fees: Money
    memberships: Money
    prizes: Money


class HiddenOut(Model, frozen=True, kw_only=True):
    """Since when a post is hidden, and why. What is done with it from then on earns nothing."""

    at: int
    reason: str
    words: str


class Money(Model, frozen=True, kw_only=True):
    """An amount that cannot be misread: `amount` / 10**`decimals` whole tokens."""

    units: ClassVar[frozenset[str]] = frozenset(["amount"])

    amount: int
    decimals: int


class PagePostOut(Model, frozen=True, kw_only=True):
    items: list[PostOut]
    next: str | None


class PostCreator(Model, frozen=True, kw_only=True):
    """Who wrote a post."""

    member: str
    address: str | None


class PostOut(Model, frozen=True, kw_only=True):
    """A post, with what it is about. Of a hidden one, title and text are withheld."""

    id: str
    creator: PostCreator
    type: str
    proposed_type: str
    corrections: list[CorrectionOut]
    title: str
    text: str
    content_id: str | None
    topics: list[str]
    assets: list[str]
    mentions: list[PostCreator]
    tags: TagOut | None
    hidden: HiddenOut | None
    tips: list[TokenMoney]
    at: int


class Problem(Model, frozen=True, kw_only=True):
    """RFC 9457. `code` is stable and what programs compare; `detail` is for people, and `type` leads to what can be done."""

    type: str
    title: str
    status: int
    code: str
    detail: str | None = msgspec.field(default=None)
    name: str | None = msgspec.field(default=None)
    values: dict[str, Any] | None = msgspec.field(default=None)
    errors: list[dict[str, Any]] | None = msgspec.field(default=None)


class RecordOut(Model, frozen=True, kw_only=True):
    """All that a creator ever called. Deleting or hiding a post changes nothing of it."""

    calls: int
    repeated: int
    horizons: list[SummaryOut]
    own_calls: int
    own: list[SummaryOut]


class RiskOut(Model, frozen=True, kw_only=True):
    """Something to know before buying: computed, not written."""

    code: str
    level: Literal["info", "caution", "danger"]
    text: str
    values: dict[str, int]
    amounts: dict[str, Money]


class StepOut(Model, frozen=True, kw_only=True):
    """One transaction for a wallet to sign and send; never signed here."""

    kind: Literal[
        "approve",
        "buy",
        "sell",
        "tip",
        "claim",
        "create-community",
        "follow",
        "unfollow",
        "airdrop",
        "sweep",
        "join",
        "renew",
        "cancel",
        "gift",
        "accept-gift",
        "return-gift",
        "collect",
        "create-tier",
        "set-tier",
        "grant",
        "withdraw",
        "release",
        "ask",
        "answer",
        "award",
        "settle",
        "collect-prizes",
    ]
    chainId: int
    from_: str = msgspec.field(name="from")
    to: str
    data: str
    value: str
    gas: int
    summary: str


class SummaryOut(Model, frozen=True, kw_only=True):
    """Calls as judged some time later, losers included."""

    horizon: str
    seconds: int
    calls: int
    pending: int
    winners: int
    winners_bp: int | None
    median_bp: int | None
    worst_bp: int | None


class TagOut(Model, frozen=True, kw_only=True):
    """What the tagger makes of a post. A guess: it is searched and shown, and changes no reward."""

    language: str
    type: str | None
    topics: list[str]
    tagger: str


class TokenMoney(Model, frozen=True, kw_only=True):
    """An amount of any token."""

    units: ClassVar[frozenset[str]] = frozenset(["amount"])

    token: str
    symbol: str | None
    amount: int
    decimals: int | None


class TransactionOut(Model, frozen=True, kw_only=True):
    """What to sign, in order; each step was tried after those before it."""

    steps: list[StepOut]
    complete: bool
    expires_at: int
    summary: str
    expected: dict[str, str]
    amounts: dict[str, Money]
    risks: list[RiskOut]
