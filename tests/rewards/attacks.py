"""The attacks themselves, of any size: tests hold them to limits, `benchmarks/attacks.py` draws them."""

from dataclasses import replace
from random import Random

from planet_chain.core.epoch import ONE, Params, Scarcity
from planet_chain.rewards.reference import settle
from planet_chain.rewards.settlement import Settlement
from tests.rewards.bundles import MANIFEST, bundle
from tests.rewards.community import Community, honest, paid_by_creator, paid_to

POOL = 10_000 * 10**6
WEEK = replace(MANIFEST, pool=POOL)
PARAMS = Params()
FEES = 5_000
"""Whole value units that each wash trader pays in four weeks."""


def settled(community: Community, **manifest: object) -> Settlement:
    return settle(bundle(community.tables, replace(WEEK, **manifest)))  # type: ignore[arg-type]  # names of fields


def ring_of_bots(community: Community, bots: int, creators: int) -> list[str]:
    """Bots without fees that read the same creators of their own, as long as pays, with every action."""
    ring = [community.join(f"ring{number}") for number in range(creators)]
    posts = [community.publish(creator) for creator in ring]
    for number in range(bots):
        bot = community.join(f"bot{number}")
        for post in posts:
            community.act(bot, post, PARAMS.dwell_cap, *PARAMS.actions)
    return ring


def ring_takes(bots: int, creators: int, pool: int = POOL) -> tuple[int, int]:
    """What alike bots take of `pool`, and the whole base tranche."""
    community = honest(Random(1))
    ring = ring_of_bots(community, bots, creators)
    result = settled(community, pool=pool)
    return paid_to(result, ring), sum(row.base for row in result.allocations)


def unlike_bots_take(bots: int, creators: int = 50, pool: int = POOL) -> int:
    """What bots take that each read another choice of their creators, for another time."""
    random, community = Random(2), honest(Random(1))
    ring = [community.join(f"ring{number}") for number in range(creators)]
    posts = [community.publish(creator) for creator in ring]
    for number in range(bots):
        bot = community.join(f"bot{number}")
        for post in random.sample(posts, 6):
            community.act(bot, post, random.randint(100, 600), *PARAMS.actions)
    return paid_to(settled(community, pool=pool), ring)


def hidden_bots_take(seconds: int, bots: int = 8_000, pool: int = POOL) -> int:
    """What bots take that also give `seconds` to each of five popular creators, to look like readers."""
    random, community = Random(3), honest(Random(1))
    popular = [row.post for row in community.posts.values() if row.creator < "c020"]
    ring = [community.join(f"ring{number}") for number in range(4)]
    posts = [community.publish(creator) for creator in ring]
    for number in range(bots):
        bot = community.join(f"bot{number}")
        for post in posts:
            community.act(bot, post, PARAMS.dwell_cap, *PARAMS.actions)
        for post in random.sample(popular, 5):
            community.act(bot, post, seconds)
    return paid_to(settled(community, pool=pool), ring)


def washers_get(pool: int, crowd: bool, traders: int = 20) -> tuple[int, int, int]:
    """What wash traders get back in four weeks by the value tranche, by both, and what they paid in fees.

    Everything is in their favour: their content is scarce and counts twice, each week like the first.
    """
    community = honest(Random(1), value=250) if crowd else Community()
    accounts = [community.join(f"alt{number:02}") for number in range(traders)]
    posts = [community.publish(account, "scarce") for account in accounts]
    for number in range(traders):
        washer = community.join(f"wash{number:02}", FEES)
        for place in range(min(5, traders)):
            community.act(washer, posts[(number + place) % traders], PARAMS.dwell_cap, *PARAMS.actions)
    twice = {"scarce": Scarcity(10_000, 0, 2 * ONE), "guide": Scarcity(0, 1_000, ONE)}
    result = settled(community, pool=pool, scarcity=twice)
    assert result.multipliers == {"scarce": 2 * ONE, "guide": ONE}
    back = 4 * sum(row.value for row in result.allocations if row.entity in set(accounts))
    return back, 4 * paid_to(result, accounts), traders * FEES * WEEK.unit


def whale_moves(payers: int, share: float = 1.0) -> float:
    """How much of the pool goes elsewhere when one more reader pays `share` of what `payers` pay together."""
    pool = 100 * 10**6  # small, so that the fees cover the tranche

    def week(whale_pays: bool) -> Settlement:
        random, community = Random(5), honest(Random(1), value=0)
        for number in range(payers):
            name = f"u{number:04}"
            community.members[name] = community.members[name]._replace(value=random.randint(10, 50))
        total = sum(row.value for row in community.members.values())
        whale = community.join("whale", int(total * share) if whale_pays else 0)
        for post in [row.post for row in community.posts.values() if row.creator >= "c196"][::3]:
            community.act(whale, post, PARAMS.dwell_cap, *PARAMS.actions)
        return settled(community, pool=pool)

    before, after = paid_by_creator(week(False)), paid_by_creator(week(True))
    return sum(max(after.get(name, 0) - before.get(name, 0), 0) for name in after) / pool
