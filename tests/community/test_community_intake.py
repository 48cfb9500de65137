"""Activity comes in once, whole, and in the right week."""

import threading
from dataclasses import astuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planet_chain.community.activity import BATCH_MOST, Accepted, ActivityRow
from planet_chain.community.errors import BatchTooLarge, RowRefused
from planet_chain.store.queries.calendar import RewardsNotStarted
from tests.community.place import GENESIS, NOW, WEEK, Place, row


def stored(place: Place) -> list[tuple[object, ...]]:
    return [tuple(found) for found in place.query("SELECT id, epoch FROM activity ORDER BY id")]


def test_sending_twice_counts_once(place: Place) -> None:
    rows = [row("a"), row("b", action="dwell", quantity=40)]
    assert place.send(*rows) == Accepted(2, 0)
    assert place.send(*rows) == Accepted(0, 2)
    assert place.send(row("c"), row("c"), rows[0]) == Accepted(1, 2)
    assert [name for name, _ in stored(place)] == ["a", "b", "c"]


def test_names_are_kept_to_the_letter(place: Place) -> None:
    names = sorted([r"\.", r"\N", r"a\tb", "a\\\\", "NULL", "é", "🪐", "';--", '","'])
    assert place.send(*map(row, names)) == Accepted(len(names), 0)
    assert sorted(name for (name,) in place.query("SELECT id FROM activity")) == names
    assert place.send(*map(row, names)) == Accepted(0, len(names))


def test_an_empty_batch_is_no_error(place: Place) -> None:
    assert place.send() == Accepted(0, 0)


@pytest.mark.parametrize(
    ("at", "open_epoch", "epoch"),
    [
        (GENESIS, 1, 1),
        (GENESIS + WEEK - 1, 1, 1),
        (GENESIS + WEEK, 1, 2),
        (GENESIS + WEEK - 1, 2, 2),  # late: its own week is closed
        (GENESIS + WEEK - 1, 3, 3),
        (0, 1, 1),  # older than the first week
        (NOW, 1, 4),
    ],
)
def test_a_row_counts_in_its_week_or_in_the_open_one(
    place: Place, at: int, open_epoch: int, epoch: int
) -> None:
    place.close_until(open_epoch)
    place.send(row("a", at=at))
    assert stored(place) == [("a", epoch)]


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"member": "nobody"}, "member", "'nobody' is not known"),
        ({"post": "nothing"}, "post", "'nothing' is not known"),
        ({"action": "clap"}, "action", "the actions are dwell, click, comment, follow, like, share"),
        ({"quantity": 2}, "quantity", "like has quantity 2"),
        ({"action": "dwell", "quantity": 0}, "quantity", "1..86400"),
        ({"action": "dwell", "quantity": 86_401}, "quantity", "1..86400"),
        ({"quantity": -1}, "quantity", "must be 1"),
        ({"at": NOW + 61}, "at", f"future of the chain, which is at {NOW}"),
        ({"at": -1}, "at", "no time"),
        ({"at": 1_700_000_000_000}, "at", "write unix seconds"),
        ({"id": ""}, "id", "1 to 128 characters"),
        ({"id": "x" * 129}, "id", "1 to 128 characters"),
        ({"id": "a b"}, "id", "no blanks"),
        ({"member": "a\x00"}, "member", "no control characters"),
        ({"post": "a\ud800"}, "post", "no control characters"),
    ],
)
def test_a_bad_row_is_named_and_nothing_of_the_batch_is_taken(
    place: Place, changes: dict[str, object], field: str, reason: str
) -> None:
    with pytest.raises(RowRefused, match=reason) as refused:
        place.send(row("good"), row("bad")._replace(**changes))
    assert (refused.value.row, refused.value.field) == (1, field)
    assert stored(place) == []


def test_a_minute_of_clock_drift_is_forgiven(place: Place) -> None:
    assert place.send(row("a", at=NOW + 60)).accepted == 1


@pytest.mark.parametrize("changes", [{"member": "cid"}, {"action": "share"}, {"at": GENESIS + 3601}])
def test_an_id_with_another_content_is_refused(place: Place, changes: dict[str, object]) -> None:
    place.send(row("a"))
    other = row("a")._replace(**changes)
    with pytest.raises(RowRefused, match="sent before with another content") as refused:
        place.send(row("b"), other)
    assert refused.value.row == 1
    with pytest.raises(RowRefused, match="another row of the batch"):
        place.send(row("c"), row("d"), row("c")._replace(**changes))
    assert [name for name, _ in stored(place)] == ["a"]


def test_a_batch_is_at_most_a_thousand_rows(place: Place) -> None:
    rows = [row(f"r{number}") for number in range(BATCH_MOST + 1)]
    with pytest.raises(BatchTooLarge, match="1001 rows"):
        place.send(*rows)
    assert place.send(*rows[:-1]).accepted == BATCH_MOST


def test_without_a_calendar_nothing_is_taken(place: Place) -> None:
    with place.database.begin() as connection:
        connection.exec_driver_sql("DELETE FROM calendar")
    with pytest.raises(RewardsNotStarted, match="planet worker"):
        place.send(row("a"))


def test_concurrent_senders_of_the_same_rows_take_each_once(place: Place) -> None:
    rounds, senders = 3, 4
    rows = [[row(f"r{turn}-{number}") for number in range(BATCH_MOST)] for turn in range(rounds)]
    counts: list[Accepted] = []
    together = threading.Barrier(senders)

    def send(order: int) -> None:
        for batch in rows:
            together.wait()
            counts.append(place.send(*(batch if order % 2 else reversed(batch))))

    threads = [threading.Thread(target=send, args=(order,)) for order in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(count.accepted for count in counts) == rounds * BATCH_MOST
    assert sum(count.duplicates for count in counts) == (senders - 1) * rounds * BATCH_MOST


rows_strategy = st.lists(
    st.builds(
        ActivityRow,
        id=st.sampled_from("abcdef"),
        member=st.sampled_from(["bob", "cid"]),
        post=st.just("hello"),
        action=st.just("like"),
        quantity=st.just(1),
        at=st.just(GENESIS),
    ),
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(rows_strategy, max_size=4))
def test_whatever_is_sent_the_first_word_on_an_id_stands(
    place: Place, batches: list[list[ActivityRow]]
) -> None:
    with place.database.begin() as connection:
        connection.exec_driver_sql("TRUNCATE activity")
    known: dict[str, ActivityRow] = {}
    for batch in batches:
        conflict = any(known.get(one.id, one) != one for one in batch) or len(
            {one.id for one in batch}
        ) != len(set(batch))
        if conflict:
            with pytest.raises(RowRefused):
                place.send(*batch)
            continue
        new = {one.id for one in batch} - known.keys()
        assert astuple(place.send(*batch)) == (len(new), len(batch) - len(new))
        known |= {one.id: one for one in batch}
    found = place.query("SELECT id, member, post, action, quantity, at FROM activity ORDER BY id")
    assert [ActivityRow(*one) for one in found] == [known[key] for key in sorted(known)]
