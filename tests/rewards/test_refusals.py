"""Every reason of docs/math/settlement.md, section 1, to refuse a bundle: both readers find it alike."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

import pyarrow as pa
import pytest

from planet_chain.core.epoch import ONE, Cumulative, Member, Params, Post
from planet_chain.rewards.bundle import bundle_files
from planet_chain.rewards.tables import COLUMNS
from tests.rewards.broken import SMALL, Files, files_of, parts
from tests.rewards.bundles import MANIFEST, TOKEN, address
from tests.rewards.test_bundle import ROWS, table
from tests.rewards.test_engines import same_refusal

Broken = Callable[[dict[str, Any], Files], Mapping[str, bytes]]
Case = tuple[str, int | None, str, Broken]
FILES = tuple(COLUMNS)[:5]


def stated(**changes: Any) -> Broken:
    """A manifest that states something else."""
    return lambda document, tables: files_of({**document, **changes}, tables)


def param(name: str, wrong: Any) -> Broken:
    return stated(params=PARAMS | {name: wrong})


def scarce(name: str, wrong: int) -> Broken:
    return stated(scarcity={"guide": {"target_bp": 1, "supply": 1, "previous": ONE, name: wrong}})


def held(**rows: list[tuple[Any, ...]]) -> Broken:
    """Other rows in these tables, written by other means than the product's."""
    changed = {f"{name}.parquet": table(f"{name}.parquet", found) for name, found in rows.items()}
    return lambda document, tables: files_of(document, tables | changed)


def typed(file: str, column: str) -> Broken:
    columns = dict(COLUMNS[file]) | {column: pa.float64()}
    return lambda document, tables: files_of(document, tables | {file: table(file, [], columns)})


def without(name: str) -> Broken:
    return lambda *files: {file: data for file, data in files_of(*files).items() if file != name}


def longer(name: str) -> Broken:
    return lambda *files: {
        file: data + b"\0" if file == name else data for file, data in files_of(*files).items()
    }


def beyond(_: dict[str, Any], __: Files) -> Mapping[str, bytes]:
    """Somebody earns on top of the most that an account can hold."""
    members = [SMALL.members[0], SMALL.members[1]._replace(payout="0x" + "AB" * 20)]
    most = [Cumulative(address(7), TOKEN, 1), Cumulative("0x" + "aB" * 20, TOKEN, 2**256 - 1)]
    return bundle_files(MANIFEST, replace(SMALL, members=members, cumulative=most))


PARAMS = {field.name: getattr(Params(), field.name) for field in fields(Params)} | {
    "actions": dict(Params().actions)
}
RICH: list[tuple[Any, ...]] = [Member(f"m{n}", f"E{n}", 2**24 - 1, None) for n in range(65_537)]
TWINS: list[tuple[Any, ...]] = [Member("ann", "A", 0, None), Member("ann2", "A", 0, None)]
BUSY: list[tuple[Any, ...]] = [Post(f"p{n}", "ann" if n % 2 else "ann2", "guide") for n in range(65_537)]
BEYOND: Mapping[str, tuple[int, ...]] = {
    "dwell_cap": (0, 601),
    "dwell_unit": (59, 3601),
    "action_seconds": (0, 601),
    "halvings_max": (-1, 21),
    "pair_k": (0, 1001),
    "share_cap": (0, ONE // 4 + 1),
    "full_attention": (0, 86_401),
    "whale_divisor": (0, 1001),
    "boost_max": (ONE - 1, 2 * ONE + 1),
    "base_bp": (-1, 10_001),
    "carry_pools": (-1, 1001),
    "base_price": (-1,),
    "creator_divisor": (0, 1001),
    "wash_divisor": (8, 1001),
    "point_unit": (0, 10**18 + 1),
    "points_cap": (-1, 10**6 + 1),
    "cluster_bits": (29, 31),
}
SCARCITY = {"target_bp": (-1, 10_001), "supply": (-1, 2**40 + 1), "previous": (ONE - 1, 2 * ONE + 1)}
_ADDRESSES, _AMOUNTS = ("distributor", "token", "points", "seed"), ("pool", "carry_in", "unit")
MALFORMED = dict.fromkeys(_ADDRESSES, "0x12") | dict.fromkeys(_AMOUNTS, "01")

IN_TABLES: list[Case] = [
    *((name, None, "is missing", without(name)) for name in ("manifest.json", *FILES)),
    *((name, None, "but the manifest says", longer(name)) for name in FILES),
    *((file, row, reason, held(**{file.split(".")[0]: rows})) for file, rows, row, reason in ROWS),
    *((file, None, f"column {name} has type", typed(file, name)) for file in FILES for name in COLUMNS[file]),
    ("members.parquet", 65_537, "all values come to", held(members=RICH)),
    ("posts.parquet", 65_537, "entity A has more than 65536 posts", held(members=TWINS, posts=BUSY)),
    ("cumulative.parquet", 2, "would be 2**256 or more", beyond),
]
IN_MANIFEST: list[tuple[str, Broken]] = [
    ("format is", stated(format="planet-epoch/2")),
    *((f"{name}: ", stated(**{name: text})) for name, text in MALFORMED.items()),
    ("2**256 or more", stated(pool=str(2**256 - 1), carry_in="1")),
    ("token and points are both", stated(points=TOKEN)),
    ("the shortest lasts", stated(closes_at=MANIFEST.closes_at - 1)),
    ("names dwell", param("actions", {"dwell": 1})),
    ("params.actions.like is 17", param("actions", {"like": 17})),
    ("params.actions sum to 17", param("actions", {"like": 9, "click": 8})),
    *((f"params.{name} is {n};", param(name, n)) for name, wrong in BEYOND.items() for n in wrong),
    *((f"scarcity.guide.{name} is {n};", scarce(name, n)) for name, wrong in SCARCITY.items() for n in wrong),
]
CASES = [*IN_TABLES, *(("manifest.json", None, reason, broken) for reason, broken in IN_MANIFEST)]


@pytest.mark.parametrize(("file", "row", "reason", "broken"), CASES, ids=[f"{c[0]}: {c[2]}" for c in CASES])
def test_both_readers_refuse_it_by_file_row_and_sentence(
    file: str, row: int | None, reason: str, broken: Broken
) -> None:
    found = same_refusal(broken(*parts()))
    assert found[:2] == (file, row)
    assert reason in found[2]


def test_no_parameter_is_without_a_range() -> None:
    assert set(BEYOND) | {"actions"} == set(PARAMS)
