"""What the settlement must survive, each with its figure (run with -rP to read them)."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest

from planet_chain.core.epoch import ONE, Params, Scarcity
from planet_chain.rewards.reference import settle
from planet_chain.rewards.settlement import Settlement
from tests.rewards.bundles import MANIFEST, bundle
from tests.rewards.community import Community, honest, paid_by_creator, paid_to

POOL = 10_000 * 10**6
WEEK = replace(MANIFEST, pool=POOL)
PARAMS = Params()


def settled(community: Community, **manifest: object) -> Settlement:
    return settle(bundle(community.tables, replace(WEEK, **manifest)))  # type: ignore[arg-type]  # names of fields


def percent(amount: int, whole: int = POOL) -> str:
    return f"{amount / whole:.3%}"


def ring_of_bots(community: Community, bots: int, creators: int) -> list[str]:
    """Bots without fees that read the same creators of their own, as long as pays, with every action."""
    ring = [community.join(f"ring{number}") for number in range(creators)]
    posts = [community.publish(creator) for creator in ring]
    for number in range(bots):
        bot = community.join(f"bot{number}")
        for post in posts:
            community.act(bot, post, PARAMS.dwell_cap, *PARAMS.actions)
    return ring


@pytest.mark.parametrize("creators", [4, 40])
def test_a_ring_of_8000_alike_bots_takes_less_than_one_percent(creators: int) -> None:
    community = honest(Random(1))
    ring = ring_of_bots(community, 8_000, creators)
    result = settled(community)
    taken = paid_to(result, ring)
    base = sum(row.base for row in result.allocations)
    print(f"8,000 alike bots on {creators} creators take {percent(taken)} of the pool, base {percent(base)}")
    assert taken < base <= POOL * PARAMS.base_bp // 10_000
    assert taken * 100 < POOL


def test_bots_that_all_differ_take_less_than_the_base_tranche() -> None:
    random, community = Random(2), honest(Random(1))
    ring = [community.join(f"ring{number}") for number in range(50)]
    posts = [community.publish(creator) for creator in ring]
    for number in range(8_000):
        bot = community.join(f"bot{number}")
        for post in random.sample(posts, 6):
            community.act(bot, post, random.randint(100, 600), *PARAMS.actions)
    result = settled(community)
    taken = paid_to(result, ring)
    print(f"8,000 bots that all differ take {percent(taken)} of the pool")
    assert taken < POOL * PARAMS.base_bp // 10_000


def hidden_bots(seconds: int) -> int:
    """What bots take that also give `seconds` to each of five popular creators, to look like readers."""
    random, community = Random(3), honest(Random(1))
    popular = [row.post for row in community.posts.values() if row.creator < "c020"]
    ring = [community.join(f"ring{number}") for number in range(4)]
    posts = [community.publish(creator) for creator in ring]
    for number in range(8_000):
        bot = community.join(f"bot{number}")
        for post in posts:
            community.act(bot, post, PARAMS.dwell_cap, *PARAMS.actions)
        for post in random.sample(popular, 5):
            community.act(bot, post, seconds)
    return paid_to(settled(community), ring)


def test_bots_that_hide_among_popular_creators_must_give_them_real_attention() -> None:
    glance, read = hidden_bots(seconds=1), hidden_bots(seconds=600)
    print(f"8,000 bots behind covers take {percent(glance)} for a glance, {percent(read)} for ten minutes")
    assert glance * 100 < POOL
    assert read < POOL * PARAMS.base_bp // 10_000


@pytest.mark.parametrize("pool", [10**6, POOL, 10**15])
@pytest.mark.parametrize("crowd", [True, False])
def test_twenty_wash_traders_get_back_less_than_they_paid_in_four_weeks(pool: int, crowd: bool) -> None:
    community = honest(Random(1), value=250) if crowd else Community()
    fees = 5_000
    accounts = [community.join(f"alt{number:02}") for number in range(20)]
    posts = [community.publish(account, "scarce") for account in accounts]
    for number in range(20):
        washer = community.join(f"wash{number:02}", fees)
        for place in range(5):
            community.act(washer, posts[(number + place) % 20], PARAMS.dwell_cap, *PARAMS.actions)
    twice = {"scarce": Scarcity(10_000, 0, 2 * ONE), "guide": Scarcity(0, 1_000, ONE)}
    result = settled(community, pool=pool, scarcity=twice)
    assert result.multipliers == {"scarce": 2 * ONE, "guide": ONE}
    back = 4 * sum(row.value for row in result.allocations if row.entity in set(accounts))
    spent = 20 * fees * WEEK.unit
    print(f"washers get back {percent(back, spent)} of their fees, pool {pool}, crowd {crowd}")
    assert back < spent
    assert 4 * paid_to(result, accounts) < spent + 4 * pool * PARAMS.base_bp // 10_000


def moved_by_whale(payers: int) -> float:
    """How much of the pool goes elsewhere when one of `payers` + 1 readers pays as much as all others."""

    def week(whale_pays: bool) -> Settlement:
        random, community = Random(5), honest(Random(1), value=0)
        for number in range(payers):
            name = f"u{number:04}"
            community.members[name] = community.members[name]._replace(value=random.randint(10, 50))
        total = sum(row.value for row in community.members.values())
        whale = community.join("whale", total if whale_pays else 0)
        for post in [row.post for row in community.posts.values() if row.creator >= "c196"][::3]:
            community.act(whale, post, PARAMS.dwell_cap, *PARAMS.actions)
        return settled(community, pool=100 * 10**6)  # small, so that the fees cover the tranche

    before, after = paid_by_creator(week(False)), paid_by_creator(week(True))
    gained = sum(max(after.get(name, 0) - before.get(name, 0), 0) for name in after)
    return gained / (100 * 10**6)


def test_a_whale_moves_little() -> None:
    among_many, among_few = moved_by_whale(4_000), moved_by_whale(20)
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
