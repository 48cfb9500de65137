"""The pool of a week grows with the fees of the community, never beyond half of them, and never shrinks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.errors import NegativeAmount
from planet_chain.core.pool import SHARE_MOST, Growth

amounts = st.integers(0, 10**30)
values = st.integers(0, 2**40 - 1)
shares = st.integers(0, SHARE_MOST)


@given(amounts, shares, values, values, st.integers(0, 10**18))
def test_the_pool_is_the_base_and_at_most_half_of_the_growth(
    base: int, share_bp: int, last: int, before: int, unit: int
) -> None:
    pool = Growth(base, share_bp, last, before).pool(unit)
    assert base <= pool <= base + max(0, last - before) * unit // 2
    assert Growth(base, 0, last, before).pool(unit) == base


@given(
    shares, st.lists(st.tuples(st.integers(1, 2**20), st.integers(0, 30), st.integers(1, 15)), max_size=20)
)
def test_fees_never_bring_the_pool_more_than_they_are(
    share_bp: int, fees: list[tuple[int, int, int]]
) -> None:
    """Each fee stands in the four weeks from its own, in those of them in which its payer acts."""
    weeks = [0] * 40
    for amount, first, acts in fees:
        for later in range(4):
            weeks[first + later] += amount * (acts >> later & 1)
    grown = sum(Growth(0, share_bp, last, before).pool(1) for before, last in pairwise(weeks))
    assert grown <= sum(amount for amount, _, _ in fees)


def test_it_rounds_down() -> None:
    assert Growth(7, 2_500, 11, 10).pool(3) == 7  # 0.75
    assert Growth(7, 2_500, 14, 10).pool(3) == 10


def test_nothing_is_below_zero() -> None:
    with pytest.raises(NegativeAmount, match="before is -1"):
        Growth(0, 0, 0, -1).pool(1)
