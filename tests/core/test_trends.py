"""The laws of heat."""

import math

from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.trends import HALF_LIVES, HOUR, WEIGHTS, Heat, fading

START = 1_700_000_000
voices = st.lists(
    st.tuples(st.floats(0.01, 1), st.integers(START, START + 10 * 24 * HOUR)), min_size=1, max_size=20
)


def heat_of(said: list[tuple[float, int]]) -> Heat:
    heat = Heat()
    for voice, at in said:
        heat = heat.added(voice, at)
    return heat


def close(one: Heat, other: Heat) -> bool:
    return one.at == other.at and all(
        math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) for a, b in zip(one.sums, other.sums, strict=True)
    )


@given(voices)
def test_heat_halves_in_a_half_life(said: list[tuple[float, int]]) -> None:
    heat = heat_of(said)
    for place, half_life in enumerate(HALF_LIVES):
        later = heat.moved(heat.at + half_life)
        assert math.isclose(later.sums[place], heat.sums[place] / 2, rel_tol=1e-9)


@given(voices, st.randoms(use_true_random=False))
def test_the_order_of_voices_does_not_matter(said: list[tuple[float, int]], chance) -> None:  # type: ignore[no-untyped-def]  # a Random
    shuffled = list(said)
    chance.shuffle(shuffled)
    assert close(heat_of(said), heat_of(shuffled))


@given(voices)
def test_heat_is_the_sum_of_what_is_left_of_each_voice(said: list[tuple[float, int]]) -> None:
    heat = heat_of(said)
    for total, half_life in zip(heat.sums, HALF_LIVES, strict=True):
        left = sum(voice * fading(heat.at - at, half_life) for voice, at in said)
        assert math.isclose(total, left, rel_tol=1e-9)


@given(voices, st.integers(0, 10**7), st.integers(0, 10**7))
def test_moving_twice_is_moving_once(said: list[tuple[float, int]], first: int, then: int) -> None:
    heat = heat_of(said)
    assert close(
        heat.moved(heat.at + first).moved(heat.at + first + then), heat.moved(heat.at + first + then)
    )


@given(voices)
def test_a_voice_adds_itself_and_never_more(said: list[tuple[float, int]]) -> None:
    heat, (voice, at) = heat_of(said[:-1]), said[-1]
    before, after = heat.moved(max(heat.at, at)), heat.added(voice, at)
    assert all(0 <= new - old <= voice + 1e-9 for old, new in zip(before.sums, after.sums, strict=True))


def test_no_act_is_louder_than_one_voice() -> None:
    assert all(0 < weight <= 1 for weight in WEIGHTS.values())


def test_a_steady_stream_neither_rises_nor_fades() -> None:
    steady = heat_of([(1.0, START + 60 * minute) for minute in range(10 * 24 * 60)])
    assert math.isclose(steady.rise, 1, rel_tol=0.02)
    assert math.isclose(steady.score, steady.sums[1], rel_tol=0.02)


def test_what_is_sudden_rises_and_what_stopped_fades() -> None:
    sudden = heat_of([(1.0, START)])
    assert sudden.rise == 24
    assert sudden.score == 2 * sudden.sums[1]
    stopped = sudden.moved(START + 6 * HOUR)
    assert stopped.rise < 1
    assert stopped.score == stopped.sums[1]


def test_nothing_said_is_no_heat() -> None:
    assert Heat().moved(START) == Heat(START)
    assert (Heat().rise, Heat().score) == (0, 0)


def test_a_clock_that_jumps_breaks_nothing() -> None:
    assert math.isfinite(heat_of([(1.0, START)]).moved(0).sums[0])
    assert heat_of([(1.0, START), (1.0, START + 2**32)]).sums[0] == 1
