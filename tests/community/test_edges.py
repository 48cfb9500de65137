"""Messages as activity: every message is one visit, whatever the order and however often it is brought in."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from planet_chain.community.edges import Assumptions, TakenEdges, import_edges
from planet_chain.community.errors import FileRefused, RowRefused
from planet_chain.community.files import Edge
from planet_chain.store.database import transaction
from tests.community.place import GENESIS, NOW, WEEK, Place

FILE = Path("letters.txt")
FIRST = 1_082_040_961
ASSUMED = Assumptions("letters", starts_at=GENESIS)


def letters(count: int = 400, people: int = 40, weeks: int = 3, seed: int = 7) -> list[Edge]:
    chance = random.Random(seed)
    return [
        Edge(
            line,
            f"p{chance.randrange(people)}",
            f"p{int(people * chance.random() ** 3)}",
            FIRST if line == 1 else FIRST + chance.randrange(weeks * WEEK),
        )
        for line in range(1, count + 1)
    ]


def take(
    place: Place, edges: list[Edge], assumed: Assumptions = ASSUMED, *, may_be_future: bool = True
) -> TakenEdges:
    with transaction(place.database) as session:
        return import_edges(session, FILE, edges, assumed, now=NOW, may_be_future=may_be_future)


def rows(place: Place) -> list[tuple[object, ...]]:
    found = place.query("SELECT id, member, post, action, quantity, at, epoch FROM activity ORDER BY id")
    return [tuple(one) for one in found]


def test_a_message_is_a_comment_and_some_attention_on_this_weeks_post(place: Place) -> None:
    edges = [Edge(1, "x", "y", FIRST), Edge(2, "x", "y", FIRST + WEEK), Edge(3, "x", "y", FIRST + WEEK)]
    taken = take(place, edges, replace(ASSUMED, seconds=45, value=9))
    assert (taken.messages, taken.people, taken.shift, taken.taken.accepted) == (3, 2, GENESIS - FIRST, 6)
    assert (taken.taken.first_epoch, taken.taken.last_epoch) == (1, 2)
    second = f"letters:x:y:{FIRST + WEEK}"
    acts = (("read", "dwell", 45), ("said", "comment", 1))
    assert rows(place) == sorted(
        (f"{name}:{kind}", "letters:x", f"letters:y:week:{week}", action, quantity, at, week)
        for name, week, at in (
            (f"letters:x:y:{FIRST}:1", 1, GENESIS),
            (f"{second}:1", 2, GENESIS + WEEK),
            (f"{second}:2", 2, GENESIS + WEEK),
        )
        for kind, action, quantity in acts
    )
    members = place.query(
        "SELECT id, person, payout, value FROM member WHERE id LIKE 'letters:%' ORDER BY id"
    )
    assert [tuple(one) for one in members] == [
        (f"letters:{name}", f"letters:{name}", None, 9) for name in ("x", "y")
    ]
    posts = place.query("SELECT id, creator, type, created_at FROM post WHERE type = 'message' ORDER BY id")
    assert [tuple(one) for one in posts] == [
        (f"letters:y:week:{week}", "letters:y", "message", GENESIS + (week - 1) * WEEK) for week in (1, 2)
    ]


def test_twice_is_once_in_any_order_and_from_a_longer_file(place: Place) -> None:
    edges = letters()
    assert take(place, edges[:300]).taken.accepted == 600
    before = rows(place)
    shuffled = edges[:300]
    random.Random(1).shuffle(shuffled)
    again = take(place, shuffled).taken
    assert (again.accepted, again.duplicates) == (0, 600)
    assert rows(place) == before
    assert take(place, edges).taken.accepted == 200


def test_the_same_messages_under_other_assumptions_are_refused(place: Place) -> None:
    edges = letters(20)
    take(place, edges)
    with pytest.raises(FileRefused, match="brought in before with another content"):
        take(place, edges, replace(ASSUMED, seconds=31))


def test_two_communities_do_not_mix(place: Place) -> None:
    take(place, letters(50))
    take(place, letters(50), replace(ASSUMED, community="postcards"))
    assert len(rows(place)) == 200


def test_the_future_is_taken_on_the_local_testnet_only(place: Place) -> None:
    edges = letters(50, weeks=9)
    with pytest.raises(FileRefused, match="future of the chain"):
        take(place, edges, may_be_future=False)
    assert rows(place) == []
    assert place.query("SELECT 1 FROM member WHERE id LIKE 'letters:%'") == []
    assert take(place, edges).taken.last_epoch == 9


def test_values_and_payouts_are_stated_for_the_people_of_the_file(place: Place) -> None:
    edges = [Edge(1, "x", "y", FIRST)]
    address = "0x" + "ab" * 20
    take(place, edges, replace(ASSUMED, value=2, values={"y": 7}, payouts={"x": address}.get))
    found = place.query("SELECT id, payout, value FROM member WHERE id LIKE 'letters:%' ORDER BY id")
    assert [tuple(one) for one in found] == [("letters:x", address, 2), ("letters:y", None, 7)]
    with pytest.raises(FileRefused, match="does not name 'z'"):
        take(place, edges, replace(ASSUMED, values={"z": 7}))
    with pytest.raises(RowRefused, match="no address"):
        take(place, edges, replace(ASSUMED, payouts={"x": "0x12"}.get))


def test_an_empty_file_is_no_error(place: Place) -> None:
    taken = take(place, [])
    assert (taken.messages, taken.people, taken.taken.first_epoch) == (0, 0, None)
