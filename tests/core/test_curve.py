import json
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from planet_chain.core.curve import (
    RESERVE_LIMIT,
    FeeTooHigh,
    ReserveOverflow,
    Trade,
    ZeroResult,
    buy,
    fee_rounded_up,
    sell,
)
from planet_chain.core.errors import InvalidAmount, NegativeAmount

VECTORS = Path(__file__).parents[1] / "vectors" / "curve.json"
reserves = st.integers(1, 2**95)
fees = st.integers(0, 500)


def test_a_buy_on_the_default_curve() -> None:
    # 5,000 USD₮0 virtual, 10**9 tokens, 1 % fee: 100 USD₮0 buy 99/5099 of the curve
    trade = buy(5_000 * 10**6, 10**27, 100, 100 * 10**6)
    assert trade.fee == 10**6
    assert trade.out == 10**27 * 99 // 5099
    assert (trade.x, trade.y) == (5_099 * 10**6, 10**27 - trade.out)
    assert trade.impact_bp == 199  # 99/5000 = 1.98 %, rounded up with the dust of `out`


def test_a_sale_gives_the_creator_the_rounded_up_part() -> None:
    # gross = 1000*50/(150+50) = 250; 3.33 % of it is 8.325
    assert sell(1_000, 150, 333, 50) == Trade(out=241, fee=9, x=750, y=200, impact_bp=2_500)


@pytest.mark.parametrize(
    ("amount", "fee_bps", "fee"), [(0, 500, 0), (1, 1, 1), (10_000, 1, 1), (10_001, 1, 2)]
)
def test_fees_round_up(amount: int, fee_bps: int, fee: int) -> None:
    assert fee_rounded_up(amount, fee_bps) == fee


@given(reserves, reserves, fees, st.integers(1, 2**94))
def test_no_round_trip_profits_and_k_never_falls(x: int, y: int, fee_bps: int, amount: int) -> None:
    try:
        bought = buy(x, y, fee_bps, amount)
        sold = sell(bought.x, bought.y, fee_bps, bought.out)
    except ZeroResult:
        return
    assert bought.x * bought.y >= x * y
    assert sold.x * sold.y >= bought.x * bought.y
    assert sold.out + bought.fee + sold.fee <= amount
    assert sold.y == y
    assert sold.x >= x


@given(reserves, reserves, fees, st.integers(2, 2**94), st.data())
def test_splitting_a_buy_is_never_cheaper(
    x: int, y: int, fee_bps: int, amount: int, data: st.DataObject
) -> None:
    first = data.draw(st.integers(1, amount - 1))
    try:
        one = buy(x, y, fee_bps, first)
        two = buy(one.x, one.y, fee_bps, amount - first)
    except ZeroResult:
        return
    assert one.out + two.out <= buy(x, y, fee_bps, amount).out


@given(reserves, reserves, fees, st.integers(1, 2**94))
def test_what_comes_in_is_what_goes_out_and_stays(x: int, y: int, fee_bps: int, amount: int) -> None:
    try:
        bought = buy(x, y, fee_bps, amount)
    except ZeroResult:
        assume(False)
        raise
    assert bought.x - x + bought.fee == amount
    assert y - bought.y == bought.out
    assert bought.y > 0  # the curve never runs out
    assert bought.impact_bp >= 0


@pytest.mark.parametrize("amount", [0, 1])
def test_what_rounds_to_nothing_is_refused(amount: int) -> None:
    for trade in (buy, sell):
        with pytest.raises(ZeroResult):
            trade(10**6, 10**6, 100, amount)


def test_reserves_stay_below_their_limit() -> None:
    full = RESERVE_LIMIT - 1
    assert full == 2**96 - 1
    for trade in (buy, sell):
        with pytest.raises(ReserveOverflow, match=str(full + 10**6)):
            trade(full, full, 0, 10**6)
    assert buy(RESERVE_LIMIT - 2, RESERVE_LIMIT - 1, 0, 1).x == RESERVE_LIMIT - 1
    for x, y in ((RESERVE_LIMIT, 1), (1, RESERVE_LIMIT)):
        with pytest.raises(ReserveOverflow):
            buy(x, y, 0, 1)


def test_arguments_out_of_range_are_refused() -> None:
    with pytest.raises(FeeTooHigh):
        buy(10, 10, 501, 1)
    with pytest.raises(FeeTooHigh):
        sell(10, 10, -1, 1)
    with pytest.raises(NegativeAmount):
        buy(10, 10, 0, -1)
    with pytest.raises(InvalidAmount):
        sell(10, 0, 0, 1)
    assert buy(10, 10, 500, 10).fee == 1


def test_the_contract_and_we_agree_on_shared_vectors() -> None:
    vectors = json.loads(VECTORS.read_text())
    assert len(vectors) >= 100
    for vector in vectors:
        wanted = {key: int(value) for key, value in vector.items() if key != "side"}
        trade = {"buy": buy, "sell": sell}[vector["side"]]
        arguments = [wanted[key] for key in ("x", "y", "fee_bps", "amount")]
        if wanted["out"] == 0:
            with pytest.raises(ZeroResult):
                trade(*arguments)
        else:
            found = trade(*arguments)
            assert [found.out, found.fee, found.x, found.y] == [
                wanted[key] for key in ("out", "fee", "x_after", "y_after")
            ], vector
