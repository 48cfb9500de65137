"""Calls on a real database: kept when made, judged when final, and nothing that happens to a post helps."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from planet_chain.community import members, posts
from planet_chain.community.calls import judge
from planet_chain.community.members import MemberRow
from planet_chain.community.posts import Draft
from planet_chain.core.record import DAY, HOUR, Record, change_bp
from planet_chain.store.queries.calls import CallView, calls_of, records_of
from planet_chain.store.queries.communities import PRICE_SCALE
from tests.community.bazaar import CURVE, USD, Bazaar, address
from tests.community.place import GENESIS, Place

NOON = GENESIS + 12 * HOUR
ANN = address("ann")


@pytest.fixture
def session(place: Place) -> Iterator[Session]:
    with Session(place.database) as opened:
        members.upsert(opened, [MemberRow("ann", "A", ANN), MemberRow("ann2", "A")], now=GENESIS)
        yield opened


@pytest.fixture
def bazaar(session: Session) -> Bazaar:
    return Bazaar(session)


def say(session: Session, words: str, at: int = NOON, member: str = "ann") -> list[CallView]:
    number = session.connection().execute(text("SELECT count(*) FROM post")).scalar_one()
    posts.publish(session, Draft(f"p{number}", member, "analysis", text=words), now=at)
    return [call for call in calls_of(session, [ANN]).get(ANN, []) if call.post == f"p{number}"]


def record_of(session: Session) -> Record:
    return records_of(session, [ANN])[ANN]


def test_a_post_calls_the_communities_that_it_names(session: Session, bazaar: Bazaar) -> None:
    sky, sea = bazaar.community("sky", address("s"), GENESIS), bazaar.community("sea", address("z"), GENESIS)
    calls = say(session, f"$SKY and {sea.upper().replace('0X', '0x')}, not $NOBODY and not #sky, $SKY again")
    assert {(call.token, call.named, call.own, call.at) for call in calls} == {
        (sky, "$SKY", False, NOON),
        (sea, sea, False, NOON),
    }
    assert say(session, "just words") == []


def test_a_symbol_means_its_oldest_bearer_unless_the_post_gives_another_by_address(
    session: Session, bazaar: Bazaar
) -> None:
    old = bazaar.community("first", address("s"), GENESIS, symbol="Sky")
    new = bazaar.community("second", address("z"), GENESIS, symbol="SKY")
    assert [call.token for call in say(session, "$SKY")] == [old]
    assert [(call.token, call.named) for call in say(session, f"$SKY {new}")] == [(new, new)]
    assert {call.token for call in say(session, f"$SKY {new} {old}")} == {old, new}


def test_what_a_symbol_meant_then_it_means_for_ever(session: Session, bazaar: Bazaar) -> None:
    assert say(session, "$SKY soon") == []
    bazaar.community("sky", address("s"), GENESIS)
    assert calls_of(session, [ANN]) == {}


def test_a_post_that_is_dated_back_is_a_call_of_now(session: Session, bazaar: Bazaar) -> None:
    bazaar.community("sky", address("s"), GENESIS)
    bazaar.final(NOON + DAY)
    assert say(session, "$SKY", at=NOON)[0].at == NOON + DAY
    assert say(session, "$SKY", at=NOON + 2 * DAY)[0].at == NOON + 2 * DAY


def test_a_creators_own_token_is_told_whichever_account_of_theirs_names_it(
    session: Session, bazaar: Bazaar
) -> None:
    bazaar.community("sky", ANN, GENESIS)
    assert say(session, "$SKY")[0].own
    assert say(session, "$SKY", member="ann2")[0].own
    posts.publish(session, Draft("bobs", "bob", "analysis", text="$SKY"), now=NOON)
    assert [call.own for call in calls_of(session, ["bob"], "id")["bob"]] == [False]


def test_accounts_of_one_person_have_one_record(session: Session, bazaar: Bazaar) -> None:
    bazaar.community("sky", address("s"), GENESIS)
    say(session, "$SKY")
    again = say(session, "$SKY", at=NOON + DAY, member="ann2")
    assert [call.counts for call in again] == [False]
    assert calls_of(session, ["ann2"], "id")["ann2"] == calls_of(session, [ANN])[ANN]
    assert (record_of(session).calls, record_of(session).repeated) == (1, 1)


def test_outcomes_are_the_curves_prices_after_the_last_final_trade(session: Session, bazaar: Bazaar) -> None:
    sky = bazaar.community("sky", address("s"), GENESIS)
    bought = bazaar.buy(sky, 1_000 * USD, NOON - HOUR)
    before = bazaar.spots[sky]
    say(session, "$SKY")
    moments = {"1h": HOUR, "1d": DAY, "7d": 7 * DAY}
    spots, changes = {}, {"1h": (3_000, 0), "1d": (0, bought), "7d": (0, 0)}
    for horizon, (paid, sold) in changes.items():
        if paid:
            bazaar.buy(sky, paid * USD, NOON + moments[horizon])  # in the very second: it counts
        if sold:
            bazaar.sell(sky, sold, NOON + moments[horizon] - 1)
        spots[horizon] = bazaar.spots[sky]
        bazaar.buy(sky, 7 * USD, NOON + moments[horizon] + 1)  # a second too late: it does not
    bazaar.final(NOON + 8 * DAY)
    assert judge(session, CURVE) == 3
    (call,) = calls_of(session, [ANN])[ANN]
    for horizon in changes:
        # the late seven dollars of the horizon before are in the next one's price
        told = call.outcomes[horizon]
        assert told.before == before.x * PRICE_SCALE // before.y
        assert told.after == spots[horizon].x * PRICE_SCALE // spots[horizon].y
        assert told.change_bp == change_bp(before, spots[horizon])
    assert call.outcomes["1h"].change_bp > 0 > call.outcomes["1d"].change_bp - call.outcomes["1h"].change_bp


def test_a_call_is_judged_when_its_time_is_final_and_once(session: Session, bazaar: Bazaar) -> None:
    sky = bazaar.community("sky", address("s"), GENESIS)
    say(session, "$SKY")
    assert judge(session, CURVE) == 0, "nothing is indexed"
    for at, found in ((NOON + HOUR, 0), (NOON + HOUR + 1, 1), (NOON + DAY + 1, 1), (NOON + 30 * DAY, 1)):
        bazaar.final(at)
        assert judge(session, CURVE) == found
        bazaar.buy(sky, USD, at + 1)
        assert judge(session, CURVE) == 0
    assert record_of(session).others["7d"].pending == 0


def test_a_token_that_nobody_traded_did_not_move(session: Session, bazaar: Bazaar) -> None:
    bazaar.community("sky", address("s"), GENESIS)
    say(session, "$SKY")
    bazaar.final(NOON + 8 * DAY)
    judge(session, CURVE)
    found = record_of(session).others["7d"]
    assert (found.calls, found.winners, found.median_bp) == (1, 0, 0)


def test_many_calls_are_judged_though_some_were_judged_before(session: Session, bazaar: Bazaar) -> None:
    for number in range(9):
        bazaar.community(f"c{number}", address("s"), GENESIS)
    for number in range(9):
        say(session, f"$C{number}", at=NOON + number * DAY)
        bazaar.final(NOON + number * DAY + 2 * HOUR)
        judge(session, CURVE)
    bazaar.final(NOON + 20 * DAY)
    judge(session, CURVE)
    assert {name: one.calls for name, one in record_of(session).others.items()} == {"1h": 9, "1d": 9, "7d": 9}


@pytest.mark.parametrize("fate", ["DELETE FROM post_asset", "UPDATE post_asset SET asset = '$OTHER'"])
def test_no_fate_of_a_post_changes_a_record(session: Session, bazaar: Bazaar, fate: str) -> None:
    sky = bazaar.community("sky", address("s"), GENESIS)
    bought = bazaar.buy(sky, 1_000 * USD, NOON - 1)
    say(session, "$SKY to the moon")
    bazaar.sell(sky, bought, NOON + 1)
    bazaar.final(NOON + 2 * HOUR)
    judge(session, CURVE)
    before = record_of(session)
    assert before.others["1h"].median_bp is not None
    assert before.others["1h"].median_bp < 0
    session.connection().execute(text(fate))
    session.connection().execute(text("DELETE FROM post_topic"))
    session.connection().execute(text("UPDATE post SET text = 'I never said that' WHERE creator = 'ann'"))
    assert record_of(session) == before
    if fate.startswith("DELETE"):
        session.connection().execute(text("DELETE FROM post"))
    bazaar.final(NOON + 8 * DAY)
    judge(session, CURVE)
    assert record_of(session).others["7d"].winners == 0
    assert record_of(session).others["7d"].calls == 1


@pytest.mark.parametrize("table", ["asset_call", "call_outcome"])
@pytest.mark.parametrize("change", ["DELETE FROM {}", "TRUNCATE {}", "UPDATE {} SET {}"])
def test_the_database_refuses_to_forget(session: Session, bazaar: Bazaar, table: str, change: str) -> None:
    bazaar.community("sky", address("s"), GENESIS)
    say(session, "$SKY")
    bazaar.final(NOON + 8 * DAY)
    judge(session, CURVE)
    column: dict[str, Any] = {"asset_call": "at = 0", "call_outcome": "change_bp = 1"}
    with pytest.raises(DBAPIError, match="never changed or deleted"):
        session.connection().execute(text(change.format(table, column[table])))
