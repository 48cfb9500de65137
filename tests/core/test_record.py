"""The laws of records: nothing flatters, nothing that happens later to a post changes them."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.errors import InvalidAmount
from planet_chain.core.record import BP, HORIZONS, REPEAT, Call, Spot, change_bp, counted, record, summary

START = 1_700_000_000
reserves = st.integers(1, 2**96 - 1)
spots = st.builds(Spot, reserves, reserves)
changes = st.none() | st.integers(-BP, 10**6)
histories = st.lists(
    st.builds(
        Call,
        st.sampled_from(["a", "b", "c"]),
        st.integers(START, START + 60 * 86_400),
        st.booleans(),
        st.dictionaries(st.sampled_from(list(HORIZONS)), st.integers(-BP, 10**6)),
    ),
    max_size=20,
).map(lambda made: sorted(made, key=lambda call: call.at))


def call(token: str, at: int, change: int | None = None, own: bool = False) -> Call:
    told: Mapping[str, int] = {} if change is None else dict.fromkeys(HORIZONS, change)
    return Call(token, at, own, told)


@given(spots, spots)
def test_a_change_is_the_exact_ratio_rounded_down(before: Spot, after: Spot) -> None:
    found = change_bp(before, after) + BP
    numerator, denominator = BP * after.x * before.y, before.x * after.y
    assert found * denominator <= numerator < (found + 1) * denominator
    assert found >= 0


@given(spots)
def test_a_token_that_nobody_traded_did_not_change(spot: Spot) -> None:
    assert change_bp(spot, spot) == 0


@given(spots, spots)
def test_there_and_back_is_never_told_as_a_gain(before: Spot, after: Spot) -> None:
    there, back = change_bp(before, after) + BP, change_bp(after, before) + BP
    assert there * back <= BP * BP


def test_a_reserve_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidAmount):
        change_bp(Spot(1, 1), Spot(1, 0))


def test_naming_a_token_again_within_a_week_is_the_same_call() -> None:
    made = [call("a", START), call("a", START + REPEAT - 1), call("b", START + REPEAT - 1)]
    assert counted([*made, call("a", START + REPEAT)]) == [True, False, True, True]


@given(histories)
def test_what_counts_is_a_week_apart_and_what_does_not_is_within_one(made: list[Call]) -> None:
    last: dict[str, int] = {}
    for one, counts in zip(made, counted(made), strict=True):
        assert counts == (one.at - last.get(one.token, -REPEAT) >= REPEAT)
        if counts:
            last[one.token] = one.at


@given(histories, st.integers(0, 10**6))
def test_whatever_comes_later_changes_nothing_of_what_counted(made: list[Call], later: int) -> None:
    last = made[-1].at if made else START
    assert counted([*made, call("a", last + later)])[:-1] == counted(made)


@given(st.lists(changes, max_size=30))
def test_a_summary_leaves_nobody_out(told: list[int | None]) -> None:
    found = summary(told)
    known = [change for change in told if change is not None]
    assert (found.calls, found.pending) == (len(known), len(told) - len(known))
    assert found.winners == sum(change > 0 for change in known)
    if not known:
        assert (found.median_bp, found.worst_bp, found.winners_bp) == (None, None, None)
        return
    assert found.worst_bp == min(known)
    assert found.median_bp in known, "a call that was made, not a mean of two"
    assert found.median_bp is not None
    assert found.winners_bp == found.winners * BP // found.calls
    assert 2 * sum(change <= found.median_bp for change in known) >= len(known)
    assert 2 * sum(change < found.median_bp for change in known) <= len(known)


def test_of_two_in_the_middle_the_lower_one_is_told() -> None:
    assert summary([300, -200]).median_bp == -200
    assert summary([1, 2, 3, 4]).median_bp == 2


@given(st.lists(st.integers(-BP, 10**6), min_size=1, max_size=30), st.integers(-BP, -1))
def test_a_losing_call_never_helps(told: list[int], loss: int) -> None:
    before, after = summary(told), summary([*told, loss])
    assert before.median_bp is not None
    assert after.median_bp is not None
    assert after.median_bp <= max(before.median_bp, loss)
    assert after.winners_bp is not None
    assert before.winners_bp is not None
    assert after.winners_bp <= before.winners_bp
    assert after.worst_bp is not None
    assert before.worst_bp is not None
    assert after.worst_bp <= before.worst_bp


@given(st.lists(st.integers(-BP, 10**6), min_size=2, max_size=30), st.data())
def test_without_its_worst_call_a_record_would_look_no_worse(told: list[int], data: st.DataObject) -> None:
    """Why calls are never deleted: this is what deleting one would bring."""
    kept = sorted(told)[1:]
    assert summary(kept).median_bp >= summary(told).median_bp


@given(histories)
def test_every_call_is_somewhere(made: list[Call]) -> None:
    found = record(made)
    assert found.calls + found.own_calls + found.repeated == len(made)
    for part, calls in ((found.others, found.calls), (found.own, found.own_calls)):
        assert list(part) == list(HORIZONS)
        assert all(one.calls + one.pending == calls for one in part.values())


def test_the_creators_own_token_is_told_apart() -> None:
    found = record([call("mine", START, 9_000, own=True), call("other", START, -500)])
    assert (found.others["7d"].calls, found.others["7d"].median_bp) == (1, -500)
    assert (found.own["7d"].calls, found.own["7d"].median_bp) == (1, 9_000)


def test_what_is_not_over_is_pending() -> None:
    found = record([Call("a", START, False, {"1h": 5})])
    assert (found.others["1h"].calls, found.others["1h"].pending) == (1, 0)
    assert (found.others["7d"].calls, found.others["7d"].pending) == (0, 1)
