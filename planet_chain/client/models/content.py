"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Literal

import msgspec

from planet_chain.client.model import Model
from planet_chain.client.models.shared import (
    CommunityOut,
    CreatorCommunity,
    CreatorOut,
    Money,
    PostCreator,
    PostOut,
    RiskOut,
    SummaryOut,
    TokenMoney,
)


class AppealIn(Model, frozen=True, kw_only=True):
    """Why a hidden post should be shown again."""

    post: str
    words: str


class DecisionIn(Model, frozen=True, kw_only=True):
    """What a moderator decides about a post. Everybody can read it."""

    post: str
    decision: Literal["hide", "restore", "uphold", "dismiss", "retype"]
    words: str
    reason: (
        Literal["spam", "scam", "impersonation", "abuse", "illegal", "copyright", "wrong-type", "other"]
        | None
    ) = msgspec.field(default=None)
    type: str | None = msgspec.field(default=None)


class DraftIn(Model, frozen=True, kw_only=True):
    """The whole draft as it is now; nothing in it has to be finished."""

    type: str = msgspec.field(default="note")
    title: str = msgspec.field(default="")
    text: str = msgspec.field(default="")
    topics: list[str] | None = msgspec.field(default=None)
    content_id: str | None = msgspec.field(default=None)


class DraftOut(Model, frozen=True, kw_only=True):
    """A draft. Its version is its ETag too: `If-Match` takes it back."""

    id: str
    version: int
    type: str
    title: str
    text: str
    topics: list[str]
    content_id: str | None
    created_at: int
    updated_at: int


class FactOut(Model, frozen=True, kw_only=True):
    """Something that happened about a post. Rows are only ever added."""

    number: int
    at: int
    post: str
    act: Literal["reported", "hidden", "appealed", "upheld", "restored", "dismissed", "retyped"]
    by: str | None
    reason: (
        Literal["spam", "scam", "impersonation", "abuse", "illegal", "copyright", "wrong-type", "other"]
        | None
    )
    words: str | None
    old_type: str | None
    new_type: str | None


class HitOut(Model, frozen=True, kw_only=True):
    """Something that was found: one of the four is not null, as `kind` was asked for."""

    post: PostOut | None = msgspec.field(default=None)
    community: CommunityOut | None = msgspec.field(default=None)
    creator: CreatorOut | None = msgspec.field(default=None)
    topic: str | None = msgspec.field(default=None)


class PageDraftOut(Model, frozen=True, kw_only=True):
    items: list[DraftOut]
    next: str | None


class PageFactOut(Model, frozen=True, kw_only=True):
    items: list[FactOut]
    next: str | None


class PageHitOut(Model, frozen=True, kw_only=True):
    items: list[HitOut]
    next: str | None


class PageReportOut(Model, frozen=True, kw_only=True):
    items: list[ReportOut]
    next: str | None


class PageTopicOut(Model, frozen=True, kw_only=True):
    items: list[TopicOut]
    next: str | None


class PageTrendOut(Model, frozen=True, kw_only=True):
    items: list[TrendOut]
    next: str | None


class PageWaitingOut(Model, frozen=True, kw_only=True):
    items: list[WaitingOut]
    next: str | None


class PostIn(Model, frozen=True, kw_only=True):
    """A post of the community."""

    id: str
    creator: str
    type: str
    title: str = msgspec.field(default="")
    text: str = msgspec.field(default="")
    topics: list[str] | None = msgspec.field(default=None)
    content_id: str | None = msgspec.field(default=None)
    at: int | None = msgspec.field(default=None)


class PublicationIn(Model, frozen=True, kw_only=True):
    """How to publish a draft."""

    member: str | None = msgspec.field(default=None)


class ReasonOut(Model, frozen=True, kw_only=True):
    """One reason for a place in a list."""

    code: Literal["holds", "trades", "follows", "reads", "people", "profit", "scarce"]
    feature: str | None = msgspec.field(default=None)
    value: int | None = msgspec.field(default=None)


class RecommendationsOut(Model, frozen=True, kw_only=True):
    """Four lists, the best first."""

    account: str | None
    basis: Literal["popular", "chain", "own"]
    traders: list[RecommendedTrader]
    creators: list[RecommendedCreator]
    groups: list[RecommendedGroup]
    posts: list[RecommendedPost]


class RecommendedCreator(Model, frozen=True, kw_only=True):
    """A creator whose posts people are on."""

    score: str
    why: list[ReasonOut]
    address: str
    community: CreatorCommunity | None
    people: int


class RecommendedGroup(Model, frozen=True, kw_only=True):
    """A community that people hold, with its figures now."""

    score: str
    why: list[ReasonOut]
    community: CommunityOut
    people: int


class RecommendedPost(Model, frozen=True, kw_only=True):
    """A post that people are on."""

    score: str
    why: list[ReasonOut]
    id: str
    title: str
    type: str
    creator: PostCreator
    people: int


class RecommendedTrader(Model, frozen=True, kw_only=True):
    """A verified person who traded with a profit in the last 28 days."""

    score: str
    why: list[ReasonOut]
    account: str
    profit: Money
    capital: Money


class ReportIn(Model, frozen=True, kw_only=True):
    """Why moderators should look at a post."""

    post: str
    reason: Literal["spam", "scam", "impersonation", "abuse", "illegal", "copyright", "wrong-type", "other"]
    words: str = msgspec.field(default="")


class ReportOut(Model, frozen=True, kw_only=True):
    """A report of one's own."""

    post: str
    reason: Literal["spam", "scam", "impersonation", "abuse", "illegal", "copyright", "wrong-type", "other"]
    words: str
    at: int


class TopicOut(Model, frozen=True, kw_only=True):
    """A topic that verified people were on lately."""

    topic: str
    heat: float
    rise: float
    as_of: int


class TrendAirdrop(Model, frozen=True, kw_only=True):
    """An airdrop that has something left."""

    campaign: int
    funder: str
    left: TokenMoney
    claims: int
    starts_at: int
    ends_at: int
    reason: Literal["author", "content", "community"]


class TrendCommunity(Model, frozen=True, kw_only=True):
    """A community that a trend leads to, with its figures now."""

    community: CommunityOut
    reason: Literal["author", "named"]
    price_impact_bp: int | None
    risks: list[RiskOut]


class TrendMembership(Model, frozen=True, kw_only=True):
    """A tier that somebody of the trend offers."""

    creator: str
    tier: int
    name: str
    price: Money
    period_days: int
    seats: int
    passes: int
    soulbound: bool
    reason: Literal["author", "content", "community"]


class TrendOut(Model, frozen=True, kw_only=True):
    """A topic that verified people are on now, why, and what it leads to."""

    topic: str
    rank: int
    heat: float
    rise: float
    people: int
    posts: int
    top_posts: list[TrendPost]
    communities: list[TrendCommunity]
    memberships: list[TrendMembership]
    questions: list[TrendQuestion]
    airdrops: list[TrendAirdrop]
    refreshed_at: int


class TrendPost(Model, frozen=True, kw_only=True):
    """A post that carries a trend."""

    id: str
    title: str
    creator: PostCreator
    people: int
    record: SummaryOut | None


class TrendQuestion(Model, frozen=True, kw_only=True):
    """A question that can be answered still."""

    question: int
    asker: str
    creator: str | None
    prize: Money
    answers: int
    answer_by: int
    content_id: str
    reason: Literal["author", "content", "community"]


class WaitingOut(Model, frozen=True, kw_only=True):
    """A post that waits for a moderator."""

    post: str
    title: str
    text: str
    creator: str
    type: str
    suggested_type: str | None
    hidden: bool
    since: int
    reports: int
    reasons: list[
        Literal["spam", "scam", "impersonation", "abuse", "illegal", "copyright", "wrong-type", "other"]
    ]
    report_words: list[str]
    appeal: str | None
