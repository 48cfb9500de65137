"""Titles rise with points and never fall; every one has its name in the page's three languages."""

from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.titles import POINT, TITLES, next_title, season_of, title_of, weeks_of


def test_every_title_is_named_in_three_languages() -> None:
    assert [title.points for title in TITLES] == sorted({title.points for title in TITLES})
    assert TITLES[0].points == 0
    for title in TITLES:
        assert set(title.names) == {"zh-CN", "en", "ja"}
        assert all(title.names.values())


@given(st.integers(0, 10**12))
def test_a_title_is_the_highest_that_is_reached(earned: int) -> None:
    title, following = title_of(earned), next_title(earned)
    assert title.points * POINT <= earned
    place = TITLES.index(title)
    assert following == (TITLES[place + 1] if place + 1 < len(TITLES) else None)
    assert following is None or earned < following.points * POINT


@given(st.integers(0, 10**12), st.integers(0, 10**9))
def test_more_points_take_no_title_away(earned: int, more: int) -> None:
    assert TITLES.index(title_of(earned + more)) >= TITLES.index(title_of(earned))


@given(st.integers(1, 10**6))
def test_every_week_is_in_one_season(epoch: int) -> None:
    first, last = weeks_of(season_of(epoch))
    assert first <= epoch <= last
    assert season_of(last) == season_of(first) == season_of(last + 1) - 1
