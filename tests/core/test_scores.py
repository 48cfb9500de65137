import hashlib

from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.attention import Attention, Share
from planet_chain.core.epoch import ONE, Params
from planet_chain.core.scores import BREADTH_HALF, cluster_breadth, cluster_of, creator_hash, scores_of

SEED = bytes(range(32))
PARAMS = Params()


def test_the_hash_is_63_bits_of_sha256() -> None:
    digest = hashlib.sha256(SEED + "é".encode()).digest()
    assert creator_hash(SEED, "é") == int.from_bytes(digest[:8], "big") // 2
    assert creator_hash(SEED, "é") < 2**63


def test_scores_by_hand() -> None:
    attention = {
        "u": Attention(1, 1800, {"cat": Share(ONE // 4, ONE), "dan": Share(ONE // 8, 2 * ONE)}),
        "v": Attention(1, 900, {"cat": Share(ONE // 4, ONE), "eve": Share(ONE // 4, ONE)}),
    }
    scores = scores_of(attention, {"u": 10, "v": 3}, {"cat", "dan"}, SEED, PARAMS)
    assert scores.value == {"cat": 13 * ONE // 4, "dan": 10 * ONE // 4}
    assert scores.unboosted == {"cat": 13 * ONE // 4, "dan": 10 * ONE // 8}
    # u: ONE * ONE/4 * ONE >> 30 = 2**28 for cat, the same for dan; v: half of it for cat
    hashes = {name: creator_hash(SEED, name) for name in ("cat", "dan")}
    together = hashes["cat"] // (ONE // 4) <= hashes["dan"] // (ONE // 8)
    shares = [2**28 + 2**27] if together else [2**28, 2**27]
    assert scores.breadth == {"cat": sum(map(cluster_breadth, shares)), "dan": cluster_breadth(2**28)}


def test_creators_that_cannot_be_paid_do_not_shape_the_clusters() -> None:
    share = Share(ONE // 4, ONE)
    attention = {name: Attention(1, 1800, {"cat": share, name: share}) for name in ("u", "v", "w")}
    everybody = scores_of(attention, dict.fromkeys(attention, 0), {"cat", *attention}, SEED, PARAMS)
    cat_alone = scores_of(attention, dict.fromkeys(attention, 0), {"cat"}, SEED, PARAMS)
    assert cat_alone.breadth == {"cat": cluster_breadth(3 * 2**28)}
    assert everybody.breadth["cat"] >= cat_alone.breadth["cat"]


def test_a_share_of_zero_stands_for_nobody() -> None:
    assert cluster_of({}, {}) is None
    assert cluster_of({"a": 0}, {"a": 1}) is None
    assert cluster_of({"a": 0, "b": 1}, {"a": 0, "b": 2**62}) == "b"


def test_ties_of_clusters_go_to_the_smaller_id() -> None:
    assert cluster_of({"b": 2, "a": 2}, {"a": 7, "b": 6}) == "a"
    assert cluster_of({"b": 2, "a": 2}, {"a": 8, "b": 7}) == "b"


@given(st.integers(0, 2**34 * 2**29))
def test_a_cluster_adds_less_than_one_g_in_63_bits(gathered: int) -> None:
    assert cluster_breadth(gathered) == BREADTH_HALF * gathered // (BREADTH_HALF + gathered)
    assert cluster_breadth(gathered) < BREADTH_HALF


def test_ten_thousand_alike_readers_count_like_a_few() -> None:
    share = Share(ONE // 4, ONE)
    crowd = {f"bot{number}": Attention(1, 1800, {"cat": share}) for number in range(10_000)}
    breadth = scores_of(crowd, dict.fromkeys(crowd, 0), {"cat"}, SEED, PARAMS).breadth["cat"]
    one = cluster_breadth(2**28)
    print(f"10,000 alike readers count like {breadth / one:.1f}")
    assert breadth < 10 * one


def test_shifting_comes_before_summing() -> None:
    # each term is 2**30 - 2**10 and shifts to 0, though together they would not
    week = Attention(1, 1, {"cat": Share(1024, ONE - 1)})
    two = {"u": week, "v": week}
    params = Params(full_attention=ONE)
    assert week.fullness(ONE) == 1
    assert scores_of(two, {"u": 0, "v": 0}, {"cat"}, SEED, params).breadth == {"cat": 0}
