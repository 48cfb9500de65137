"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

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


class AnswerOrder(Model, frozen=True, kw_only=True):
    """Answer a question by a hash that opens as nobody else's: see `answerHashOf` of the contract."""

    account: str
    question: int
    answer_hash: str


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


class AppealIn(Model, frozen=True, kw_only=True):
    """Why a hidden post should be shown again."""

    post: str
    words: str


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


class AuthorizationOut(Model, frozen=True, kw_only=True):
    """What to sign without gas: an EIP-3009 `ReceiveWithAuthorization` to one contract for one purpose."""

    typed_data: dict[str, Any]
    salt: str
    valid_before: int
    price: Money
    summary: str


class AwardOrder(Model, frozen=True, kw_only=True):
    """Share the prize among answers."""

    account: str
    question: int
    winners: list[Winner]


class BalanceRule(Model, frozen=True, kw_only=True):
    """Have some of a community's token."""

    units: ClassVar[frozenset[str]] = frozenset(["at_least"])

    kind: Literal["balance"]
    at_least: int
    token: str | None = msgspec.field(default=None)


class BlockOut(Model, frozen=True, kw_only=True):
    """A block, in short."""

    number: int
    at: int


class BoardsOut(Model, frozen=True, kw_only=True):
    """A competition with the first hundred of each board."""

    number: int
    name: str
    opens_at: int
    closes_at: int
    stake: Money
    backing: Money
    state: str
    as_of: int
    people: list[StandingOut]
    communities: list[StandingOut]


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


class CancelOrder(Model, frozen=True, kw_only=True):
    """End a pass of the account's own; what is left of it comes back."""

    units: ClassVar[frozenset[str]] = frozenset(["pass_id"])

    account: str
    pass_id: int


class CandleOut(Model, frozen=True, kw_only=True):
    """The trades of one interval; decimals are those of the list around it."""

    at: int
    open: str
    high: str
    low: str
    close: str
    volume: str
    trades: int


class CandlesOut(Model, frozen=True, kw_only=True):
    """Candles, the oldest first; an interval without a trade has none."""

    interval: int
    price_decimals: int = msgspec.field(default=18)
    volume_decimals: int = msgspec.field(default=6)
    items: list[CandleOut]


class Changed(Model, frozen=True, kw_only=True):
    """What a batch changed."""

    changed: int


class ClaimOrder(Model, frozen=True, kw_only=True):
    """Claim everything that is claimable for `beneficiary`, or one token or one airdrop of it."""

    account: str
    beneficiary: str | None = msgspec.field(default=None)
    token: str | None = msgspec.field(default=None)
    campaign: int | None = msgspec.field(default=None)


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


class CollectOrder(Model, frozen=True, kw_only=True):
    """Take what memberships have earned the account."""

    account: str
    pass_ids: list[int] | None = msgspec.field(default=None)
    recipient: str | None = msgspec.field(default=None)


class CollectPrizesOrder(Model, frozen=True, kw_only=True):
    """Take everything that questions owe the account."""

    account: str
    recipient: str | None = msgspec.field(default=None)


class CommunityDetail(Model, frozen=True, kw_only=True):
    """A community with everything its page shows first."""

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
    curve: CurveOut
    first_buy: Money
    waiting_fees: Money
    risks: list[RiskOut]
    explorer: str | None


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


class CompetitionOut(Model, frozen=True, kw_only=True):
    """A span of time in which trading counts: docs/math/competitions.md."""

    number: int
    name: str
    opens_at: int
    closes_at: int
    stake: Money
    backing: Money
    state: str
    as_of: int


class ContentEarningsOut(Model, frozen=True, kw_only=True):
    """What payments that named a content brought its creator."""

    content_id: str
    published_at: int
    tips: list[TokenMoney]
    fees: Money
    memberships_paid: Money
    prizes: Money


class ContractOut(Model, frozen=True, kw_only=True):
    """Where a contract stands."""

    address: str
    explorer: str | None


class CorrectionOut(Model, frozen=True, kw_only=True):
    """A moderator corrected the content type; weeks that were closed before keep the old one."""

    at: int
    by: str
    old: str
    new: str
    words: str


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


class CurveOut(Model, frozen=True, kw_only=True):
    """Where the community stands on x*y=k, so that a page can draw it and quote without asking."""

    initial_quote: str
    initial_tokens: str
    x: str
    y: str
    quote_decimals: int = msgspec.field(default=6)
    token_decimals: int = msgspec.field(default=18)


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


class EarnerOut(Model, frozen=True, kw_only=True):
    """A place on a season's board."""

    place: int
    account: str
    earned: Money


class EarningsOut(Model, frozen=True, kw_only=True):
    """What the creator earned over all time, collected or not, by source."""

    tips: list[TokenMoney]
    fees: Money
    memberships: Money
    prizes: Money


class ElsewhereOut(Model, frozen=True, kw_only=True):
    """What the same trade would give on other markets, by the word of whoever knows them."""

    source: str
    received: Money | None
    better_bp: int | None
    price_impact_bp: int | None
    route: list[str]
    honeypot: bool | None
    problem: str | None


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


class FailedOut(Model, frozen=True, kw_only=True):
    """What a week would have paid, had its root not been rejected in the challenge window."""

    token: str
    amount: TokenMoney
    epoch: int
    root: str
    reason: str


class FinalBlock(Model, frozen=True, kw_only=True):
    """The block as of which it was judged: finalized, so nobody can take it back."""

    number: int
    hash: str
    at: int


class FollowOrder(Model, frozen=True, kw_only=True):
    """Follow `creator`."""

    account: str
    creator: str
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )


class FollowOut(Model, frozen=True, kw_only=True):
    """A follow that lasts until now."""

    follower: str
    creator: str
    content_id: str
    since: int
    block: int
    transaction: str
    finality: Literal["pending", "safe", "finalized"]


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


class GrantOrder(Model, frozen=True, kw_only=True):
    """Give time in a tier of the account's own to somebody, who has 30 days to accept it."""

    account: str
    to: str
    tier: int
    length_days: int
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )


class HealthOut(Model, frozen=True, kw_only=True):
    """The process answers."""

    status: Literal["ok"] = msgspec.field(default="ok")


class HiddenOut(Model, frozen=True, kw_only=True):
    """Since when a post is hidden, and why. What is done with it from then on earns nothing."""

    at: int
    reason: str
    words: str


class HitOut(Model, frozen=True, kw_only=True):
    """Something that was found: one of the four is not null, as `kind` was asked for."""

    post: PostOut | None = msgspec.field(default=None)
    community: CommunityOut | None = msgspec.field(default=None)
    creator: CreatorOut | None = msgspec.field(default=None)
    topic: str | None = msgspec.field(default=None)


class HolderOut(Model, frozen=True, kw_only=True):
    """Who holds how much."""

    holder: str
    balance: Money
    share_bp: int


class IndexOut(Model, frozen=True, kw_only=True):
    """How far the index follows the chain."""

    head: BlockOut
    indexed: BlockOut
    safe: BlockOut
    finalized: BlockOut
    lag_blocks: int
    lag_seconds: int
    seen_seconds_ago: int
    halted: str | None


class JobOut(Model, frozen=True, kw_only=True):
    """A background job's last run."""

    name: str
    state: Literal["running", "ok", "failed"]
    started_at: int
    finished_at: int | None
    failures: int
    message: str | None


class JoinAuthorizationIn(Model, frozen=True, kw_only=True):
    """A membership for one period, to be signed by whom it is for, who is `account`."""

    account: str
    creator: str
    tier: int
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )
    lifetime: int = msgspec.field(default=3600)


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


class MarketOut(Model, frozen=True, kw_only=True):
    """The curve every community starts on."""

    initial_quote: str
    initial_tokens: str
    quote_decimals: int
    token_decimals: int
    platform_fee_bps: Literal[0] = msgspec.field(default=0)


class MemberBatch(Model, frozen=True, kw_only=True):
    """Members: all are accepted, or none."""

    rows: list[MemberIn]


class MemberIn(Model, frozen=True, kw_only=True):
    """An account of the community. Sending it again replaces what was said before."""

    id: str
    person: str | None = msgspec.field(default=None)
    payout: str | None = msgspec.field(default=None)


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


class MembershipRule(Model, frozen=True, kw_only=True):
    """Hold a pass that lasts."""

    kind: Literal["membership"]
    creator: str | None = msgspec.field(default=None)
    tier: int | None = msgspec.field(default=None)


class MembershipsOut(Model, frozen=True, kw_only=True):
    """Passes, and what waits for the member they were asked for."""

    items: list[PassOut]
    next: str | None
    gifts: list[MembershipGiftOut]


class Money(Model, frozen=True, kw_only=True):
    """An amount that cannot be misread: `amount` / 10**`decimals` whole tokens."""

    units: ClassVar[frozenset[str]] = frozenset(["amount"])

    amount: int
    decimals: int


class NonceOut(Model, frozen=True, kw_only=True):
    """What a message of EIP-4361 must say to be accepted here."""

    nonce: str
    domain: str
    uri: str
    chain_id: int
    expires_at: int
    message: str | None


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


class PageAirdropOut(Model, frozen=True, kw_only=True):
    items: list[AirdropOut]
    next: str | None


class PageCallOut(Model, frozen=True, kw_only=True):
    items: list[CallOut]
    next: str | None


class PageCommunityOut(Model, frozen=True, kw_only=True):
    items: list[CommunityOut]
    next: str | None


class PageCompetitionOut(Model, frozen=True, kw_only=True):
    items: list[CompetitionOut]
    next: str | None


class PageContentEarningsOut(Model, frozen=True, kw_only=True):
    items: list[ContentEarningsOut]
    next: str | None


class PageCreatorOut(Model, frozen=True, kw_only=True):
    items: list[CreatorOut]
    next: str | None


class PageDraftOut(Model, frozen=True, kw_only=True):
    items: list[DraftOut]
    next: str | None


class PageEpochOut(Model, frozen=True, kw_only=True):
    items: list[EpochOut]
    next: str | None


class PageFactOut(Model, frozen=True, kw_only=True):
    items: list[FactOut]
    next: str | None


class PageFollowOut(Model, frozen=True, kw_only=True):
    items: list[FollowOut]
    next: str | None


class PageHitOut(Model, frozen=True, kw_only=True):
    items: list[HitOut]
    next: str | None


class PageHolderOut(Model, frozen=True, kw_only=True):
    items: list[HolderOut]
    next: str | None


class PagePaidCreator(Model, frozen=True, kw_only=True):
    items: list[PaidCreator]
    next: str | None


class PagePostOut(Model, frozen=True, kw_only=True):
    items: list[PostOut]
    next: str | None


class PageQuestionOut(Model, frozen=True, kw_only=True):
    items: list[QuestionOut]
    next: str | None


class PageReportOut(Model, frozen=True, kw_only=True):
    items: list[ReportOut]
    next: str | None


class PageSeasonOut(Model, frozen=True, kw_only=True):
    items: list[SeasonOut]
    next: str | None


class PageTopicOut(Model, frozen=True, kw_only=True):
    items: list[TopicOut]
    next: str | None


class PageTradeOut(Model, frozen=True, kw_only=True):
    items: list[TradeOut]
    next: str | None


class PageTrendOut(Model, frozen=True, kw_only=True):
    items: list[TrendOut]
    next: str | None


class PageWaitingOut(Model, frozen=True, kw_only=True):
    items: list[WaitingOut]
    next: str | None


class PaidCreator(Model, frozen=True, kw_only=True):
    """What a week pays one creator: value + base - cut."""

    entity: str
    account: str
    value: Money
    base: Money
    cut: Money
    paid: Money


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


class PendingClaim(Model, frozen=True, kw_only=True):
    """What a settled week will add once its root is activated."""

    token: str
    amount: TokenMoney
    root: str
    epoch: int
    state: str
    until: int | None


class PointsOut(Model, frozen=True, kw_only=True):
    """What an account earned by attention."""

    account: str
    earned: Money
    title: TitleOut
    next: TitleOut | None
    season: int
    season_earned: Money


class PointsRule(Model, frozen=True, kw_only=True):
    """Have earned Planet Points, claimed or not."""

    units: ClassVar[frozenset[str]] = frozenset(["at_least"])

    kind: Literal["points"]
    at_least: int


class PostCreator(Model, frozen=True, kw_only=True):
    """Who wrote a post."""

    member: str
    address: str | None


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


class PostPay(Model, frozen=True, kw_only=True):
    """What of the pay one post earned."""

    post: str
    title: str
    amount: Money


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


class PublicationIn(Model, frozen=True, kw_only=True):
    """How to publish a draft."""

    member: str | None = msgspec.field(default=None)


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


class QuoteOut(Model, frozen=True, kw_only=True):
    """What a trade of this size would give, as of the newest indexed block."""

    token: str
    symbol: str
    side: Literal["buy", "sell"]
    given: Money
    received: Money
    fee: Money
    price_before: Money
    price_after: Money
    price_impact_bp: int
    elsewhere: ElsewhereOut | None = msgspec.field(default=None)


class ReadingsOut(Model, frozen=True, kw_only=True):
    """Why an account earned points in a week, and whom its reading paid."""

    epoch: int
    account: str
    points: Money
    given: list[GivenOut]


class ReadyOut(Model, frozen=True, kw_only=True):
    """The process can do its work."""

    status: Literal["ready"] = msgspec.field(default="ready")
    block: int
    lag_seconds: int


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


class RecordOut(Model, frozen=True, kw_only=True):
    """All that a creator ever called. Deleting or hiding a post changes nothing of it."""

    calls: int
    repeated: int
    horizons: list[SummaryOut]
    own_calls: int
    own: list[SummaryOut]


class RelayIn(Model, frozen=True, kw_only=True):
    """Send the claims of `address` for it; they pay it and nobody else."""

    address: str


class RelayOut(Model, frozen=True, kw_only=True):
    """A wish on its way."""

    id: str
    kind: Literal["claims", "tip", "join"]
    account: str
    state: Literal["queued", "sending", "done", "refused"]
    reason: str | None
    requested_at: int
    transactions: list[RelayedOut]


class RelayedOut(Model, frozen=True, kw_only=True):
    """A transaction of the relayer."""

    hash: str
    state: Literal["sent", "mined", "reverted", "replaced"]
    block: int | None


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


class RiskOut(Model, frozen=True, kw_only=True):
    """Something to know before buying: computed, not written."""

    code: str
    level: Literal["info", "caution", "danger"]
    text: str
    values: dict[str, int]
    amounts: dict[str, Money]


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


class RuleOut(Model, frozen=True, kw_only=True):
    """One thing to have."""

    kind: Literal["balance", "membership", "follow", "points"]
    token: str | None
    creator: str | None
    tier: int | None
    at_least: Money | None


class ScarcityOut(Model, frozen=True, kw_only=True):
    """How scarce a content type was in the week before, and what that multiplies its engagement by."""

    type: str
    target_bp: int
    supply: int
    multiplier_bp: int


class SeasonBoardOut(Model, frozen=True, kw_only=True):
    """A season with the first hundred of its board."""

    season: int
    first_epoch: int
    last_epoch: int
    opens_at: int
    closes_at: int
    board: list[EarnerOut]


class SeasonOut(Model, frozen=True, kw_only=True):
    """A span of weeks in which points are compared."""

    season: int
    first_epoch: int
    last_epoch: int
    opens_at: int
    closes_at: int


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


class SessionOut(Model, frozen=True, kw_only=True):
    """Who is signed in."""

    account: str | None
    expires_at: int | None


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


class SignInIn(Model, frozen=True, kw_only=True):
    """A message of EIP-4361 and who signed it."""

    message: str
    signature: str


class SignedJoinIn(Model, frozen=True, kw_only=True):
    """Buy this membership, as `relays/joins/authorizations` had it signed."""

    units: ClassVar[frozenset[str]] = frozenset(["price"])

    account: str
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )
    salt: str
    valid_before: int
    signature: str
    creator: str
    tier: int
    price: int


class SignedTipIn(Model, frozen=True, kw_only=True):
    """Send this tip, as `relays/tips/authorizations` had it signed."""

    units: ClassVar[frozenset[str]] = frozenset(["amount"])

    account: str
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )
    salt: str
    valid_before: int
    signature: str
    creator: str
    amount: int


class SnapshotBlock(Model, frozen=True, kw_only=True):
    """The block after which the snapshot was taken."""

    number: int
    hash: str
    time: int


class StandingOut(Model, frozen=True, kw_only=True):
    """A place on a board."""

    place: int
    account: str
    token: str | None
    profit: Money
    capital: Money
    people: int
    score: str


class StatusOut(Model, frozen=True, kw_only=True):
    """Everything a page needs to start."""

    version: str
    network: str
    chain_id: int
    gas_symbol: str
    rpc_url: str
    explorer: str | None
    faucet_url: str | None
    relays: bool
    contracts: dict[str, ContractOut]
    quote: TokenInfo | None
    points: TokenInfo | None
    market: MarketOut | None
    genesis: str | None
    index: IndexOut | None
    jobs: list[JobOut]
    problems: list[str]


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


class SweepOrder(Model, frozen=True, kw_only=True):
    """Take what is left of an ended campaign of the account's own."""

    account: str
    campaign: int
    recipient: str | None = msgspec.field(default=None)


class TagOut(Model, frozen=True, kw_only=True):
    """What the tagger makes of a post. A guess: it is searched and shown, and changes no reward."""

    language: str
    type: str | None
    topics: list[str]
    tagger: str


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


class TipAuthorizationIn(Model, frozen=True, kw_only=True):
    """A tip in the network's USD₮0, to be signed by its fan, who is `account`."""

    units: ClassVar[frozenset[str]] = frozenset(["amount"])

    account: str
    creator: str
    amount: int
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )
    lifetime: int = msgspec.field(default=3600)


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


class TitleOut(Model, frozen=True, kw_only=True):
    """A stage that points bring. It belongs to the account: points cannot be moved."""

    code: str
    names: dict[str, str]
    reached_at: Money


class TokenInfo(Model, frozen=True, kw_only=True):
    """A token the service knows."""

    address: str
    symbol: str
    decimals: int


class TokenMoney(Model, frozen=True, kw_only=True):
    """An amount of any token."""

    units: ClassVar[frozenset[str]] = frozenset(["amount"])

    token: str
    symbol: str | None
    amount: int
    decimals: int | None


class TopicOut(Model, frozen=True, kw_only=True):
    """A topic that verified people were on lately."""

    topic: str
    heat: float
    rise: float
    as_of: int


class TradeOut(Model, frozen=True, kw_only=True):
    """A purchase or a sale."""

    token: str
    symbol: str
    side: Literal["buy", "sell"]
    trader: str
    quote: Money
    tokens: Money
    fee: Money
    price: Money
    content_id: str
    at: int
    block: int
    transaction: str
    finality: Literal["pending", "safe", "finalized"]


class TransactionOut(Model, frozen=True, kw_only=True):
    """What to sign, in order; each step was tried after those before it."""

    steps: list[StepOut]
    complete: bool
    expires_at: int
    summary: str
    expected: dict[str, str]
    amounts: dict[str, Money]
    risks: list[RiskOut]


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


class UnfollowOrder(Model, frozen=True, kw_only=True):
    """Follow `creator` no longer."""

    account: str
    creator: str


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
