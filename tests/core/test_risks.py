"""Risk notes: each on its threshold, and none that says nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.record import Summary, summary
from planet_chain.core.risks import DAY, Figures, risks_of

CALM = Figures(
    supply=10_000,
    creator_balance=1_999,
    top_ten=7_999,
    holders=500,
    age=DAY,
    reserve=1_000,
    paid=10,
    impact_bp=2,
)


def codes(**changed: int | Summary | None) -> dict[str, str]:
    return {risk.code: risk.level for risk in risks_of(replace(CALM, **changed))}


def test_a_calm_community_has_no_notes() -> None:
    assert risks_of(CALM) == []
    assert risks_of(replace(CALM, paid=None, impact_bp=None)) == []


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"creator_balance": 2_000}, {"creator-holds-much": "caution"}),
        ({"creator_balance": 4_999}, {"creator-holds-much": "caution"}),
        ({"creator_balance": 5_000}, {"creator-holds-much": "danger"}),
        ({"top_ten": 8_000}, {"concentrated": "caution"}),
        ({"holders": 11, "top_ten": 10_000}, {"concentrated": "caution"}),
        ({"holders": 10, "top_ten": 10_000}, {"few-holders": "caution"}),
        ({"age": DAY - 1}, {"new": "info"}),
        ({"impact_bp": 300}, {"price-impact": "caution"}),
        ({"impact_bp": 1_500}, {"price-impact": "danger"}),
        ({"paid": 1_001}, {"larger-than-reserve": "caution"}),
        ({"paid": 1_000}, {}),
    ],
)
def test_each_note_begins_at_its_threshold(changed: dict[str, int], found: dict[str, str]) -> None:
    assert codes(**changed) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ([900, 100], {}),  # too few to say anything
        ([900, 100, 50], {"earlier-calls": "info"}),
        ([900, 0, 0], {"earlier-calls": "info"}),
        ([900, -1, -9_000], {"earlier-calls": "caution"}),
        ([900, None, None], {}),
    ],
)
def test_earlier_calls_are_told_once_there_are_some(changes: list[int | None], found: dict[str, str]) -> None:
    assert codes(earlier=summary(changes)) == found


def test_losers_stand_in_the_words_about_earlier_calls() -> None:
    (risk,) = risks_of(replace(CALM, earlier=summary([900, -100, -9_000])))
    assert risk.values == {"calls": 3, "winners": 1, "median_bp": -100, "worst_bp": -9_000}
    assert "-1.0 %" in risk.text
    assert "-90.0 %" in risk.text


@given(
    st.builds(
        Figures,
        *[st.integers(0, 10**30)] * 6,
        st.none() | st.integers(0, 10**30),
        st.none() | st.integers(0, 10**6),
    )
)
def test_every_figure_can_be_described_the_gravest_first(figures: Figures) -> None:
    levels = [risk.level for risk in risks_of(figures)]
    assert levels == sorted(levels, key=["danger", "caution", "info"].index)
    assert all(risk.text and (risk.values or risk.amounts) for risk in risks_of(figures))
