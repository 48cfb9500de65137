"""What is counted in sorted arrays is what the expressions count, whichever engine evaluates them."""

from collections.abc import Iterator
from random import Random
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planet_chain.rewards.engines import duckdb, sorting
from planet_chain.rewards.engines.duckdb import DuckDB, duckdb_backend
from planet_chain.rewards.engines.expressions import BROKEN, repeated_in, touched_in
from planet_chain.rewards.engines.sorting import Packing
from planet_chain.rewards.rules import DWELL_MOST

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ENTITIES, POSTS = 7, 5
WIDE = [2**64 - 1, 2**63, 2**63 - 1, 1, 0]


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDB]:
    with duckdb_backend() as found:
        yield found


def rows(engine: DuckDB, table: Any) -> list[tuple[int | None, ...]]:
    found = [tuple(row.values()) for row in engine.fetch(table).to_pylist()]
    return sorted(found, key=repr)


@QUICK
@given(st.lists(st.one_of(st.none(), st.sampled_from(WIDE), st.integers(0, 2**64 - 1)), max_size=12))
def test_numbers_repeat_alike(engine: DuckDB, column: list[int | None]) -> None:
    numbers = ibis.memtable(pa.table({"hash": pa.array(column, pa.uint64())}))
    found = rows(engine, engine.repeated(numbers))
    assert found == rows(engine, repeated_in(numbers))
    assert {number for (number,) in found} == {
        number for number in column if number is None or column.count(number) > 1
    }


ACTS = st.tuples(
    st.integers(0, ENTITIES - 1),
    st.integers(0, POSTS - 1),
    st.sampled_from([0, 1, 59, DWELL_MOST - 1, DWELL_MOST, *range(DWELL_MOST + 1, BROKEN + 1)]),
)


@QUICK
@given(st.lists(ACTS, max_size=40), st.integers(1, 9), st.integers(1, 40))
def test_acts_gather_alike_in_parts_and_blocks_of_any_size(
    engine: DuckDB, found: list[tuple[int, int, int]], block: int, part: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorting, "BLOCK", block)
        patch.setattr(duckdb, "PART", part)
        gathered = engine.gather("gathered", acts_of(found), ENTITIES, POSTS)
        try:
            assert rows(engine, gathered) == rows(engine, touched_in(acts_of(found)))
        finally:
            engine.drop("gathered")


def acts_of(found: list[tuple[int, int, int]]) -> Any:
    columns = list(zip(*found, strict=True)) or [(), (), ()]
    arrays = [pa.array(column, pa.int64()) for column in columns]
    return ibis.memtable(pa.table(arrays, names=["u", "p", "act"]))


def test_the_same_bit_twice_and_seconds_of_a_day_many_times(engine: DuckDB) -> None:
    acts = [(6, 4, DWELL_MOST)] * 40_000 + [(6, 4, DWELL_MOST + 1)] * 2 + [(6, 4, DWELL_MOST + 16)]
    Random(1).shuffle(acts)
    assert rows(engine, engine.gather("day", acts_of(acts), ENTITIES, POSTS)) == [
        (6, 4, 40_000 * DWELL_MOST, 1 | 1 << 15)
    ]


@pytest.mark.parametrize(
    ("entities", "posts"), [(2**23 - 1, 2**22), (2**45 - 1, 1), (1, 2**44), (2**25, 2**19 + 1)]
)
def test_the_largest_numbers_that_fit_are_unpacked(engine: DuckDB, entities: int, posts: int) -> None:
    packing = Packing(entities, posts)
    assert packing.fits
    acts = [(u, p, BROKEN) for u in {0, entities - 1} for p in {0, posts - 1}]
    packed = engine.fetch(packing.packed(acts_of(acts))).column(0)
    found = [tuple(row.values()) for row in packing.touched_of(packed).to_pylist()]
    assert found == [(u, p, 0, 1 << 16) for u, p, _ in sorted(acts)]


def test_what_does_not_fit_is_gathered_by_expressions(engine: DuckDB) -> None:
    entities, posts = 2**40, 2**40
    assert not Packing(entities, posts).fits
    acts = [(entities - 1, posts - 1, 5), (entities - 1, posts - 1, DWELL_MOST + 2), (0, 0, 0)]
    found = engine.gather("wide", acts_of(acts), entities, posts)
    assert rows(engine, found) == [(0, 0, 0, 0), (entities - 1, posts - 1, 5, 2)]
