"""Members, the people behind them, and what the exchange says they are worth."""

import pytest

from planet_chain.community import members, values
from planet_chain.community.errors import RowRefused
from planet_chain.community.members import MemberRow
from planet_chain.community.values import ValueRow
from planet_chain.store.community import Member
from planet_chain.store.database import transaction
from tests.community.place import GENESIS, Place

ADDRESS = "0x" + "Ab" * 20


def state(place: Place, *rows: MemberRow) -> int:
    with transaction(place.database) as session:
        return members.upsert(session, rows, now=GENESIS + 5)


def value(place: Place, *rows: ValueRow) -> int:
    with transaction(place.database) as session:
        return values.set_values(session, rows)


def member(place: Place, name: str) -> Member:
    with transaction(place.database) as session:
        found = session.get_one(Member, name)
        session.expunge(found)
    return found


def test_members_are_made_and_changed_and_left_alone(place: Place) -> None:
    assert state(place, MemberRow("eve", "E", ADDRESS), MemberRow("ann", "A")) == 1
    assert (member(place, "eve").payout, member(place, "eve").joined_at) == (ADDRESS.lower(), GENESIS + 5)
    assert state(place, MemberRow("eve", "E", ADDRESS.lower())) == 0
    assert state(place, MemberRow("eve")) == 1
    assert (member(place, "eve").person, member(place, "eve").payout) == (None, None)


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        (MemberRow(""), "id", "1 to 128"),
        (MemberRow("x", "a\nb"), "person", "no blanks"),
        (MemberRow("x", "X", "0x12"), "payout", "40 hexadecimal digits"),
        (MemberRow("x", "X", "0x" + "0" * 40), "payout", "zero address"),
    ],
)
def test_a_malformed_member_is_named_and_nobody_is_taken(
    place: Place, row: MemberRow, field: str, reason: str
) -> None:
    with pytest.raises(RowRefused, match=reason) as refused:
        state(place, MemberRow("good"), row)
    assert (refused.value.row, refused.value.field) == (1, field)
    assert place.query("SELECT 1 FROM member WHERE id = 'good'") == []


def test_two_words_on_one_member_are_refused(place: Place) -> None:
    with pytest.raises(RowRefused, match="stated twice"):
        state(place, MemberRow("x", "X"), MemberRow("x", "Y"))
    assert state(place, MemberRow("x", "X"), MemberRow("x", "X")) == 1


def test_values_replace_those_of_the_named_only(place: Place) -> None:
    assert value(place, ValueRow("ann", 5), ValueRow("bob", 0)) == 1
    assert value(place, ValueRow("bob", 7)) == 1
    assert [member(place, name).value for name in ("ann", "bob", "cid")] == [5, 7, 0]


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        (ValueRow("nobody", 1), "member", "not known"),
        (ValueRow("ann\x00", 1), "member", "control"),
        (ValueRow("ann", -1), "value", "0..16777215"),
        (ValueRow("ann", 2**24), "value", "0..16777215"),
    ],
)
def test_a_bad_value_is_named_and_none_is_taken(place: Place, row: ValueRow, field: str, reason: str) -> None:
    with pytest.raises(RowRefused, match=reason) as refused:
        value(place, ValueRow("bob", 9), row)
    assert (refused.value.row, refused.value.field) == (1, field)
    assert member(place, "bob").value == 0


def test_no_person_is_worth_more_than_a_settlement_can_weigh(place: Place) -> None:
    state(place, MemberRow("ann2", "A"))
    value(place, ValueRow("ann", 2**24 - 1))
    with pytest.raises(RowRefused, match="come to 16777216"):
        value(place, ValueRow("bob", 1), ValueRow("ann2", 1))
    assert member(place, "ann2").value == 0
    # nor by becoming somebody else
    value(place, ValueRow("dan", 1))
    with pytest.raises(RowRefused, match="come to 16777216"):
        state(place, MemberRow("dan", "A"))
