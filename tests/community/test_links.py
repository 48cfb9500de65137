"""What a trend leads to: only what belongs to its people, is open still, and can be claimed here."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import Session

from planet_chain.community import members, posts, trends
from planet_chain.community.activity import ActivityRow, accept
from planet_chain.community.calls import judge
from planet_chain.community.links import EACH_MOST
from planet_chain.community.members import MemberRow
from planet_chain.community.posts import Draft
from planet_chain.core.addresses import ZERO_ADDRESS, ZERO_HASH
from planet_chain.core.trends import HOUR
from planet_chain.store.airdrops import AirdropTree
from planet_chain.store.paid import AskedFact, QuestionEndedFact, TierFact
from planet_chain.store.ties import AirdropClaimedFact, CampaignFact
from tests.community.bazaar import CURVE, USD, Bazaar, address
from tests.community.place import GENESIS, Place

NOON = GENESIS + 12 * HOUR
ANN, MALLORY = address("ann"), address("mallory")
CONTENT, ROOT, UNKNOWN_ROOT = "0x" + "c0" * 32, "0x" + "a0" * 32, "0x" + "b0" * 32
USDT = "0x" + "05" * 20


@pytest.fixture
def session(place: Place) -> Iterator[Session]:
    with Session(place.database) as opened:
        members.upsert(opened, [MemberRow("ann", "A", ANN)], now=GENESIS)
        yield opened


@pytest.fixture
def town(session: Session) -> "Town":
    return Town(session)


class Town:
    """Ann wrote about $SKY, which is Zoe's, and people are on it."""

    def __init__(self, session: Session) -> None:
        self.session, self.bazaar = session, Bazaar(session)
        self.sky = self.bazaar.community("sky", address("zoe"), GENESIS)
        draft = Draft("p", "ann", "analysis", "Sky", "#sky $SKY", content_id=CONTENT)
        posts.publish(session, draft, now=GENESIS)
        accept(session, [ActivityRow("r", "bob", "p", "like", 1, NOON - 60)], now=NOON)
        session.commit()
        tree = {"token": USDT, "leaves": 1, "total": 9, "manifest": b"", "snapshot": b"", "tree": b""}
        session.add(AirdropTree(root=ROOT, **tree))

    def state(self, fact: type, *tables: str, **what: Any) -> int:
        """A fact of the chain, with its sums; returns its block."""
        number = next(self.bazaar.blocks)
        place = {"block_number": number, "log_index": 0, "block_time": GENESIS, "transaction_hash": ZERO_HASH}
        self.session.add(fact(**place, **what))
        self.bazaar.add_up(number, *tables)
        return number

    def tier(self, creator: str, number: int = 1) -> None:
        terms = {"name": "Front", "price": 7 * USD, "period_days": 30, "seats": 9, "soulbound": True}
        self.state(TierFact, "tier_created", creator=creator, tier=number, content_id=ZERO_HASH, **terms)

    def ask(
        self, number: int, creator: str, prize: int = USD, by: int = NOON + 1, about: str = ZERO_HASH
    ) -> None:
        what = {"asker": MALLORY, "creator": creator, "prize": prize, "answer_by": by, "judge_by": by + 1}
        self.state(
            AskedFact, "question_asked", question=number, question_hash=ZERO_HASH, content_id=about, **what
        )

    def give(
        self, number: int, funder: str, token: str = USDT, ends: int = NOON + 1, root: str = ROOT
    ) -> None:
        times = {"starts_at": GENESIS, "ends_at": ends, "content_id": CONTENT}
        what = {"campaign": number, "funder": funder, "token": token, "root": root, "amount": 9}
        self.state(CampaignFact, "campaign_created", **what, **times)

    def why(self) -> dict[str, Any]:
        trends.refresh(self.session, now=NOON)
        (trend,) = trends.read(self.session)
        return trend.why


def test_memberships_are_those_of_its_authors_and_of_its_communities_creators(town: Town) -> None:
    for creator in (ANN, address("zoe"), MALLORY):
        town.tier(creator)
    found = town.why()["memberships"]
    assert {(one["creator"], one["reason"]) for one in found} == {
        (ANN, "author"),
        (address("zoe"), "community"),
    }
    assert (found[0]["price"], found[0]["seats"], found[0]["passes"]) == (str(7 * USD), 9, 0)
    for number in range(2, 9):
        town.tier(ANN, number)
    assert len(town.why()["memberships"]) == EACH_MOST


def test_questions_can_be_answered_still_and_the_highest_prize_comes_first(town: Town) -> None:
    town.ask(1, ANN)
    town.ask(2, address("zoe"), prize=9 * USD)
    town.ask(3, ZERO_ADDRESS, prize=5 * USD, about=CONTENT)
    town.ask(4, MALLORY)
    town.ask(5, ZERO_ADDRESS)
    town.ask(6, ANN, by=NOON)  # too late to answer
    town.ask(7, ANN)
    ended = {"question": 7, "state": "awarded", "refunded_to": ZERO_ADDRESS, "refunded": 0}
    town.state(QuestionEndedFact, "question_ended", **ended)
    found = town.why()["questions"]
    assert [(one["question"], one["reason"], one["prize"]) for one in found] == [
        (2, "community", str(9 * USD)),
        (3, "content", str(5 * USD)),
        (1, "author", str(USD)),
    ]


def test_airdrops_have_something_left_that_can_be_proven_here(town: Town) -> None:
    town.give(1, ANN, ends=NOON + 9)
    town.give(2, address("zoe"))
    town.give(3, MALLORY, token=town.sky, ends=NOON + 5)
    town.give(4, MALLORY)  # names the post, but is nobody's of the trend
    town.give(5, ANN, ends=NOON)  # may be swept
    town.give(6, ANN, root=UNKNOWN_ROOT)  # nobody could claim it here
    town.give(7, ANN)
    claim = {"campaign": 7, "account": MALLORY, "token": USDT, "leaf_index": 0, "amount": 9}
    town.state(AirdropClaimedFact, "airdrop_claimed", **claim)  # all of it
    found = town.why()["airdrops"]
    assert [(one["campaign"], one["reason"], one["left"]) for one in found] == [
        (2, "community", "9"),
        (3, "community", "9"),
        (1, "author", "9"),
    ]


def test_authors_and_communities_come_with_what_became_of_earlier_calls(town: Town) -> None:
    why = town.why()
    assert why["communities"][0]["record"] is None, "Zoe named nothing"
    assert (why["top_posts"][0]["record"]["calls"], why["top_posts"][0]["record"]["pending"]) == (0, 1)
    town.bazaar.buy(town.sky, 100 * USD, GENESIS + HOUR)
    town.bazaar.final(GENESIS + 8 * 24 * HOUR)
    judge(town.session, CURVE)
    found = town.why()["top_posts"][0]["record"]
    assert (found["calls"], found["winners"], found["pending"]) == (1, 1, 0)


def test_a_community_comes_with_how_much_few_people_hold(town: Town) -> None:
    bought = town.bazaar.buy(town.sky, 100 * USD, GENESIS, trader=address("zoe"))
    others = [town.bazaar.buy(town.sky, USD, GENESIS, trader=address(f"h{number}")) for number in range(11)]
    (link,) = town.why()["communities"]
    assert link["creator_balance"] == str(bought)
    assert link["top_ten"] == str(bought + sum(sorted(others)[-9:]))
