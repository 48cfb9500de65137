"""Planet Wars: profit counts that other people's money stands behind, on capital that was really at work."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.competitions import (
    PEOPLE_LEAST,
    SCORE_UNIT,
    Rules,
    Standing,
    Trade,
    communities,
    people,
    prizes,
)

PEOPLE = ("ana", "ben", "cyd", "dee", "eve", "fay", "gus")
EVERYBODY = frozenset(PEOPLE)
RULES = Rules(stake=100, backing=1_000)
OWNERS = {"T1": "ana", "T2": "somebody else"}

trades = st.lists(
    st.builds(
        Trade,
        st.sampled_from(PEOPLE),
        st.sampled_from(["T1", "T2"]),
        st.booleans(),
        st.integers(1, 10**12),
        st.integers(1, 10**24),
    ),
    max_size=40,
)


REST = (OWNERS, EVERYBODY, Rules(stake=100, backing=10**15))


def both(rows: Sequence[Trade], rules: Rules = RULES, verified: frozenset[str] = EVERYBODY) -> list[Standing]:
    return people(rows, OWNERS, verified, rules) + communities(rows, OWNERS, verified, rules)


def buy(person: str, quote: int, tokens: int, market: str = "T2") -> Trade:
    return Trade(person, market, True, quote, tokens)


def sell(person: str, quote: int, tokens: int, market: str = "T2") -> Trade:
    return Trade(person, market, False, quote, tokens)


def test_profit_is_what_a_sale_brings_above_its_average_cost() -> None:
    rows = [buy("ben", 100, 10), buy("ben", 300, 10), buy("cyd", 900, 5), sell("ben", 350, 10)]
    (winner,) = people(rows, OWNERS, EVERYBODY, RULES)
    assert winner == Standing("ben", 150, 400, 1, 150 * SCORE_UNIT // 400)


def test_capital_that_comes_back_counts_once() -> None:
    once = [buy("cyd", 900, 5), buy("ben", 200, 10), sell("ben", 260, 10)]
    twice = [*once, buy("ben", 200, 10), sell("ben", 260, 10)]
    (one,), (two,) = (people(rows, OWNERS, EVERYBODY, RULES) for rows in (once, twice))
    assert one.capital == two.capital == 200
    assert (one.profit, two.profit) == (60, 120)


def test_tokens_from_elsewhere_bring_nothing() -> None:
    rows = [buy("cyd", 900, 5), sell("ben", 10**9, 10**6), buy("ben", 200, 10), sell("ben", 600, 20)]
    (winner,) = people(rows, OWNERS, EVERYBODY, RULES)
    assert winner.profit == 600 * 10 // 20 - 200


@given(trades, st.sampled_from(PEOPLE))
def test_alone_in_a_market_nobody_is_ranked(rows: list[Trade], person: str) -> None:
    assert both([row._replace(person=person) for row in rows]) == []


@given(trades)
def test_ones_own_community_brings_nothing(rows: list[Trade]) -> None:
    own = [row for row in rows if (row.person, row.token) == ("ana", "T1")]
    assert both(rows) == both([row for row in rows if row not in own])


@given(trades, st.integers(0, 10**6), st.integers(1, 5))
def test_accomplices_stand_behind_so_much_each_and_no_more(rows: list[Trade], backing: int, k: int) -> None:
    """Everybody but ben and k accomplices is unverified."""
    verified = frozenset(("ben", *PEOPLE[2 : 2 + k]))
    for one in people(rows, OWNERS, verified, Rules(stake=1, backing=backing)):
        assert one.name in verified
        assert one.profit <= 2 * k * backing, "in two markets"


@given(trades)
def test_the_unverified_neither_win_nor_help(rows: list[Trade]) -> None:
    verified = EVERYBODY - {"eve", "fay"}
    kept = [row for row in rows if row.person in verified]
    assert both(rows, verified=verified) == both(kept, verified=verified)


@given(trades, st.integers(2, 1_000))
def test_amounts_ten_times_as_large_are_the_same_feat(rows: list[Trade], factor: int) -> None:
    scaled = [row._replace(quote=row.quote * factor) for row in rows]
    rules = Rules(RULES.stake * factor, RULES.backing * factor)
    found = {one.name: one for one in people(scaled, OWNERS, EVERYBODY, rules)}
    for one in people(rows, OWNERS, EVERYBODY, RULES):
        # rounding is against the trader, at most two units a sale
        assert one.profit * factor <= found[one.name].profit <= (one.profit + 2 * len(rows)) * factor
        assert abs(found[one.name].capital - one.capital * factor) <= len(rows) * factor


round_trips = st.lists(
    st.tuples(st.integers(1, 10**12), st.integers(0, 100), st.integers(1, 10**24)), min_size=1, max_size=10
)


@given(trades, round_trips)
def test_whoever_only_trades_in_circles_is_not_ranked(
    rows: list[Trade], trips: list[tuple[int, int, int]]
) -> None:
    """Bought and sold back for no more, as on a curve, whatever others do in between."""
    others = [row for row in rows if row.person != "ben"]
    mine = [
        trade
        for quote, lost, tokens in trips
        for trade in (buy("ben", quote, tokens), sell("ben", max(quote - lost, 1), tokens))
    ]
    assert "ben" not in {one.name for one in people([*others, *mine], OWNERS, EVERYBODY, RULES)}


@given(trades, st.lists(st.integers(1, 10**6), min_size=1, max_size=8))
def test_a_sale_in_pieces_is_no_other_sale(rows: list[Trade], pieces: list[int]) -> None:
    """But for a unit of rounding a piece, against whoever sells."""
    many = [sell("ben", one, one) for one in pieces]
    held = [*rows, buy("cyd", 10**13, 1), buy("ben", 10**4, sum(pieces))]
    whole = {one.name: one for one in people([*held, sell("ben", sum(pieces), sum(pieces))], *REST)}
    parts = {one.name: one for one in people([*held, *many], *REST)}
    profit = {
        found: board["ben"].profit if "ben" in board else 0 for found, board in (("w", whole), ("p", parts))
    }
    assert profit["p"] <= profit["w"] <= profit["p"] + 2 * len(pieces)


@given(trades)
def test_boards_are_in_order(rows: list[Trade]) -> None:
    board = people(rows, OWNERS, EVERYBODY, RULES)
    assert [one.score for one in board] == sorted((one.score for one in board), reverse=True)
    assert all(one.profit > 0 and one.capital >= RULES.stake for one in board)
    assert all(one.score == one.profit * SCORE_UNIT // one.capital for one in both(rows))


def test_one_whale_is_no_community() -> None:
    small = [row for name in PEOPLE[1:] for row in (buy(name, 100, 10), sell(name, 110, 10))]
    stays = [buy("ana", 10**6, 10)]
    whale = [buy("ben", 10**6, 10), sell("ben", 10**6 + 900, 10)]
    (calm,) = communities([*stays, *small], OWNERS, EVERYBODY, Rules(100, 10**9))
    (loud,) = communities([*stays, *small, *whale], OWNERS, EVERYBODY, Rules(100, 10**9))
    assert calm.people == loud.people == len(PEOPLE) >= PEOPLE_LEAST
    assert calm.profit == 60
    assert loud.profit < 2 * calm.profit


def test_four_people_are_no_community() -> None:
    rows = [row for name in PEOPLE[1:5] for row in (buy(name, 100, 10), sell(name, 110, 10))]
    assert communities(rows, OWNERS, EVERYBODY, RULES) == []


@given(
    st.integers(0, 10**30),
    st.lists(st.sampled_from(PEOPLE), unique=True),
    st.lists(st.integers(1, 99), max_size=5),
)
def test_prizes_are_the_pool(pool: int, ranked: list[str], shares: list[int]) -> None:
    paid = prizes(pool, ranked, shares)
    assert sum(paid.values()) == (pool if ranked and shares else 0)
    assert list(paid) == [name for name in sorted(ranked[: len(shares)]) if name in paid]
