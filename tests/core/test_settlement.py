import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.epoch import ONE, Params
from planet_chain.core.errors import ConservationBroken, NegativeAmount
from planet_chain.core.scores import Scores
from planet_chain.core.settlement import Payout, _expect_conserved, hamilton, pay

score_maps = st.dictionaries(st.text(max_size=4), st.integers(0, 2**62), max_size=30)
PARAMS = Params()


@given(pool=st.integers(0, 10**30), scores=score_maps)
def test_hamilton_never_creates_or_loses_a_unit(pool: int, scores: dict[str, int]) -> None:
    paid = hamilton(pool, scores)
    assert sum(paid.values()) == (pool if any(scores.values()) else 0)
    assert all(amount > 0 for amount in paid.values())


@given(pool=st.integers(0, 10**30), scores=score_maps)
def test_hamilton_is_within_a_unit_of_the_exact_part(pool: int, scores: dict[str, int]) -> None:
    total = sum(scores.values())
    for entity, amount in hamilton(pool, scores).items():
        assert abs(amount * total - pool * scores[entity]) < total


@pytest.mark.parametrize(
    ("pool", "scores", "paid"),
    [
        (10, {}, {}),
        (10, {"a": 0}, {}),
        (0, {"a": 1}, {}),
        (10, {"a": 1, "b": 1, "c": 1}, {"a": 4, "b": 3, "c": 3}),  # a tie goes to the smaller id
        (11, {"c": 1, "b": 1, "a": 1}, {"a": 4, "b": 4, "c": 3}),
        (10, {"a": 1, "b": 5, "c": 1}, {"a": 2, "b": 7, "c": 1}),  # remainders 3, 1, 3 of 7
        (1, {"a": 1, "b": 2}, {"b": 1}),
        (2, {"é": 1, "z": 1, "𝄞": 1}, {"z": 1, "é": 1}),  # in order of their UTF-8 bytes
    ],
)
def test_hamilton_by_hand(pool: int, scores: dict[str, int], paid: dict[str, int]) -> None:
    assert hamilton(pool, scores) == paid


@pytest.mark.parametrize(("pool", "scores"), [(-1, {"a": 1}), (1, {"a": 2, "b": -1})])
def test_hamilton_splits_nothing_negative(pool: int, scores: dict[str, int]) -> None:
    with pytest.raises(NegativeAmount):
        hamilton(pool, scores)


def test_a_payout_by_hand() -> None:
    # base: 10 % of 10**9, but breadth is worth (2**30 + 2**30) * 5_000_000 / 2**30 = 10**7
    # value: (8 + 2) * 2**20 of U at 10**6 a value unit, a tenth of it: 10**6; split 3 : 1
    scores = Scores(
        value={"a": 3, "b": 1}, unboosted={"a": 8 * ONE, "b": 2 * ONE}, breadth={"b": 2**30, "c": 2**30}
    )
    payout = pay(10**9, 5, 10**6, scores, PARAMS)
    assert payout.value == {"a": 750_000, "b": 250_000}
    assert payout.base == {"b": 5_000_000, "c": 5_000_000}
    assert payout.paid == {"a": 750_000, "b": 5_250_000, "c": 5_000_000}
    assert (payout.carry_out, payout.returned) == (10**9 + 5 - 11_000_000, 0)


def test_the_base_tranche_is_of_the_fresh_pool_only() -> None:
    scores = Scores({}, {}, {"a": 2**40, "b": 2**40})
    assert sum(pay(1_000, 10**9, 1, scores, PARAMS).base.values()) == 100
    assert pay(0, 10**9, 1, scores, PARAMS).paid == {}


def test_value_takes_what_base_leaves_when_fees_are_ample() -> None:
    scores = Scores({"a": 1}, {"a": 2**60}, {"a": 2**60})
    assert pay(1_000, 50, 10**6, scores, PARAMS).value == {"a": 950}


def test_no_creator_is_paid_more_than_a_tenth_when_there_are_twenty() -> None:
    score = {f"c{number:02}": 1 for number in range(19)} | {"star": 10**6}
    payout = pay(10**6, 0, 10**6, Scores(score, {"star": 2**60}, {}), PARAMS)
    assert payout.paid["star"] == 10**5
    assert payout.value["star"] > 9 * 10**5
    few = pay(10**6, 0, 10**6, Scores({"a": 1, "b": 99}, {"a": 2**60}, {}), PARAMS)
    assert few.paid == {"a": 10_000, "b": 990_000}  # two creators: nobody is cut
    four = pay(10**6, 0, 10**6, Scores({"a": 1, "b": 1, "c": 1, "d": 97}, {"a": 2**60}, {}), PARAMS)
    assert four.paid["d"] == 500_000


@pytest.mark.parametrize(
    ("pool", "carry_in", "carry_out", "returned"),
    [(100, 0, 100, 0), (100, 400, 400, 100), (100, 1_000, 1_000, 100), (0, 70, 70, 0), (100, 350, 400, 50)],
)
def test_an_empty_week_pays_nobody_and_carries_four_pools_at_most(
    pool: int, carry_in: int, carry_out: int, returned: int
) -> None:
    payout = pay(pool, carry_in, 10**6, Scores({}, {}, {}), PARAMS)
    assert (payout.paid, payout.carry_out, payout.returned) == ({}, carry_out, returned)


@given(
    st.integers(0, 10**30),
    st.integers(0, 10**30),
    st.integers(0, 10**12),
    st.builds(Scores, score_maps, score_maps, score_maps),
    st.builds(
        Params,
        base_bp=st.integers(0, 10_000),
        carry_pools=st.integers(0, 5),
        creator_divisor=st.integers(1, 20),
        base_price=st.integers(0, 10**30),
    ),
)
def test_money_is_conserved_whatever_the_scores(
    pool: int, carry_in: int, unit: int, scores: Scores, params: Params
) -> None:
    payout = pay(pool, carry_in, unit, scores, params)
    assert sum(payout.paid.values()) + payout.carry_out + payout.returned == pool + carry_in
    assert min(payout.carry_out, payout.returned, *payout.paid.values(), 0) == 0
    assert payout.carry_out <= max(carry_in, params.carry_pools * pool)
    assert payout.paid.keys() == payout.value.keys() | payout.base.keys()


def test_a_payout_that_loses_or_invents_a_unit_is_never_given_out() -> None:
    _expect_conserved(Payout({}, {}, {"a": 5}, 3, 2), 10)
    with pytest.raises(ConservationBroken, match="comes to 9"):
        _expect_conserved(Payout({}, {}, {"a": 5}, 2, 2), 10)
    with pytest.raises(
        ConservationBroken, match="above the pool must come to 0 smallest units but comes to 3"
    ):
        _expect_conserved(Payout({}, {}, {"a": 13}, -3, 0), 10)
