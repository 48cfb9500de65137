"""Recommendations on a real database: who counts, what is known of whom, what nobody does for themselves."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlmodel import Session

from planet_chain.community import members, moderation, posts, recommendable, trends
from planet_chain.community.activity import ActivityRow, accept
from planet_chain.community.members import MemberRow
from planet_chain.community.posts import Draft
from planet_chain.community.recommendations import Recommendations, recommend
from planet_chain.core.addresses import ZERO_HASH
from planet_chain.core.epoch import ONE
from planet_chain.core.recommendation import crowd
from planet_chain.core.trends import HOUR
from planet_chain.store.moderation import HiddenSpan, ModerationFact
from planet_chain.store.ties import FollowFact
from tests.community.bazaar import USD, Bazaar, address
from tests.community.place import GENESIS, Place

NOON = GENESIS + 12 * HOUR
READERS = ("bob", "cid", "eve", "fay")
LISTS = {"trader": "traders", "creator": "creators", "group": "groups", "post": "posts"}


@pytest.fixture
def session(place: Place) -> Iterator[Session]:
    with Session(place.database) as opened:
        people = [MemberRow(name, name.upper(), address(name)) for name in ("ann", *READERS)]
        members.upsert(opened, [*people, MemberRow("ann2", "ANN")], now=GENESIS)
        yield opened


@pytest.fixture
def bazaar(session: Session) -> Bazaar:
    found = Bazaar(session)
    found.final(NOON)
    return found


def act(session: Session, post: str, *who: str, action: str = "like") -> None:
    rows = [ActivityRow(f"{post}-{name}-{action}", name, post, action, 1, NOON - 60) for name in who]
    accept(session, rows, now=NOON)
    session.commit()  # only what is committed is heard
    trends.refresh(session, now=NOON)
    recommendable.refresh(session)


def write(session: Session, name: str, words: str, author: str = "ann", kind: str = "analysis") -> None:
    posts.publish(session, Draft(name, author, kind, name, words), now=GENESIS)


def shown(session: Session, who: str | None = None, *, own: bool = False) -> Recommendations:
    return recommend(session, who, own=own, limit=10)


def ids(found: Recommendations, kind: str = "post") -> list[str]:
    return [one.row.id for one in found.lists[kind]]


def test_nobody_in_particular_gets_what_most_people_are_on(session: Session, bazaar: Bazaar) -> None:
    write(session, "quiet", "#art")
    write(session, "loud", "#war", author="bob")
    act(session, "quiet", "cid")
    act(session, "loud", "cid", "eve", "fay")
    found = shown(session)
    assert ids(found) == ["loud", "quiet"]
    assert [one.row.people for one in found.lists["post"]] == [3, 1]
    assert ids(found, "creator") == [address("bob"), address("ann")]
    assert shown(session, address("nobody")).lists["post"] == found.lists["post"]


def test_nothing_that_the_makers_of_a_post_do_moves_it(session: Session, bazaar: Bazaar) -> None:
    write(session, "mine", "#art")
    act(session, "mine", "cid")
    before = shown(session).lists
    for action in ("like", "click", "share", "comment", "follow"):
        act(session, "mine", "ann", "ann2", "dan", action=action)  # dan is nobody's verified account
    assert [one.place for one in shown(session).lists["post"]] == [one.place for one in before["post"]]
    # somebody else moves it by one person, whatever they do
    for action in ("like", "share", "follow"):
        act(session, "mine", "eve", action=action)
    (after,) = shown(session).lists["post"]
    assert (after.row.people, after.row.strength) == (2, crowd(2))


def test_an_account_that_turns_out_to_be_the_authors_no_longer_counts(
    session: Session, bazaar: Bazaar
) -> None:
    write(session, "mine", "#art")
    act(session, "mine", "cid", "eve")
    members.upsert(session, [MemberRow("ann", "CID", address("ann"))], now=NOON)
    recommendable.refresh(session)
    assert [one.row.people for one in shown(session).lists["post"]] == [1]


def test_what_the_chain_tells_of_an_address_counts_for_whoever_asks(session: Session, bazaar: Bazaar) -> None:
    sky, sea = (
        bazaar.community("sky", address("ann"), GENESIS),
        bazaar.community("sea", address("bob"), GENESIS),
    )
    write(session, "of-sky", "$SKY #up", author="fay")
    write(session, "of-sea", "$SEA #up", author="fay")
    act(session, "of-sky", "cid")
    act(session, "of-sea", "cid", "bob", "ann")
    assert ids(shown(session)) == ["of-sea", "of-sky"]
    bazaar.buy(sky, 100 * USD, NOON - 1, trader=address("eve"))
    recommendable.refresh(session)
    found = shown(session, address("eve"))
    assert ids(found) == ["of-sky", "of-sea"]
    assert found.lists["post"][0].place.matched == (sky,)
    assert found.reader.reasons[sky] == "holds", "to hold says more than to have traded"
    assert ids(found, "group") == [sky]
    bazaar.sell(sky, bazaar.buy(sea, USD, NOON - 1, trader=address("cid")), NOON - 1, trader=address("cid"))
    assert shown(session, address("cid")).reader.reasons == {sea: "holds", sky: "trades"}


def test_a_follow_counts_while_it_lasts(session: Session, bazaar: Bazaar) -> None:
    def follow(block: int, lasts: bool) -> None:
        where = {"block_number": block, "log_index": 0, "block_time": NOON, "transaction_hash": ZERO_HASH}
        pair = {"follower": address("eve"), "creator": address("ann"), "content_id": ZERO_HASH}
        session.add(FollowFact(**where, **pair, is_follow=lasts))
        session.flush()

    follow(5_000, True)
    assert shown(session, address("eve")).reader.shares == {"@" + address("ann"): ONE}
    follow(5_001, False)
    assert shown(session, address("eve")).reader.shares == {}


def test_what_somebody_reads_counts_for_themselves_alone(session: Session, bazaar: Bazaar) -> None:
    write(session, "read", "#art")
    write(session, "of-art", "#art", author="bob")
    write(session, "of-war", "#war", author="bob")
    act(session, "read", "eve")
    act(session, "of-art", "cid")
    act(session, "of-war", "cid", "fay")
    assert shown(session, address("eve")) == shown(session, address("nobody"))
    mine = shown(session, address("eve"), own=True)
    assert ids(mine) == ["read", "of-art", "of-war"]
    assert mine.reader.reasons == {"#art": "reads", "@" + address("ann"): "reads"}


def test_nobody_is_shown_themselves(session: Session, bazaar: Bazaar) -> None:
    sky = bazaar.community("sky", address("ann"), GENESIS)
    write(session, "mine", "#art")
    act(session, "mine", "bob")
    bazaar.buy(sky, USD, NOON - 1, trader=address("bob"))
    recommendable.refresh(session)
    anybody, ann = shown(session), shown(session, address("ann"))
    for kind in ("post", "creator", "group"):
        assert len(ids(anybody, kind)) == 1
        assert ids(ann, kind) == []


def test_a_scarce_type_comes_before_what_is_as_popular(session: Session, bazaar: Bazaar) -> None:
    write(session, "a-plenty", "#art", kind="meme")
    write(session, "b-scarce", "#war", kind="video", author="bob")
    act(session, "a-plenty", "cid")
    act(session, "b-scarce", "cid")
    assert ids(shown(session)) == ["a-plenty", "b-scarce"]
    session.connection().execute(
        text("""
            INSERT INTO epoch (number, state, opens_at, closes_at, secret, pool, seed, seed_block, scarcity)
            VALUES (1, 'exported', 0, 1, '', 0, '', 0, CAST(:scarcity AS jsonb))
        """),
        {"scarcity": f'{{"video": {{"multiplier": {2 * ONE}}}}}'},
    )
    recommendable.refresh(session)
    assert ids(shown(session)) == ["b-scarce", "a-plenty"]


def test_traders_have_made_a_profit_that_others_stand_behind(session: Session, bazaar: Bazaar) -> None:
    sky = bazaar.community("sky", address("ann"), GENESIS)
    bought = bazaar.buy(sky, 100 * USD, NOON - 9, trader=address("bob"))
    bazaar.buy(sky, 5_000 * USD, NOON - 8, trader=address("cid"))
    bazaar.sell(sky, bought, NOON - 7, trader=address("bob"))
    bazaar.final(NOON)
    recommendable.refresh(session)
    (best,) = shown(session).lists["trader"]
    assert (best.row.id, best.row.about) == (address("bob"), [sky])
    assert 0 < best.row.strength <= ONE
    assert int(best.row.shown["profit"]) > 0
    stranger = bazaar.buy(sky, 100 * USD, NOON - 6, trader=address("mallory"))
    bazaar.sell(sky, stranger, NOON - 5, trader=address("mallory"))
    recommendable.refresh(session)
    assert ids(shown(session), "trader") == [address("bob")], "nobody verified mallory"


def test_people_who_hold_a_token_are_counted_once_and_not_its_maker(session: Session, bazaar: Bazaar) -> None:
    sky = bazaar.community("sky", address("ann"), GENESIS)
    for name in ("ann", "bob", "cid", "mallory"):
        bazaar.buy(sky, USD, NOON - 1, trader=address(name))
    recommendable.refresh(session)
    assert [(one.row.id, one.row.people) for one in shown(session).lists["group"]] == [(sky, 2)]


def test_refreshing_again_changes_nothing(session: Session, bazaar: Bazaar) -> None:
    write(session, "mine", "#art")
    act(session, "mine", "cid")
    before = shown(session)
    assert recommendable.refresh(session) == 2
    assert [one.place for one in shown(session).lists["post"]] == [one.place for one in before.lists["post"]]


def test_a_hidden_post_is_no_longer_recommended_and_makes_nobody_popular(
    session: Session, bazaar: Bazaar
) -> None:
    write(session, "noise", "#noise", author="cid")
    act(session, "noise", "bob", "eve")
    assert (ids(shown(session)), ids(shown(session), "creator")) == (["noise"], [address("cid")])
    moderation.hide(session, "noise", "mo", "spam", "", now=NOON)
    recommendable.refresh(session)
    assert (ids(shown(session)), ids(shown(session), "creator")) == ([], [])


def test_a_post_hidden_since_the_last_refresh_is_shown_to_nobody(session: Session, bazaar: Bazaar) -> None:
    write(session, "mine", "#art")
    act(session, "mine", "cid")
    assert ids(shown(session)) == ["mine"]
    said = ModerationFact(post="mine", act="hidden", actor="mod", reason="spam", words="", at=NOON)
    session.add(said)
    session.flush()
    session.add(HiddenSpan(fact=said.id, post="mine", since=NOON))
    session.flush()
    assert ids(shown(session)) == []
