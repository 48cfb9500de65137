"""Laws of refunds, and the vectors that the contract is checked against too."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.errors import InvalidAmount, NegativeAmount
from planet_chain.core.refund import (
    DAY,
    DAYS_MOST,
    PAID_LIMIT,
    Lot,
    earned_rounded_up,
    refund_rounded_down,
    whole_days_left,
)

VECTORS = Path(__file__).parents[1] / "vectors" / "refund.json"
lots = st.builds(
    Lot, paid=st.integers(0, PAID_LIMIT - 1), start=st.integers(0, 2**40), days=st.integers(1, DAYS_MOST)
)
times = st.integers(0, 2**41)


def test_ten_dollars_for_thirty_days() -> None:
    lot = Lot(10_000_000, 1_800_000_000, 30)
    assert refund_rounded_down(lot, lot.start - 1) == 10_000_000
    assert refund_rounded_down(lot, lot.start) == 9_666_666
    assert refund_rounded_down(lot, lot.start + DAY - 1) == 9_666_666
    assert refund_rounded_down(lot, lot.start + DAY) == 9_333_333
    assert refund_rounded_down(lot, lot.end - DAY - 1) == 333_333
    assert refund_rounded_down(lot, lot.end - DAY) == 0
    assert earned_rounded_up(lot, lot.start) == 333_334


@given(lots, times)
def test_refund_and_earned_are_what_was_paid(lot: Lot, now: int) -> None:
    assert 0 <= refund_rounded_down(lot, now) <= lot.paid
    assert refund_rounded_down(lot, now) + earned_rounded_up(lot, now) == lot.paid


@given(lots, times, times)
def test_time_only_earns(lot: Lot, one: int, other: int) -> None:
    early, late = sorted((one, other))
    assert earned_rounded_up(lot, early) <= earned_rounded_up(lot, late)


@given(lots, st.integers(0, DAY * (DAYS_MOST + 1)))
def test_a_day_is_used_as_soon_as_it_begins(lot: Lot, after: int) -> None:
    now = lot.start + after
    begun = sum(1 for day in range(lot.days) if lot.start + day * DAY <= now)
    assert whole_days_left(lot, now) == lot.days - begun


@given(lots)
def test_joining_and_cancelling_at_once_costs_at_least_a_day(lot: Lot) -> None:
    assert earned_rounded_up(lot, lot.start) * lot.days >= lot.paid
    assert earned_rounded_up(lot, lot.start - 1) == 0


@given(lots, times)
def test_the_fan_loses_less_than_a_unit_by_rounding(lot: Lot, now: int) -> None:
    exact = lot.paid * whole_days_left(lot, now)
    assert 0 <= exact - refund_rounded_down(lot, now) * lot.days < lot.days


def test_arguments_out_of_range_are_refused() -> None:
    for paid, start, days, error in (
        (-1, 0, 1, NegativeAmount),
        (0, -1, 1, NegativeAmount),
        (PAID_LIMIT, 0, 1, InvalidAmount),
        (0, 0, 0, InvalidAmount),
        (0, 0, DAYS_MOST + 1, InvalidAmount),
    ):
        with pytest.raises(error):
            Lot(paid, start, days)
    assert Lot(PAID_LIMIT - 1, 0, DAYS_MOST).end == DAYS_MOST * DAY


def test_the_contract_and_we_agree_on_shared_vectors() -> None:
    vectors = json.loads(VECTORS.read_text())
    assert len(vectors) > 600
    for vector in vectors:
        wanted = {key: int(value) for key, value in vector.items()}
        lot = Lot(wanted["paid"], wanted["start"], wanted["days"])
        found = (whole_days_left(lot, wanted["now"]), refund_rounded_down(lot, wanted["now"]))
        assert found == (wanted["left"], wanted["refund"]), vector
        assert earned_rounded_up(lot, wanted["now"]) == wanted["earned"], vector
