"""What memberships and paid questions say, one class an event, named and ordered as in Solidity."""

from typing import NamedTuple

from indexer.at import At


class TierCreated(NamedTuple):
    at: At
    creator: str
    tier: int
    name: str
    price: int
    period_days: int
    seats: int
    soulbound: bool
    content_id: str


class TierChanged(NamedTuple):
    at: At
    creator: str
    tier: int
    price: int
    seats: int


class Joined(NamedTuple):
    at: At
    pass_id: int
    member: str
    creator: str
    tier: int
    paid: int
    starts_at: int
    ends_at: int
    content_id: str


class Renewed(NamedTuple):
    at: At
    pass_id: int
    member: str
    creator: str
    tier: int
    paid: int
    starts_at: int
    ends_at: int
    content_id: str


class GiftMade(NamedTuple):
    at: At
    gift: int
    giver: str
    recipient: str
    creator: str
    tier: int
    paid: int
    length_days: int
    until: int
    content_id: str


class GiftAccepted(NamedTuple):
    at: At
    gift: int
    pass_id: int
    member: str
    creator: str
    tier: int
    paid: int
    starts_at: int
    ends_at: int


class GiftReturned(NamedTuple):
    at: At
    gift: int
    giver: str
    paid: int


class Cancelled(NamedTuple):
    at: At
    pass_id: int
    member: str
    creator: str
    refund: int
    to_givers: int


class Released(NamedTuple):
    at: At
    pass_id: int
    member: str
    creator: str


class Earned(NamedTuple):
    at: At
    pass_id: int
    creator: str
    amount: int


class Collected(NamedTuple):
    at: At
    creator: str
    recipient: str
    amount: int


class Credited(NamedTuple):
    at: At
    giver: str
    amount: int


class Withdrawn(NamedTuple):
    at: At
    giver: str
    recipient: str
    amount: int


class QuestionAsked(NamedTuple):
    at: At
    question: int
    asker: str
    creator: str
    prize: int
    answer_by: int
    judge_by: int
    question_hash: str
    content_id: str


class QuestionAnswered(NamedTuple):
    at: At
    question: int
    answerer: str
    answer_hash: str


class QuestionAwarded(NamedTuple):
    at: At
    question: int
    winners: int


class QuestionSplit(NamedTuple):
    at: At
    question: int
    answers: int


class QuestionRefunded(NamedTuple):
    at: At
    question: int
    asker: str
    prize: int


class PrizeWon(NamedTuple):
    at: At
    question: int
    answerer: str
    amount: int


class PrizeCollected(NamedTuple):
    at: At
    account: str
    recipient: str
    amount: int
