"""Trends from real rows: one person one voice, heard once, with reasons and what they lead to."""

import math
from typing import Any

import pytest

from planet_chain.community import members, posts, trends
from planet_chain.community.activity import ActivityRow
from planet_chain.community.members import MemberRow
from planet_chain.community.posts import Draft
from planet_chain.core.trends import HOUR, WEIGHTS
from planet_chain.store.chain import CommunityFact
from planet_chain.store.community import Trend
from planet_chain.store.database import transaction
from tests.community.place import GENESIS, Place, row

NOON = GENESIS + 12 * HOUR
AUTHOR = "0x" + "c1" * 20


def refresh(place: Place, now: int = NOON) -> dict[str, Trend]:
    with transaction(place.database) as session:
        trends.refresh(session, now=now)
    with transaction(place.database) as session:
        found = trends.read(session)
        session.expunge_all()
    return {trend.topic: trend for trend in found}


def act(name: str, **changes: Any) -> ActivityRow:
    return row(name, at=NOON, **changes)


def test_a_person_is_one_voice_however_often_and_under_how_many_names(place: Place) -> None:
    with transaction(place.database) as session:
        members.upsert(session, [MemberRow("bob2", "B")], now=GENESIS)
        posts.publish(session, Draft("again", "ann", "analysis", text="#chain"), now=GENESIS)
    place.send(
        *(
            act(f"{member}-{post}-{action}", member=member, post=post, action=action)
            for member in ("bob", "bob2")
            for post in ("hello", "again")
            for action in ("like", "click", "follow", "share")
        )
    )
    trend = refresh(place)["chain"]
    assert trend.heat == WEIGHTS["follow"] == 1
    assert (trend.why["people"], trend.why["posts"]) == (1, 1)


def test_the_loudest_act_counts_even_when_it_comes_later(place: Place) -> None:
    place.send(act("a", action="like"))
    assert refresh(place)["chain"].heat == WEIGHTS["like"]
    place.send(act("b", action="share"), act("c", action="click"))
    assert refresh(place)["chain"].heat == WEIGHTS["share"]


def test_the_unverified_and_the_author_have_no_voice(place: Place) -> None:
    place.send(act("a", member="dan"), act("b", member="ann"))
    assert refresh(place) == {}


def test_every_row_is_heard_once_whenever_it_comes(place: Place) -> None:
    place.send(act("a", action="follow"))
    for _ in range(3):
        assert refresh(place)["chain"].heat == 1
    place.send(act("b", member="cid", action="follow"))
    assert refresh(place)["chain"].heat == 2
    assert refresh(place)["chain"].why["people"] == 2


def test_a_slow_writer_is_not_missed(place: Place) -> None:
    """Its transaction began before the refresh and is committed after it."""
    from planet_chain.community.activity import accept

    with transaction(place.database) as slow:
        accept(slow, [act("slow", action="follow")], now=NOON)
        place.send(act("quick", member="cid", action="follow"))
        refresh(place)
    assert refresh(place)["chain"].heat == 2


def test_a_row_ahead_of_the_clock_is_heard_when_its_time_has_come(place: Place) -> None:
    place.send(act("a", action="follow"))
    assert refresh(place, NOON - 30) == {}
    assert refresh(place, NOON - 10) == {}
    assert refresh(place, NOON)["chain"].heat == 1
    assert refresh(place, NOON)["chain"].heat == 1


def test_heat_fades_and_a_cold_topic_is_forgotten(place: Place) -> None:
    place.send(act("a", action="follow"))
    assert refresh(place)["chain"].heat == 1
    assert math.isclose(refresh(place, NOON + 24 * HOUR)["chain"].heat, 0.5)
    assert refresh(place, NOON + 8 * 24 * HOUR) == {}
    assert place.query("SELECT 1 FROM voice") == place.query("SELECT 1 FROM topic_heat") == []


def test_refreshing_often_is_refreshing_once(place: Place) -> None:
    place.send(*(act(f"r{n}", action="follow")._replace(at=NOON - n * HOUR) for n in range(9)))
    once = refresh(place)["chain"].heat
    for table in ("trend", "topic_heat", "voice", "trend_cursor"):
        with place.database.begin() as connection:
            connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 (constants)
    for hour in range(-9, 1):
        last = refresh(place, NOON + hour * HOUR)
    assert math.isclose(last["chain"].heat, once)


def test_what_rises_comes_before_what_was(place: Place) -> None:
    with transaction(place.database) as session:
        posts.publish(session, Draft("new", "ann", "analysis", text="#new"), now=GENESIS)
    place.send(
        act("old", action="follow")._replace(at=NOON - 8 * HOUR), act("new", post="new", action="share")
    )
    found = refresh(place)
    assert (found["new"].rank, found["chain"].rank) == (1, 2)
    assert found["new"].rise > 1 > found["chain"].rise


def test_a_trend_leads_to_posts_creators_and_communities(place: Place) -> None:
    token, namesake = "0x" + "70" * 20, "0x" + "71" * 20
    with transaction(place.database) as session:
        members.upsert(session, [MemberRow("ann", "A", AUTHOR)], now=GENESIS)
        posts.publish(session, Draft("p", "ann", "analysis", "Title", "#chain $SKY"), now=GENESIS)
        session.add_all(
            CommunityFact(
                block_number=number,
                log_index=0,
                block_time=GENESIS,
                transaction_hash="0x" + "00" * 32,
                token=address,
                creator=creator,
                content_id="0x" + "00" * 32,
                name=name,
                symbol="SKY",
                fee_bps=100,
                first_quote=0,
                first_tokens=0,
            )
            for number, address, creator, name in (
                (5, token, AUTHOR, "Sky"),
                (6, namesake, "0x" + "ee" * 20, "Not Sky"),
            )
        )
    place.send(act("a", post="p"), act("b", post="p", member="cid"))
    why = refresh(place)["chain"].why
    assert (why["people"], why["posts"]) == (2, 1)
    assert why["top_posts"] == [
        {"id": "p", "title": "Title", "creator": "ann", "author": AUTHOR, "people": 2}
        | {"content_id": None, "record": None}
    ]
    assert [(one["token"], one["name"], one["reason"]) for one in why["communities"]] == [
        (token, "Sky", "author"),
        (namesake, "Not Sky", "named"),
    ]


@pytest.mark.parametrize("topics", [60])
def test_only_the_hottest_are_kept(place: Place, topics: int) -> None:
    with transaction(place.database) as session:
        for number in range(topics):
            posts.publish(session, Draft(f"p{number}", "ann", "video", topics=[f"t{number}"]), now=GENESIS)
    place.send(*(act(f"a{number}", post=f"p{number}") for number in range(topics)))
    assert len(refresh(place)) == trends.TRENDS_MOST
