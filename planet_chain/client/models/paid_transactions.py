"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from planet_chain.client.model import Model


class AnswerOrder(Model, frozen=True, kw_only=True):
    """Answer a question by a hash that opens as nobody else's: see `answerHashOf` of the contract."""

    account: str
    question: int
    answer_hash: str


class AskOrder(Model, frozen=True, kw_only=True):
    """Put a prize on a question, to one creator or to all."""

    units: ClassVar[frozenset[str]] = frozenset(["prize"])

    account: str
    creator: str | None = msgspec.field(default=None)
    prize: int
    answer_by: int
    judge_by: int
    question_hash: str
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )


class AwardOrder(Model, frozen=True, kw_only=True):
    """Share the prize among answers."""

    account: str
    question: int
    winners: list[Winner]


class CancelOrder(Model, frozen=True, kw_only=True):
    """End a pass of the account's own; what is left of it comes back."""

    units: ClassVar[frozenset[str]] = frozenset(["pass_id"])

    account: str
    pass_id: int


class CollectOrder(Model, frozen=True, kw_only=True):
    """Take what memberships have earned the account."""

    account: str
    pass_ids: list[int] | None = msgspec.field(default=None)
    recipient: str | None = msgspec.field(default=None)


class CollectPrizesOrder(Model, frozen=True, kw_only=True):
    """Take everything that questions owe the account."""

    account: str
    recipient: str | None = msgspec.field(default=None)


class CreateTierOrder(Model, frozen=True, kw_only=True):
    """Offer a tier; period and kind are for ever. Only a verified creator can."""

    account: str
    name: str
    price: str
    period_days: int
    seats: int = msgspec.field(default=4294967295)
    soulbound: bool
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )


class GiftAnswerOrder(Model, frozen=True, kw_only=True):
    """Accept or return a gift."""

    account: str
    gift: int


class GiftOrder(Model, frozen=True, kw_only=True):
    """Pay one period for somebody, who has 30 days to accept it."""

    units: ClassVar[frozenset[str]] = frozenset(["max_price"])

    account: str
    to: str
    creator: str
    tier: int
    max_price: int | None = msgspec.field(default=None)
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )


class GrantOrder(Model, frozen=True, kw_only=True):
    """Give time in a tier of the account's own to somebody, who has 30 days to accept it."""

    account: str
    to: str
    tier: int
    length_days: int
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )


class JoinOrder(Model, frozen=True, kw_only=True):
    """Buy a pass of a tier, for one period from now."""

    units: ClassVar[frozenset[str]] = frozenset(["max_price"])

    account: str
    creator: str
    tier: int
    max_price: int | None = msgspec.field(default=None)
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )


class ReleaseOrder(Model, frozen=True, kw_only=True):
    """End a pass whose time is over for 7 days, so that its seat is free."""

    units: ClassVar[frozenset[str]] = frozenset(["pass_id"])

    account: str
    pass_id: int


class RenewOrder(Model, frozen=True, kw_only=True):
    """Buy one more period of a pass of the account's own."""

    units: ClassVar[frozenset[str]] = frozenset(["max_price", "pass_id"])

    account: str
    pass_id: int
    max_price: int | None = msgspec.field(default=None)
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )


class SetTierOrder(Model, frozen=True, kw_only=True):
    """Change price and seats of a tier of the account's own, for later purchases."""

    account: str
    tier: int
    price: str
    seats: int


class SettleOrder(Model, frozen=True, kw_only=True):
    """End a question whose time is over."""

    account: str
    question: int


class Winner(Model, frozen=True, kw_only=True):
    """An answer that wins, with what opens its hash."""

    answerer: str
    weight: int = msgspec.field(default=1)
    text_hash: str
    salt: str


class WithdrawOrder(Model, frozen=True, kw_only=True):
    """Take all refunds of gifts that the account made."""

    account: str
    recipient: str | None = msgspec.field(default=None)
