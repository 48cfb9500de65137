"""What the settlement must survive, each with its figure (run with -rP to read them)."""

from collections.abc import Sequence
from random import Random

import pytest

from tests.rewards.attacks import (
    PARAMS,
    POOL,
    hidden_bots_take,
    ring_takes,
    settled,
    unlike_bots_take,
    washers_get,
    whale_moves,
)
from tests.rewards.community import Community, honest

BASE = POOL * PARAMS.base_bp // 10_000


def percent(amount: int, whole: int = POOL) -> str:
    return f"{amount / whole:.3%}"


@pytest.mark.parametrize("creators", [4, 40])
def test_a_ring_of_8000_alike_bots_takes_less_than_one_percent(creators: int) -> None:
    taken, base = ring_takes(8_000, creators)
    print(f"8,000 alike bots on {creators} creators take {percent(taken)} of the pool, base {percent(base)}")
    assert taken < base <= BASE
    assert taken * 100 < POOL


def test_bots_that_all_differ_take_less_than_the_base_tranche() -> None:
    taken = unlike_bots_take(8_000)
    print(f"8,000 bots that all differ take {percent(taken)} of the pool")
    assert taken < BASE


def test_bots_that_hide_among_popular_creators_must_give_them_real_attention() -> None:
    glance, read = hidden_bots_take(seconds=1), hidden_bots_take(seconds=600)
    print(f"8,000 bots behind covers take {percent(glance)} for a glance, {percent(read)} for ten minutes")
    assert glance * 100 < POOL
    assert read < BASE


@pytest.mark.parametrize("pool", [10**6, POOL, 10**15])
@pytest.mark.parametrize("crowd", [True, False])
def test_twenty_wash_traders_get_back_less_than_they_paid_in_four_weeks(pool: int, crowd: bool) -> None:
    back, both, spent = washers_get(pool, crowd)
    print(f"washers get back {percent(back, spent)} of their fees, pool {pool}, crowd {crowd}")
    assert back < spent
    assert both < spent + 4 * pool * PARAMS.base_bp // 10_000


def test_a_whale_moves_little() -> None:
    among_many, among_few = whale_moves(4_000), whale_moves(20)
    print(f"one whale that pays like all others moves {among_many:.2%} among 4,000, {among_few:.2%} among 20")
    assert among_many <= 0.02


def test_splitting_an_account_below_the_cap_gains_nothing() -> None:
    def value_of_favourites(parts: int) -> int:
        community = honest(Random(1))
        favourites = [row.post for row in community.posts.values() if row.creator >= "c196"][::3]
        for number in range(parts):
            split = community.join(f"split{number}", 60 // parts)
            for post in favourites:
                community.act(split, post, PARAMS.dwell_cap, *PARAMS.actions)
        result = settled(community)
        return sum(row.value for row in result.allocations if row.entity >= "c196" and row.entity[0] == "c")

    whole, split = value_of_favourites(1), value_of_favourites(20)
    print(f"favourites of one account get {whole} units of the value tranche, split in 20 {split}")
    assert split <= whole


def test_one_second_in_a_quiet_week_does_not_win_the_base_tranche() -> None:
    community = Community()
    post = community.publish(community.join("creator"))
    community.act(community.join("reader"), post, 1)
    result = settled(community)
    print(f"one second of one reader earns {result.paid} of {POOL} units")
    assert 0 < result.paid < 1_000


@pytest.mark.parametrize("doings", [(), ("like",), tuple(PARAMS.actions)])
def test_an_hour_with_your_own_posts_earns_nothing(doings: Sequence[str]) -> None:
    community = Community()
    creator = community.join("creator", 1_000)
    post = community.publish(creator)
    for _ in range(6):
        community.act(creator, post, 600, *doings)
    result = settled(community)
    assert (result.paid, result.points, result.cumulative, result.counted) == (0, 0, [], [])


def test_a_week_in_which_nobody_reads_pays_nothing_and_keeps_the_pool() -> None:
    community = Community()
    community.publish(community.join("creator", 1_000))
    community.join("reader", 1_000)
    for week in (settled(community), settled(Community())):
        print(f"an empty week pays {week.paid} of {POOL} units and carries {week.carry_out}")
        assert (week.paid, week.points, week.carry_out + week.returned) == (0, 0, POOL)
        assert (list(week.allocations), list(week.cumulative), list(week.counted)) == ([], [], [])
