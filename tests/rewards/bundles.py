"""Bundles for tests: by hand, and random ones that keep every rule but none of the good manners."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any, Final

from hypothesis import strategies as st

from planet_chain.core.epoch import (
    ONE,
    Counted,
    Cumulative,
    Interaction,
    Member,
    Params,
    Post,
    Scarcity,
    Tables,
)
from planet_chain.rewards.bundle import Bundle, Manifest
from planet_chain.rewards.rules import checked

WEEK: Final = 7 * 86_400


def address(number: int) -> str:
    return f"0x{number:040x}"


TOKEN, POINTS = address(0x70), address(0x71)

MANIFEST: Final = Manifest(
    epoch=1,
    opens_at=1_790_000_000,
    closes_at=1_790_000_000 + WEEK,
    chain_id=1952,
    distributor=address(0xD1),
    token=TOKEN,
    points=POINTS,
    pool=10**10,
    carry_in=0,
    unit=10**6,
    seed="0x" + "5e" * 32,
)


def bundle(tables: Tables, manifest: Manifest = MANIFEST) -> Bundle:
    """A valid bundle, without the detour through files."""
    return Bundle(manifest, checked(tables, manifest.params.actions), "0x" + "1b" * 32)


def shuffled(tables: Tables, random: Random) -> Tables:
    """The same rows in another order, some interactions twice."""

    def mixed(rows: Sequence[Any]) -> list[Any]:
        return random.sample(list(rows), len(rows))

    return Tables(
        mixed(tables.members),
        mixed(tables.posts),
        mixed([*tables.interactions, *tables.interactions[::3]]),
        mixed(tables.counted),
        mixed(tables.cumulative),
    )


# Few names, so that entities share members, payouts and ties; bytes that sort unlike words.
_ENTITIES = st.sampled_from(["A", "B", "a", "é", "z", "𝄞", "c10", "c9"])
_TYPES = st.sampled_from(["guide", "meme", "map"])
_PAYOUTS = st.none() | st.integers(1, 4).map(address)
_VALUES = st.sampled_from([0, 0, 1, 1, 7, 1_000, 2**20])
_POOLS = st.sampled_from([0, 1, 3, 10**6, 10**10, 10**24])


@st.composite
def tables(draw: st.DrawFn) -> Tables:
    """Rows of up to 12 members of 8 entities, with 10 posts and 60 interactions; any table may be empty."""
    entities = draw(st.lists(_ENTITIES, max_size=12))
    members = [
        Member(f"m{number}", entity, draw(_VALUES), draw(_PAYOUTS)) for number, entity in enumerate(entities)
    ]
    names = st.sampled_from([row.member for row in members]) if members else st.nothing()
    posts = [
        Post(f"p{number}", draw(names), draw(_TYPES))
        for number in range(draw(st.integers(0, 10)) if members else 0)
    ]
    interactions = [
        Interaction(f"i{number}", draw(names), draw(st.sampled_from(posts)).post, *draw(_DOINGS))
        for number in range(draw(st.integers(0, 60)) if posts else 0)
    ]
    if interactions:
        interactions += draw(st.lists(st.sampled_from(interactions), max_size=5))
    return Tables(
        members,
        posts,
        interactions,
        draw(st.lists(_COUNTED, max_size=8, unique_by=lambda row: row[:2])),
        draw(st.lists(_CUMULATIVE, max_size=6, unique_by=lambda row: row[:2])),
    )


_DOINGS = st.tuples(
    st.just("dwell"), st.sampled_from([1, 9, 10, 59, 60, 600, 1800, 86_400]) | st.integers(1, 700)
) | st.tuples(st.sampled_from(sorted(Params().actions)), st.just(1))
_COUNTED = st.builds(
    Counted, _ENTITIES | st.just("gone"), st.integers(0, 12).map("p{}".format), st.integers(1, 30)
)
_CUMULATIVE = st.builds(
    Cumulative,
    st.integers(1, 6).map(address),
    st.sampled_from([TOKEN, POINTS, address(0x72)]),
    st.sampled_from([0, 1, 10**9]),
)
_SCARCITY = st.dictionaries(
    _TYPES,
    st.builds(
        Scarcity, st.integers(0, 10_000), st.sampled_from([0, 1, 50, 2**40]), st.integers(ONE, 2 * ONE)
    ),
)


@st.composite
def manifests(draw: st.DrawFn) -> Manifest:
    """Manifests with pools from nothing to plenty, carry, scarcity and, at times, other parameters."""
    params = draw(st.just(Params()) | _params())
    scarcity = {
        name: replace(row, previous=min(row.previous, params.boost_max))
        for name, row in draw(_SCARCITY).items()
    }
    return replace(
        MANIFEST,
        epoch=draw(st.integers(1, 500)),
        pool=draw(_POOLS),
        carry_in=draw(_POOLS),
        unit=draw(st.sampled_from([1, 10**6, 10**18])),
        seed="0x" + draw(st.binary(min_size=32, max_size=32)).hex(),
        params=params,
        scarcity=scarcity,
    )


def _params() -> st.SearchStrategy[Params]:
    return st.builds(
        Params,
        dwell_cap=st.integers(1, 600),
        dwell_unit=st.integers(60, 3600),
        action_seconds=st.integers(1, 600),
        halvings_max=st.integers(0, 20),
        pair_k=st.integers(1, 1000),
        share_cap=st.integers(1, ONE // 4),
        full_attention=st.integers(1, 86_400),
        whale_divisor=st.integers(1, 1000),
        boost_max=st.integers(ONE, 2 * ONE),
        base_bp=st.integers(0, 10_000),
        carry_pools=st.integers(0, 1000),
        base_price=st.sampled_from([0, 1, 5_000_000, 10**24]),
        creator_divisor=st.integers(1, 1000),
        wash_divisor=st.integers(9, 1000),
        point_unit=st.sampled_from([1, 10**6, 10**18]),
        points_cap=st.integers(0, 10**6),
    )


def bundles() -> st.SearchStrategy[Bundle]:
    """Random valid bundles: the same strategy for every engine that claims to compute the same bytes."""
    return st.builds(bundle, tables(), manifests())
