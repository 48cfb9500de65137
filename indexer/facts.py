"""Events become rows: an event states facts, and mypy proves that none is forgotten."""

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, assert_never

from indexer.events import (
    AirdropClaimed,
    AttesterChanged,
    CampaignCreated,
    CampaignSwept,
    CommunityCreated,
    ContentPublished,
    CreatorRegistered,
    CreatorRevoked,
    Event,
    FeesCollected,
    Followed,
    NftTransfer,
    RewardClaimed,
    RewardsFunded,
    RootActivated,
    RootProposed,
    RootRejected,
    RootWithdrawn,
    SelfOnlySet,
    TipSent,
    TokensBought,
    TokensSold,
    Transfer,
    Unfollowed,
)
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
from planet_chain.core.addresses import ZERO_ADDRESS, ZERO_HASH
from planet_chain.store import chain, paid, ties


class Row(NamedTuple):
    """A fact to be written: its table, and its values in the order of the columns."""

    table: str
    values: tuple[Any, ...]


FACTS: Final = tuple(
    kind
    for kind in (vars(chain) | vars(ties) | vars(paid)).values()
    if isinstance(kind, type) and issubclass(kind, chain.Fact) and kind is not chain.Fact
)
"""Every table of facts."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    str(kind.__tablename__): tuple(kind.__table__.columns.keys())  # type: ignore[attr-defined]  # set on tables
    for kind in FACTS
}
"""Table -> its columns, in the order of the values of a `Row`."""


def facts_from(event: Event) -> tuple[Row, ...]:
    """The rows that `event` states: one, and for a community with a first buy that trade too.

    Pure, so replaying a block changes nothing.
    """
    at = event.at
    match event:
        case Transfer() | TipSent() | RewardClaimed():
            return (Row(_TABLES[type(event)], at + event[1:]),)
        case TokensBought(_, token, buyer, quote, fee, tokens, content):
            return (Row("trade", (*at, token, buyer, True, quote, fee, quote - fee, tokens, content)),)
        case TokensSold(_, token, seller, tokens, fee, quote, content):
            return (Row("trade", (*at, token, seller, False, quote, fee, quote + fee, tokens, content)),)
        case Followed(_, follower, creator, content):
            return (Row("follow", (*at, follower, creator, True, content)),)
        case Unfollowed(_, follower, creator):
            return (Row("follow", (*at, follower, creator, False, ZERO_HASH)),)
        case Joined() | Renewed() | GiftAccepted():
            return (_lot(event),)
        case Cancelled(_, pass_id, member, creator, refund, to_givers):
            tier = _tier_of(pass_id)
            return (Row("pass_ended", (*at, pass_id, member, creator, tier, False, refund, to_givers)),)
        case Released(_, pass_id, member, creator):
            return (Row("pass_ended", (*at, pass_id, member, creator, _tier_of(pass_id), True, 0, 0)),)
        case Earned(_, pass_id, creator, amount):
            return (Row("membership_earned", (*at, pass_id, creator, _tier_of(pass_id), amount)),)
        case QuestionAwarded(_, question, _):
            return (Row("question_ended", (*at, question, "awarded", ZERO_ADDRESS, 0)),)
        case QuestionSplit(_, question, _):
            return (Row("question_ended", (*at, question, "split", ZERO_ADDRESS, 0)),)
        case QuestionRefunded(_, question, asker, prize):
            return (Row("question_ended", (*at, question, "refunded", asker, prize)),)
        case CommunityCreated():
            return _community(event)
        case RootProposed():
            totals = json.dumps([[token, str(total)] for token, total in event.totals])
            place = event._replace(totals=totals)  # type: ignore[arg-type]  # as the column wants it
            return (Row("root_proposed", at + place[1:]),)
        case (
            ContentPublished()
            | FeesCollected()
            | CreatorRegistered()
            | CreatorRevoked()
            | AttesterChanged()
            | RootWithdrawn()
            | RootRejected()
            | RootActivated()
            | RewardsFunded()
            | SelfOnlySet()
            | NftTransfer()
            | CampaignCreated()
            | AirdropClaimed()
            | CampaignSwept()
            | TierCreated()
            | TierChanged()
            | GiftMade()
            | GiftReturned()
            | Collected()
            | Credited()
            | Withdrawn()
            | QuestionAsked()
            | QuestionAnswered()
            | PrizeWon()
            | PrizeCollected()
        ):
            return (Row(_TABLES[type(event)], at + event[1:]),)
        case _:
            assert_never(event)


def _lot(event: Joined | Renewed | GiftAccepted) -> Row:
    match event:
        case GiftAccepted(at, gift, pass_id, member, creator, tier, paid, starts_at, ends_at):
            # the post is the one that the gift was made for
            values = ("accepted", gift, paid, starts_at, ends_at, ZERO_HASH)
        case Joined(at, pass_id, member, creator, tier, paid, starts_at, ends_at, content):
            values = ("joined", 0, paid, starts_at, ends_at, content)
        case Renewed(at, pass_id, member, creator, tier, paid, starts_at, ends_at, content):
            values = ("renewed", 0, paid, starts_at, ends_at, content)
    return Row("lot_added", (*at, pass_id, member, creator, tier, *values))


def _tier_of(pass_id: int) -> int:
    """The creator's number of the tier, which is in the id."""
    return pass_id >> 192 & 0xFFFF_FFFF


def _community(event: CommunityCreated) -> tuple[Row, ...]:
    made = Row("community_created", event.at + event[1:])
    if event.first_quote == 0:
        return (made,)
    # the creator's own first buy pays no fee, and the market states it here instead of as TokensBought
    bought, paid = event.first_tokens, event.first_quote
    trade = (*event.at, event.token, event.creator, True, paid, 0, paid, bought, event.content_id)
    return made, Row("trade", trade)


_TABLES: dict[type[Event], str] = {
    Transfer: "token_transfer",
    TipSent: "tip_sent",
    RewardClaimed: "reward_claimed",
    ContentPublished: "content_published",
    FeesCollected: "fees_collected",
    CreatorRegistered: "creator_registered",
    CreatorRevoked: "creator_revoked",
    AttesterChanged: "attester_changed",
    RootWithdrawn: "root_withdrawn",
    RootRejected: "root_rejected",
    RootActivated: "root_activated",
    RewardsFunded: "rewards_funded",
    SelfOnlySet: "self_only_set",
    NftTransfer: "nft_transfer",
    CampaignCreated: "campaign_created",
    AirdropClaimed: "airdrop_claimed",
    CampaignSwept: "campaign_swept",
    TierCreated: "tier_created",
    TierChanged: "tier_changed",
    GiftMade: "gift_made",
    GiftReturned: "gift_returned",
    Collected: "membership_collected",
    Credited: "membership_credited",
    Withdrawn: "membership_withdrawn",
    QuestionAsked: "question_asked",
    QuestionAnswered: "question_answered",
    PrizeWon: "prize_won",
    PrizeCollected: "prize_collected",
}
