"""What random weeks seldom reach: quotients beyond a float, ties of 63 bits, creators at the edge."""

from collections.abc import Iterator
from random import Random
from typing import Any

import ibis
import pyarrow as pa
import pytest

from planet_chain.core.attention import saturated
from planet_chain.core.epoch import ONE, Params
from planet_chain.core.scores import cluster_breadth
from planet_chain.rewards.engines.backend import Backend
from planet_chain.rewards.engines.duckdb import duckdb_backend
from planet_chain.rewards.engines.expressions import Expressions
from planet_chain.rewards.engines.spark import spark_backend
from tests.rewards.spark import UNCLOSED, started

pytestmark = UNCLOSED


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request: pytest.FixtureRequest) -> Iterator[Backend]:
    if request.param == "duckdb":
        with duckdb_backend() as found:
            yield found
    else:
        with spark_backend(started()) as found:
            yield found


@pytest.fixture
def steps(engine: Backend) -> Expressions:
    return Expressions(Params(), engine.divided)


def numbers(engine: Backend, **columns: list[int | None]) -> Any:
    arrays = {name: pa.array(column, pa.int64()) for name, column in columns.items()}
    return engine.small(pa.table(arrays))


def rows(engine: Backend, table: Any) -> list[tuple[Any, ...]]:
    found = engine.fetch(engine.keep("found", table))
    return sorted(tuple(row.values()) for row in found.to_pylist())


def test_division_is_exact_where_a_float_is_not(engine: Backend) -> None:
    random = Random(1)
    pairs = [(random.getrandbits(63), random.getrandbits(random.randint(1, 40)) + 1) for _ in range(10_000)]
    pairs += [(2**63 - 1, 1), (2**62 + 1, 2), (0, 7), (2**63 - 1, 2**63 - 1), (2**62 - 1, 2**31)]
    table = numbers(engine, a=[a for a, _ in pairs], b=[b for _, b in pairs])
    found = rows(engine, table.select("a", "b", q=engine.divided(table.a, table.b)))
    assert found == sorted((a, b, a // b) for a, b in pairs)
    assert any(int(a / b) != a // b for a, b in pairs)


def test_equal_ranks_go_to_the_smaller_creator_and_null_ranks_to_none(
    engine: Backend, steps: Expressions
) -> None:
    weighed = numbers(
        engine, u=[1, 1, 1, 2, 2, 3], c=[9, 4, 6, 5, 8, 7], rank=[70, 70, 71, 2**62 + 1, 2**62, None]
    )
    assert rows(engine, steps.clusters(weighed)) == [(1, 4), (2, 8)]


def test_breadth_is_of_clusters_and_terms_of_nobody_count_for_value_alone(
    engine: Backend, steps: Expressions
) -> None:
    weighed = numbers(
        engine,
        u=[1, 2, 3, 4],
        c=[7, 7, 7, 8],
        value=[1, 2, 4, 8],
        unboosted=[1, 1, 1, 1],
        breadth=[2**29] * 4,
    )
    clusters = numbers(engine, u=[1, 2, 3], g=[7, 7, 5])
    breadth = cluster_breadth(2 * 2**29) + cluster_breadth(2**29)
    assert rows(engine, steps.creators(weighed, clusters)) == [(7, 7, 3, breadth), (8, 8, 1, 0)]


def test_a_creator_of_next_to_nothing_is_dropped_and_explains_nothing(
    engine: Backend, steps: Expressions
) -> None:
    pairs = numbers(
        engine,
        u=[1, 1, 1, 2],
        c=[7, 8, 9, 7],
        p=[70, 80, 90, 70],
        raw=[1, 0, 3 * ONE, 5],
        boosted=[2, 0, 4 * ONE, 6],
        seconds=[0, 0, 180, 0],
    )
    strengths = engine.keep("strengths", steps.strengths(pairs))
    expected = [
        (u, c, x, xm, saturated(x, 20 * ONE))
        for u, c, x, xm in [(1, 7, 1, 2), (1, 9, 3 * ONE, 4 * ONE), (2, 7, 5, 6)]
    ]
    assert sorted(tuple(row.values()) for row in engine.fetch(strengths).to_pylist()) == expected
    assert expected[0][4] == 0
    assert rows(engine, steps.by_post(pairs, strengths)) == [(7, 70, 6), (8, 80, 0), (9, 90, 4 * ONE)]


def test_points_of_any_unit_are_a_sum_of_two_parts(engine: Backend) -> None:
    random = Random(2)
    for unit in (1, 10**6, 10**18, 2**20 - 1):
        scored: list[int | None] = [random.randint(0, 2**40) for _ in range(50)]
        readers = numbers(engine, scored=scored).mutate(account=ibis.literal("0xa"))
        params = Params(point_unit=unit)
        ((_, whole, rest),) = rows(engine, Expressions(params, engine.divided).earned_points(readers))
        assert whole * (unit >> 20) + rest == sum((one or 0) * unit // ONE for one in scored)
        engine.drop("found")
