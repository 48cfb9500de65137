"""What people ask of the chain's tables, each with the index that its plan must use."""

import random
from collections.abc import Callable
from typing import Any, Final

from sqlmodel import Session

from planet_chain.store.queries import (
    communities,
    earnings,
    follows,
    memberships,
    questions,
    roots,
    tips,
    trades,
)
from planet_chain.store.queries.page import Place
from tests.store.filled import GENESIS, MEMBERSHIP, PER_BLOCK, SECONDS_A_BLOCK, TOKENS, person, post, token

_HOUR: Final = 3_600
_CANDLES: Final = 200


class Asker:
    """Asks about random people, tokens and posts of tables with so many facts.

    Args:
        facts: of each table, of so many people.
        popular: how often it asks about the most popular token, which is the slowest to answer about.
    """

    def __init__(self, session: Session, facts: int, people: int, *, popular: float, seed: int = 1) -> None:
        self.session = session
        self._chance = random.Random(seed)
        self._people = people
        self._popular = popular
        self._blocks = facts // PER_BLOCK

    def person(self) -> str:
        return person(self._chance.randrange(self._people))

    def creator(self) -> str:
        return person(0) if self._chance.random() < self._popular else self.person()

    def token(self) -> str:
        return token(0 if self._chance.random() < self._popular else self._chance.randrange(100, TOKENS))

    def post(self) -> str:
        return post(self._chance.randrange(10_000))

    def moment(self) -> int:
        return GENESIS + self._chance.randrange(self._blocks) * SECONDS_A_BLOCK

    def place(self) -> Place:
        return Place(1 + self._chance.randrange(self._blocks), 0)


def _candles(asker: Asker) -> Any:
    until = asker.moment()
    return trades.candles(asker.session, asker.token(), _HOUR, until - _CANDLES * _HOUR, until)


READINGS: Final[dict[str, tuple[Callable[[Asker], Any], str]]] = {
    "holders": (lambda ask: communities.holders_of(ask.session, ask.token()), "balance_holders"),
    "holders, a later page": (
        lambda ask: communities.holders_of(ask.session, ask.token(), after=(5 * 10**17, ask.person())),
        "balance_holders",
    ),
    "holdings of somebody": (
        lambda ask: communities.holdings_of(ask.session, ask.person()),
        "balance_sum_pkey",
    ),
    "trades of a token": (lambda ask: trades.trades(ask.session, token=ask.token()), "trade_t"),
    "trades, a later page": (
        lambda ask: trades.trades(ask.session, token=ask.token(), before=ask.place()),
        "trade_t",
    ),
    "trades of somebody": (lambda ask: trades.trades(ask.session, trader=ask.person()), "trade_trader"),
    "trades by a post": (lambda ask: trades.trades(ask.session, content_id=ask.post()), "trade_content"),
    "200 hourly candles": (_candles, "trade_time"),
    "members of a creator": (
        lambda ask: memberships.passes(ask.session, MEMBERSHIP, creator=ask.creator()),
        "lot_creator",
    ),
    "members of a tier, a later page": (
        lambda ask: memberships.passes(
            ask.session, MEMBERSHIP, creator=ask.creator(), tier=1, before=ask.place()
        ),
        "lot_",
    ),
    "memberships of somebody": (
        lambda ask: memberships.passes(ask.session, MEMBERSHIP, member=ask.person()),
        "nft_transfer_recipient",
    ),
    "tiers of a creator": (
        lambda ask: memberships.tiers(ask.session, creator=ask.creator()),
        "tier_created_tier",
    ),
    "questions to a creator": (
        lambda ask: questions.questions(ask.session, creator=ask.creator()),
        "question_creator",
    ),
    "questions of somebody": (
        lambda ask: questions.questions(ask.session, asker=ask.person()),
        "question_asker",
    ),
    "tips to a creator": (lambda ask: tips.tips(ask.session, creator=ask.person()), "tip_creator"),
    "tips by a fan": (lambda ask: tips.tips(ask.session, fan=ask.person()), "tip_fan"),
    "tips for a post": (lambda ask: tips.tips(ask.session, content_id=ask.post()), "tip_content"),
    "earnings of a creator": (
        lambda ask: tips.tips_of_creator(ask.session, ask.person()),
        "creator_tip_sum_pkey",
    ),
    "earnings of a post": (lambda ask: tips.tips_of_content(ask.session, ask.post()), "content_tip_sum_pkey"),
    "earnings of a creator by source": (
        lambda ask: earnings.earnings_of(ask.session, [ask.person()]),
        "earning_sum_pkey",
    ),
    "earnings of a creator by post": (
        lambda ask: earnings.earnings_by_content(ask.session, ask.person(), [ask.post() for _ in range(20)]),
        "tip_c",
    ),
    "claimed by somebody": (lambda ask: roots.claimed_by(ask.session, ask.person()), "claim_sum_pkey"),
    "whom somebody follows": (
        lambda ask: follows.follows(ask.session, follower=ask.person()),
        "follow_follower",
    ),
    "followers of a creator": (
        lambda ask: follows.follows(ask.session, creator=ask.person()),
        "follow_creator",
    ),
}
"""What is asked -> who asks it, and the index that finds the answer, or the start of several as good."""
