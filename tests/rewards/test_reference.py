from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.addresses import ZERO_HASH
from planet_chain.core.epoch import ONE, Counted, Cumulative, Interaction, Member, Post, Scarcity, Tables
from planet_chain.rewards.bundle import Bundle, BundleRefused
from planet_chain.rewards.outputs import output_files
from planet_chain.rewards.reference import settle
from planet_chain.rewards.settlement import Allocation, Line
from tests.rewards.bundles import MANIFEST, POINTS, TOKEN, address, bundle, bundles, shuffled

ANA, BEN, CAT = address(0xA), address(0xB), address(0xC)

# ana reads two creators, ben one; dan cannot be paid; cat reads her own post in vain.
WEEK = Tables(
    members=[
        Member("ana", "E1", 30, ANA),
        Member("ben", "E2", 6, None),
        Member("ben2", "E2", 4, BEN),
        Member("cat", "E3", 0, CAT),
        Member("dan", "E4", 0, None),
    ],
    posts=[Post("p1", "cat", "guide"), Post("p2", "dan", "meme"), Post("p3", "cat", "meme")],
    interactions=[
        Interaction("1", "ana", "p1", "dwell", 600),
        Interaction("2", "ana", "p1", "like", 1),
        Interaction("3", "ana", "p1", "comment", 1),
        Interaction("4", "ana", "p2", "dwell", 60),
        Interaction("5", "ben", "p1", "dwell", 900),
        Interaction("6", "ben2", "p3", "dwell", 300),
        Interaction("7", "cat", "p1", "dwell", 600),
    ],
)


def test_a_week_by_hand() -> None:
    result = settle(bundle(WEEK))
    # ana: q(cat) = ONE/4 (capped), act = 384477, F = 10. ben: q(cat) = ONE/4, T = 900, act = ONE/2, F = 5.
    # n = 2, so D = 1 and w = F. U(E3) = (10 + 5) * ONE/4; a tenth of 3.75 value units is 375000 units.
    # Z: ana (384477 * 2**18 * 2**20) >> 30 = 98426112, ben (2**19 * 2**38) >> 30 = 2**27. E3 is the only
    # payee, so both are in one cluster: B = 2**31 * Z / (2**31 + Z) = 209904236, worth 977442 units.
    base = 977_442
    assert result.allocations == [Allocation("E3", CAT, 375_000, base, 0, 375_000 + base)]
    assert (result.creators, result.consumers) == (1, 2)
    assert result.paid == 375_000 + base
    assert (result.carry_out, result.returned) == (10**10 - result.paid, 0)
    # p1: ana 14 ONE, ben 10 ONE; p3: ben 5 ONE
    p1 = result.paid * 24 // 29
    assert result.explanation == [Line("E3", "p1", p1), Line("E3", "p3", result.paid - p1)]
    assert result.counted == [
        Counted("E1", "p1", 1),
        Counted("E1", "p2", 1),
        Counted("E2", "p1", 1),
        Counted("E2", "p3", 1),
    ]
    # ben: Q = s(15 ONE) = 300/35 ONE, T = 900, act = ONE/2
    points = {ANA: 3_368_805, BEN: (300 * ONE // 35 // 2) * 10**6 // ONE}
    assert result.cumulative == [
        Cumulative(ANA, POINTS, points[ANA]),
        Cumulative(BEN, POINTS, points[BEN]),
        Cumulative(CAT, TOKEN, result.paid),
    ]
    assert result.points == sum(points.values())
    assert result.totals == {TOKEN: result.paid, POINTS: result.points}


def test_totals_grow_and_nobodys_are_left_out() -> None:
    before = [
        Cumulative(CAT, TOKEN, 1_000),
        Cumulative(ANA, TOKEN, 0),
        Cumulative(address(0xF), TOKEN, 7),
        Cumulative(address(0xF), address(0x99), 5),
    ]
    first, later = settle(bundle(WEEK)), settle(bundle(replace(WEEK, cumulative=before)))
    amounts = {row[:2]: row.amount for row in later.cumulative}
    assert amounts[CAT, TOKEN] == 1_000 + first.paid
    assert amounts[address(0xF), TOKEN] == 7
    assert amounts[address(0xF), address(0x99)] == 5
    assert (ANA, TOKEN) not in amounts


def test_earlier_epochs_halve_and_are_counted_on() -> None:
    again = [Counted("E1", "p1", 4), Counted("E2", "p2", 9)]
    first, later = settle(bundle(WEEK)), settle(bundle(replace(WEEK, counted=again)))
    assert later.counted[0] == Counted("E1", "p1", 5)
    assert later.counted[1:] == first.counted[1:]
    assert later.paid < first.paid


def test_a_total_that_no_contract_could_hold_is_refused() -> None:
    full = Cumulative(CAT, TOKEN, 2**256 - 1)
    with pytest.raises(BundleRefused, match=r"cumulative.parquet, row 2: .*2\*\*256"):
        settle(bundle(replace(WEEK, cumulative=[Cumulative(ANA, TOKEN, 1), full])))


def test_an_empty_week_pays_nothing() -> None:
    result = settle(bundle(Tables()))
    assert (result.paid, result.points, result.carry_out, result.root) == (0, 0, MANIFEST.pool, ZERO_HASH)


def test_entities_that_share_an_address_share_a_leaf() -> None:
    members = [Member(name, name, 10, CAT) for name in "rstu"]
    posts = [Post(f"p{name}", name, "guide") for name in "st"]
    rows = [Interaction(f"{n}{post.post}", n, post.post, "dwell", 600) for n in "ru" for post in posts]
    result = settle(bundle(Tables(members, posts, rows)))
    assert [row.entity for row in result.allocations] == ["s", "t"]
    assert {row.account for row in result.allocations} == {CAT}
    assert [row[:2] for row in result.cumulative] == [(CAT, TOKEN), (CAT, POINTS)]


def test_the_first_member_in_order_of_ids_names_the_payout() -> None:
    members = [Member("c", "E", 0, BEN), Member("b", "E", 0, ANA), Member("a", "E", 0, None)]
    reader = Member("r", "R", 5, None)
    result = settle(
        bundle(
            Tables([*members, reader], [Post("p", "c", "guide")], [Interaction("1", "r", "p", "dwell", 60)])
        )
    )
    assert [row.account for row in result.allocations] == [ANA]


def test_scarce_types_earn_more_and_say_what_comes_next() -> None:
    scarcity = {"guide": Scarcity(5_000, 0, 2 * ONE)}
    members = [Member(name, name, 0, address(ord(name))) for name in "ab"] + [Member("r", "r", 100, None)]
    posts = [Post("pa", "a", "guide"), Post("pb", "b", "meme")]
    rows = [Interaction(post.post, "r", post.post, "dwell", 600) for post in posts]
    result = settle(bundle(Tables(members, posts, rows), replace(MANIFEST, scarcity=scarcity)))
    boost = (3 * 2 * ONE + ONE) // 4
    assert result.multipliers == {"guide": boost}
    value = {row.entity: row.value for row in result.allocations}
    assert value["a"] * ONE == pytest.approx(value["b"] * boost, rel=1e-4)


@given(bundles())
def test_every_unit_is_paid_carried_or_returned(week: Bundle) -> None:
    result = settle(week)
    assert result.paid + result.carry_out + result.returned == week.manifest.pool + week.manifest.carry_in
    assert sum(row.paid for row in result.allocations) == result.paid
    lines = Counter[str]()
    for line in result.explanation:
        assert line.amount > 0
        lines[line.entity] += line.amount
    assert lines == {row.entity: row.paid for row in result.allocations}
    for row in result.allocations:
        assert row.value + row.base - row.cut == row.paid > 0
        assert min(row.value, row.base, row.cut) >= 0


@given(bundles())
def test_totals_never_fall_and_grow_by_what_was_earned(week: Bundle) -> None:
    result = settle(week)
    before = {row[:2]: row.amount for row in week.tables.cumulative}
    after = {row[:2]: row.amount for row in result.cumulative}
    assert all(after.get(key, 0) >= amount for key, amount in before.items())
    grown = Counter[str]()
    for (_, token), amount in after.items():
        grown[token] += amount
    for (_, token), amount in before.items():
        grown[token] -= amount
    assert +grown == +Counter({TOKEN: result.paid, POINTS: result.points})
    assert result.cumulative == sorted(result.cumulative)
    assert all(row.amount > 0 for row in result.cumulative)
    assert (result.root == ZERO_HASH) == (not result.cumulative)


@given(bundles(), st.integers())
def test_shuffled_and_repeated_rows_change_no_byte(week: Bundle, seed: int) -> None:
    mixed = replace(week, tables=shuffled(week.tables, Random(seed)))
    assert output_files(settle(mixed)) == output_files(settle(week))


@given(bundles(), st.data())
def test_acting_on_yourself_changes_no_byte(week: Bundle, data: st.DataObject) -> None:
    entity_of = {row.member: row.entity for row in week.tables.members}
    own = [
        (member, row.post)
        for row in week.tables.posts
        for member, entity in entity_of.items()
        if entity == entity_of[row.creator]
    ]
    acts = data.draw(st.lists(st.sampled_from(own), max_size=5)) if own else []
    vain = [Interaction(f"vain{number}", *act, "dwell", 600) for number, act in enumerate(acts)]
    tables = replace(week.tables, interactions=[*week.tables.interactions, *vain])
    assert output_files(settle(replace(week, tables=tables))) == output_files(settle(week))


@given(bundles())
def test_every_admitted_pair_is_counted_one_epoch_further(week: Bundle) -> None:
    entity_of = {row.member: row.entity for row in week.tables.members}
    creator_of = {row.post: entity_of[row.creator] for row in week.tables.posts}
    before = {row[:2]: row.epochs for row in week.tables.counted}
    pairs = {(entity_of[row.member], row.post) for row in week.tables.interactions}
    wanted = {pair: before.get(pair, 0) + 1 for pair in pairs if pair[0] != creator_of[pair[1]]}
    result = settle(week)
    assert {row[:2]: row.epochs for row in result.counted} == wanted
    assert result.counted == sorted(result.counted)
