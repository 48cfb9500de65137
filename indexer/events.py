"""What the contracts say, one class an event, named and ordered as in Solidity."""

from typing import NamedTuple, TypeAlias

from indexer.at import At as At
from indexer.paid_events import (
    Cancelled,
    Collected,
    Credited,
    Earned,
    GiftAccepted,
    GiftMade,
    GiftReturned,
    Joined,
    PrizeCollected,
    PrizeWon,
    QuestionAnswered,
    QuestionAsked,
    QuestionAwarded,
    QuestionRefunded,
    QuestionSplit,
    Released,
    Renewed,
    TierChanged,
    TierCreated,
    Withdrawn,
)


class CreatorRegistered(NamedTuple):
    at: At
    creator: str
    number: int
    issued_at: int


class CreatorRevoked(NamedTuple):
    at: At
    creator: str
    revoked_at: int


class ContentPublished(NamedTuple):
    at: At
    content_id: str
    author: str
    parent: str
    content_hash: str


class AttesterChanged(NamedTuple):
    at: At
    before: str
    attester: str


class CommunityCreated(NamedTuple):
    at: At
    token: str
    creator: str
    content_id: str
    name: str
    symbol: str
    fee_bps: int
    first_quote: int
    first_tokens: int


class TokensBought(NamedTuple):
    at: At
    token: str
    buyer: str
    quote_in: int
    fee: int
    tokens_out: int
    content_id: str


class TokensSold(NamedTuple):
    at: At
    token: str
    seller: str
    tokens_in: int
    fee: int
    quote_out: int
    content_id: str


class FeesCollected(NamedTuple):
    at: At
    token: str
    creator: str
    amount: int


class Transfer(NamedTuple):
    """Of a community token or of points; `token` is who said it."""

    at: At
    token: str
    sender: str
    recipient: str
    amount: int


class NftTransfer(NamedTuple):
    """`Transfer` of a token with an id: a follow or a pass; `token` is the contract that said it."""

    at: At
    token: str
    sender: str
    recipient: str
    token_id: int


class Followed(NamedTuple):
    at: At
    follower: str
    creator: str
    content_id: str


class Unfollowed(NamedTuple):
    at: At
    follower: str
    creator: str


class TipSent(NamedTuple):
    at: At
    fan: str
    creator: str
    token: str
    amount: int
    content_id: str


class RootProposed(NamedTuple):
    at: At
    epoch: int
    root: str
    inputs_hash: str
    totals: tuple[tuple[str, int], ...]
    activatable_at: int


class RootWithdrawn(NamedTuple):
    at: At
    epoch: int
    root: str


class RootRejected(NamedTuple):
    at: At
    epoch: int
    root: str
    guardian: str
    reason: str


class RootActivated(NamedTuple):
    at: At
    epoch: int
    root: str


class RewardsFunded(NamedTuple):
    at: At
    token: str
    funder: str
    amount: int


class RewardClaimed(NamedTuple):
    at: At
    account: str
    token: str
    amount: int
    cumulative: int


class SelfOnlySet(NamedTuple):
    at: At
    account: str
    self_only: bool


class CampaignCreated(NamedTuple):
    at: At
    campaign: int
    funder: str
    token: str
    root: str
    amount: int
    starts_at: int
    ends_at: int
    content_id: str


class AirdropClaimed(NamedTuple):
    at: At
    campaign: int
    account: str
    token: str
    leaf_index: int
    amount: int


class CampaignSwept(NamedTuple):
    at: At
    campaign: int
    recipient: str
    amount: int


Event: TypeAlias = (
    Transfer
    | NftTransfer
    | Followed
    | Unfollowed
    | CampaignCreated
    | AirdropClaimed
    | CampaignSwept
    | TierCreated
    | TierChanged
    | Joined
    | Renewed
    | GiftMade
    | GiftAccepted
    | GiftReturned
    | Cancelled
    | Released
    | Earned
    | Collected
    | Credited
    | Withdrawn
    | QuestionAsked
    | QuestionAnswered
    | QuestionAwarded
    | QuestionSplit
    | QuestionRefunded
    | PrizeWon
    | PrizeCollected
    | TokensBought
    | TokensSold
    | TipSent
    | RewardClaimed
    | ContentPublished
    | CommunityCreated
    | FeesCollected
    | CreatorRegistered
    | CreatorRevoked
    | AttesterChanged
    | RootProposed
    | RootWithdrawn
    | RootRejected
    | RootActivated
    | RewardsFunded
    | SelfOnlySet
)
