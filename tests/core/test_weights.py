import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.attention import Attention
from planet_chain.core.epoch import Params
from planet_chain.core.weights import weight_cap, weights_of

fees = st.lists(st.integers(0, 40), max_size=9)


def capped(paid: list[int], most: int) -> int:
    return sum(min(fee, most) for fee in paid)


def cap_by_search(paid: list[int], whale_divisor: int) -> int:
    """The definition of section 2.5, tried number by number."""
    payers = [fee for fee in paid if fee > 0]
    if not payers:
        return 0
    for divisor in range(min(max(len(payers) // 2, 1), whale_divisor), 0, -1):
        cap = max(x for x in range(sum(payers) + 1) if x * divisor <= capped(payers, x))
        if 2 * capped(payers, cap) >= sum(payers) - max(payers):
            return cap
    raise AssertionError


@given(fees, st.integers(1, 6))
def test_the_cap_is_the_one_that_its_definition_finds(paid: list[int], whale_divisor: int) -> None:
    assert weight_cap(paid, whale_divisor) == cap_by_search(paid, whale_divisor)


@pytest.mark.parametrize(
    ("paid", "whale_divisor", "cap"),
    [
        ([], 100, 0),
        ([0, 0], 100, 0),
        ([30], 100, 30),  # alone: all of it
        ([10, 3], 100, 13),  # two payers: D = 1, nobody is cut
        ([100, 1, 1, 1], 100, 3),  # D = 2: 2x <= 3 + x
        ([1] * 10 + [1000] * 4, 100, 1002),  # D = 7..5 forfeit too much; 4x <= 10 + 4 * 1000
        ([10] * 200, 100, 20),  # nobody is cut
        ([10] * 199 + [10**6], 100, 20),  # 100x <= 1990 + x
    ],
)
def test_caps_by_hand(paid: list[int], whale_divisor: int, cap: int) -> None:
    assert weight_cap(paid, whale_divisor) == cap


@given(st.lists(st.integers(1, 2**24 - 1), min_size=1, max_size=300), st.integers(1, 300))
def test_no_weight_is_more_than_its_part_and_at_least_half_of_the_rest_is_kept(
    paid: list[int], whale_divisor: int
) -> None:
    cap = weight_cap(paid, whale_divisor)
    assert 1 <= cap <= capped(paid, cap)
    assert 2 * capped(paid, cap) >= sum(paid) - max(paid)


def test_weights_are_fees_as_far_as_attention_was_full() -> None:
    attention = {name: Attention(1, seconds, {}) for name, seconds in (("u", 660), ("v", 600), ("w", 0))}
    # 30 * 384477/ONE = 10.99..., 10 * 349525/ONE = 3.33..., and nothing without attention
    assert weights_of(attention, {"u": 30, "v": 10, "w": 50, "x": 9}, Params()) == {"u": 10, "v": 3, "w": 0}


def test_a_whale_is_cut() -> None:
    attention = {name: Attention(1, 1800, {}) for name in "abcd"}
    weights = weights_of(attention, {"a": 100, "b": 1, "c": 1, "d": 1}, Params())
    assert weights == {"a": 3, "b": 1, "c": 1, "d": 1}
