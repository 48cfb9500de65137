"""Hiding and retyping change what a bundle holds from then on, and no byte of a week that is closed."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from planet_chain.community import moderation
from planet_chain.community.members import MemberRow
from planet_chain.rewards.bundle import Bundle
from planet_chain.store.database import transaction
from planet_chain.store.moderation import ModerationFact
from planet_chain.store.rewards import Epoch
from tests.rewards.test_export import GENESIS, Desk, dwell, seconds_of
from tests.rewards.town import WEEK, address_of

NOON = 43_200


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(database_url, tmp_path)
    people = (MemberRow(name, name.upper(), address_of(name)) for name in ("ann", "uma", "vic"))
    desk.state(*people, worth={"uma": 3, "vic": 4})
    for name in ("good", "bad"):
        desk.publish(name, "ann")
    yield desk
    desk.database.dispose()


def hide(desk: Desk, post: str, at: int) -> ModerationFact:
    with transaction(desk.database) as session:
        return moderation.hide(session, post, "mo", "scam", "why", now=GENESIS + at)


def restore(desk: Desk, post: str, at: int) -> ModerationFact:
    with transaction(desk.database) as session:
        return moderation.restore(session, post, "mo", "why not", now=GENESIS + at)


def retype(desk: Desk, post: str, new: str, at: int) -> ModerationFact:
    with transaction(desk.database) as session:
        return moderation.retype(session, post, "mo", new, "it is one", now=GENESIS + at)


def seconds_by_post(bundle: Bundle) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in bundle.tables.interactions:
        found[row.post] = found.get(row.post, 0) + row.quantity
    return found


def types(bundle: Bundle) -> dict[str, str]:
    return {row.post: row.type for row in bundle.tables.posts}


def hashes(directory: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in directory.iterdir()}


def exported_again(desk: Desk, number: int) -> dict[str, str]:
    shutil.rmtree(desk.directory / str(number))
    desk.export(number)
    return hashes(desk.directory / str(number))


def test_what_is_done_while_a_post_is_hidden_is_not_exported_and_all_else_is(desk: Desk) -> None:
    desk.take(
        dwell("before", "uma", "bad", 30, NOON - 1),
        dwell("at-once", "uma", "bad", 40, NOON),
        dwell("while", "vic", "bad", 50, NOON + 3_600),
        dwell("again", "vic", "bad", 20, NOON + 7_200),
        dwell("other", "uma", "good", 60, NOON + 3_600),
    )
    hide(desk, "bad", NOON)
    restore(desk, "bad", NOON + 7_200)
    assert seconds_by_post(desk.end(1)) == {"bad": 30 + 20, "good": 60}


def test_a_post_that_was_hidden_all_the_time_is_not_listed_and_is_no_supply(desk: Desk) -> None:
    hide(desk, "bad", 0)
    desk.take(dwell("a", "uma", "bad", 60, 60), dwell("b", "vic", "good", 60, 60))
    bundle = desk.end(1)
    assert types(bundle) == {"good": "analysis"}
    # who did nothing else did nothing
    assert len(bundle.tables.members) == 2


def test_attention_to_a_hidden_post_takes_nothing_from_another(desk: Desk) -> None:
    # both within one minute of one person, which has 60 s to give; one of them in the week before
    desk.take(dwell("a", "uma", "bad", 60, WEEK - 30), dwell("b", "uma", "good", 60, WEEK))
    hide(desk, "bad", 0)
    desk.end(1)
    assert sum(seconds_of(desk.end(2)).values()) == 60


def test_hiding_later_changes_no_byte_of_a_closed_week(desk: Desk) -> None:
    desk.take(dwell("a", "uma", "bad", 30, NOON), dwell("b", "uma", "bad", 30, WEEK - 1))
    desk.end(1)
    before = hashes(desk.directory / "1")
    # the index is behind: by its time the week is not even over
    fact = hide(desk, "bad", NOON)
    assert fact.at == GENESIS + WEEK
    assert exported_again(desk, 1) == before
    assert restore(desk, "bad", NOON + 1).at == GENESIS + WEEK
    retype(desk, "bad", "video", NOON)
    assert exported_again(desk, 1) == before
    # a row of the week before that comes late counts, for then the post was not hidden
    hide(desk, "bad", WEEK + 60)
    desk.take(dwell("late", "vic", "bad", 45, NOON), dwell("new", "vic", "bad", 45, WEEK + 61))
    assert seconds_by_post(desk.end(2)) == {"bad": 45}


def test_showing_it_again_changes_no_byte_of_a_closed_week(desk: Desk) -> None:
    desk.take(dwell("a", "uma", "bad", 30, NOON + 1), dwell("b", "uma", "good", 30, NOON + 60))
    hide(desk, "bad", NOON)
    desk.end(1)
    before = hashes(desk.directory / "1")
    restore(desk, "bad", NOON + 1)
    assert exported_again(desk, 1) == before


def test_a_corrected_type_counts_in_weeks_that_close_later(desk: Desk) -> None:
    desk.take(dwell("a", "uma", "bad", 30, 60))
    assert types(desk.end(1)) == {"bad": "analysis"}
    before = hashes(desk.directory / "1")
    fact = retype(desk, "bad", "video", WEEK + 1)
    assert (fact.old_type, fact.new_type, fact.actor, fact.words) == ("analysis", "video", "mo", "it is one")
    desk.take(dwell("b", "uma", "bad", 30, WEEK + 60))
    assert types(desk.end(2)) == {"bad": "video"}
    retype(desk, "bad", "note", 2 * WEEK + 1)
    desk.take(dwell("c", "uma", "bad", 30, 2 * WEEK + 60))
    assert types(desk.end(3)) == {"bad": "note"}
    assert exported_again(desk, 1) == before
    with transaction(desk.database) as session:
        assert session.get_one(Epoch, 1).inputs_hash is not None


def test_a_decision_and_the_close_of_a_week_take_turns(desk: Desk) -> None:
    """A week that closes while a post is hidden waits; what it then exports is what was said."""
    import threading

    desk.take(dwell("a", "uma", "bad", 30, NOON), dwell("b", "uma", "good", 30, NOON))
    closed = threading.Event()

    def close() -> None:
        desk.end(1)
        closed.set()

    with transaction(desk.database) as session:
        moderation.hide(session, "bad", "mo", "scam", "", now=GENESIS + 60)
        thread = threading.Thread(target=close)
        thread.start()
        assert not closed.wait(0.5)
    thread.join(60)
    bundle = desk.export(1)
    assert seconds_by_post(bundle) == {"good": 30}


def test_the_log_only_grows(desk: Desk) -> None:
    hide(desk, "bad", NOON)
    for change in ("UPDATE moderation_fact SET words = ''", "DELETE FROM moderation_fact"):
        with pytest.raises(Exception, match="only grows"), transaction(desk.database) as session:
            session.connection().execute(text(change))
