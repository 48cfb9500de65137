"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Literal

from planet_chain.client.model import Model
from planet_chain.client.models.shared import (
    CreatorOut,
    Money,
    TokenMoney,
)


class AnswerOut(Model, frozen=True, kw_only=True):
    """An answer: its text is shown to the asker, only its hash is on chain."""

    answerer: str
    answer_hash: str
    told: bool
    won: Money
    at: int


class AnswerTextIn(Model, frozen=True, kw_only=True):
    """What an answer says, and the salt that was hashed with it."""

    text: str
    salt: str


class AnswerTextOut(Model, frozen=True, kw_only=True):
    """An answer in words, with what opens it in an award."""

    answerer: str
    text: str
    text_hash: str
    salt: str


class CallOut(Model, frozen=True, kw_only=True):
    """A post named a token."""

    post: str
    member: str
    token: str
    symbol: str | None
    named: str
    own: bool
    counts: bool
    at: int
    outcomes: list[OutcomeOut]


class ContentEarningsOut(Model, frozen=True, kw_only=True):
    """What payments that named a content brought its creator."""

    content_id: str
    published_at: int
    tips: list[TokenMoney]
    fees: Money
    memberships_paid: Money
    prizes: Money


class FollowOut(Model, frozen=True, kw_only=True):
    """A follow that lasts until now."""

    follower: str
    creator: str
    content_id: str
    since: int
    block: int
    transaction: str
    finality: Literal["pending", "safe", "finalized"]


class MembershipGiftOut(Model, frozen=True, kw_only=True):
    """A gift that waits: its receiver may accept or return it, and anybody may return it after `until`."""

    gift: int
    giver: str
    to: str
    creator: str
    tier: int
    paid: Money
    length_days: int
    until: int
    content_id: str


class MembershipsOut(Model, frozen=True, kw_only=True):
    """Passes, and what waits for the member they were asked for."""

    items: list[PassOut]
    next: str | None
    gifts: list[MembershipGiftOut]


class OutcomeOut(Model, frozen=True, kw_only=True):
    """A call some time later; nulls while that is not over, or not final."""

    horizon: str
    price_before: Money | None
    price_after: Money | None
    change_bp: int | None


class OwedOut(Model, frozen=True, kw_only=True):
    """What questions owe an account: won, or paid back."""

    account: str
    owed: Money


class PageCallOut(Model, frozen=True, kw_only=True):
    items: list[CallOut]
    next: str | None


class PageContentEarningsOut(Model, frozen=True, kw_only=True):
    items: list[ContentEarningsOut]
    next: str | None


class PageCreatorOut(Model, frozen=True, kw_only=True):
    items: list[CreatorOut]
    next: str | None


class PageFollowOut(Model, frozen=True, kw_only=True):
    items: list[FollowOut]
    next: str | None


class PageQuestionOut(Model, frozen=True, kw_only=True):
    items: list[QuestionOut]
    next: str | None


class PassOut(Model, frozen=True, kw_only=True):
    """A pass that exists."""

    id: str
    member: str
    creator: str
    tier: int
    name: str
    soulbound: bool
    starts_at: int
    ends_at: int
    active: bool
    refund: Money
    refund_to_givers: Money


class QuestionOut(Model, frozen=True, kw_only=True):
    """A question and its answers, as of the newest indexed block."""

    question: int
    asker: str
    creator: str | None
    prize: Money
    state: Literal["open", "awarded", "split", "refunded"]
    answer_by: int
    judge_by: int
    question_hash: str
    text: str | None
    content_id: str
    answers: list[AnswerOut]
    asked_at: int
    block: int
    transaction: str


class QuestionTextIn(Model, frozen=True, kw_only=True):
    """What a question asks. Its hash is on chain, so nobody can tell other words."""

    text: str


class TierOut(Model, frozen=True, kw_only=True):
    """A tier as of the newest indexed block."""

    creator: str
    tier: int
    name: str
    price: Money
    period_days: int
    seats: int
    passes: int
    soulbound: bool
    content_id: str
    paid: Money
    refunded: Money
    earned: Money
    created_at: int
