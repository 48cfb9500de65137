from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.attention import Attention, Share, attention_of, points_of, saturated
from planet_chain.core.engagement import Engagement
from planet_chain.core.epoch import ONE, Params

PARAMS = Params()
HALF = 20 * ONE


@given(st.integers(0, 2**41), st.integers(ONE, 1000 * ONE))
def test_saturation_is_the_rounded_down_quotient_in_63_bits(engaged: int, half: int) -> None:
    assert saturated(engaged, half) == engaged * half // (engaged + half)
    assert half * half + engaged + half - 1 < 2**63


def test_the_first_minute_with_a_creator_is_worth_most() -> None:
    assert saturated(0, HALF) == 0
    assert saturated(1, HALF) == 0
    assert saturated(HALF, HALF) == HALF // 2
    assert saturated(14 * ONE, HALF) == 8_635_331  # 280/34 ONE, rounded down


def test_shares_by_hand() -> None:
    pairs = {
        ("u", "p1"): Engagement(14 * ONE, 14 * ONE, 600),
        ("u", "p2"): Engagement(ONE, ONE * 3 // 2, 60),
    }
    found = attention_of(pairs, {"p1": "cat", "p2": "dan"}, PARAMS)
    # s = 8635331 and floor(20/21 ONE) = 998643; Q is their sum; dan has ONE * 998643 / 9633974
    assert found == {
        "u": Attention(9_633_974, 660, {"cat": Share(ONE // 4, ONE), "dan": Share(108_693, ONE * 3 // 2)})
    }


def test_posts_of_one_creator_are_one_pair() -> None:
    creator_of = {"p1": "cat", "p2": "cat"}
    pairs = {
        ("u", "p1"): Engagement(ONE, ONE, 60),
        ("u", "p2"): Engagement(3 * ONE, 6 * ONE, 180),
    }
    found = attention_of(pairs, creator_of, PARAMS)["u"]
    assert found.total == saturated(4 * ONE, HALF)
    assert found.shares == {"cat": Share(ONE // 4, ONE * 7 // 4)}


def test_who_came_to_nothing_is_no_consumer_but_their_seconds_count_beside_others() -> None:
    nothing, tiny, full = Engagement(0, 0, 7), Engagement(1, 1, 5), Engagement(ONE, ONE, 60)
    creator_of = {"p1": "cat", "p2": "dan", "p3": "eve"}
    assert attention_of({("u", "p1"): nothing, ("u", "p2"): tiny}, creator_of, PARAMS) == {}
    found = attention_of({("u", "p1"): nothing, ("u", "p2"): tiny, ("u", "p3"): full}, creator_of, PARAMS)
    assert found["u"].seconds == 72
    assert found["u"].shares.keys() == {"eve"}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 26 * ONE), min_size=1))
def test_shares_never_exceed_one_nor_their_cap(raw: dict[str, int]) -> None:
    pairs = {("u", post): Engagement(r, r, r // ONE) for post, r in raw.items()}
    for week in attention_of(pairs, {post: post for post in raw}, PARAMS).values():
        assert sum(share.part for share in week.shares.values()) <= ONE
        assert all(share.part <= PARAMS.share_cap for share in week.shares.values())
        assert all(share.boost == ONE for share in week.shares.values())


def test_attention_is_full_from_half_an_hour_on() -> None:
    def fullness(seconds: int) -> int:
        return Attention(1, seconds, {}).fullness(1800)

    assert [fullness(seconds) for seconds in (0, 660, 1799, 1800, 90_000)] == [
        0,
        384_477,
        1_047_993,
        ONE,
        ONE,
    ]


def test_points_by_hand() -> None:
    # Q = 9.19 ONE, but 660 s are worth 11 ONE: Q * 384477 / ONE = 3532449.17, which is 3.3688 points
    assert points_of(Attention(9_633_974, 660, {}), PARAMS) == 3_532_449 * 10**6 // ONE
    # clicking without staying: 1 s is worth ONE/60, whatever Q is
    assert points_of(Attention(9_633_974, 1, {}), PARAMS) == (17_476 * 582 // ONE) * 10**6 // ONE
    assert points_of(Attention(9_633_974, 0, {}), PARAMS) == 0


def test_points_are_capped() -> None:
    assert points_of(Attention(5_000 * ONE, 600_000, {}), PARAMS) == 1_000 * 10**6
    assert points_of(Attention(999 * ONE, 600_000, {}), PARAMS) == 999 * 10**6


@given(st.integers(1, 2**45), st.integers(0, 10**6))
def test_points_never_exceed_what_was_read(total: int, seconds: int) -> None:
    assert points_of(Attention(total, seconds, {}), PARAMS) <= Fraction(seconds, 60) * 10**6
