"""Every engine gives the same bytes, and refuses the same rows for the same reasons."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planet_chain.core.epoch import Counted, Cumulative, Interaction, Member, Post, Tables
from planet_chain.core.scores import creator_hash
from planet_chain.rewards.bundle import Bundle, BundleRefused, bundle_files
from planet_chain.rewards.engines import LOCAL, Engine, duckdb, settle
from planet_chain.rewards.engines.columnar import settle_by
from planet_chain.rewards.engines.duckdb import duckdb_backend
from planet_chain.rewards.outputs import output_files
from planet_chain.rewards.tables import COLUMNS
from tests.rewards.broken import SMALL, files_of, parts
from tests.rewards.bundles import MANIFEST, POINTS, TOKEN, address, bundles, shuffled
from tests.rewards.community import honest
from tests.rewards.test_bundle import table

EPOCHS = Path(__file__).parents[1] / "vectors" / "epochs"
EXAMPLES = 25
SLOW = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])


Refusal = tuple[str, int | None, str]


def outcome(files: Mapping[str, bytes], engine: Engine, master: str = LOCAL) -> Mapping[str, bytes] | Refusal:
    """The output files, or what was refused."""
    with tempfile.TemporaryDirectory() as directory:
        for name, data in files.items():
            (Path(directory) / name).write_bytes(data)
        try:
            return output_files(settle(Path(directory), engine, master))
        except BundleRefused as error:
            return error.file, error.row, error.reason.replace(directory, "")


def expect_same(files: Mapping[str, bytes]) -> Mapping[str, bytes] | Refusal:
    expected, found = outcome(files, "reference"), outcome(files, "duckdb")
    assert found == expected
    return found


def same_bytes(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    found = expect_same(files)
    assert isinstance(found, Mapping)
    return found


def same_refusal(files: Mapping[str, bytes]) -> Refusal:
    found = expect_same(files)
    assert isinstance(found, tuple)
    return found


_WRONG = {
    "member": st.sampled_from(["m0", "nobody", None]),
    "entity": st.sampled_from(["A", None]),
    "value": st.sampled_from([-1, 2**24 - 1, 2**24, 2**63 - 1, -(2**63), None]),
    "payout": st.sampled_from(["0x12", "", "0x" + "é" * 40, "0x" + "00" * 20 + "\n", None]),
    "post": st.sampled_from(["p0", "nothing", None]),
    "creator": st.sampled_from(["m0", "nobody", None]),
    "type": st.sampled_from(["guide", None]),
    "id": st.sampled_from(["i0", "i1", None]),
    "action": st.sampled_from(["dwell", "like", "Like", "stare", None]),
    "quantity": st.sampled_from([0, 1, 2, 86_400, 86_401, -1, 2**63 - 1, None]),
    "epochs": st.sampled_from([0, 1, 2**63 - 1, -5, None]),
    "account": st.sampled_from([address(1), "0x", None]),
    "token": st.sampled_from([TOKEN, "0x" + "zz" * 20, None]),
    "amount": st.sampled_from(["0", "01", "-1", "1\n", str(2**256 - 1), str(2**256), "1" * 78, None]),
}


@st.composite
def broken(draw: st.DrawFn) -> Mapping[str, bytes]:
    """A bundle of which one to three cells are wrong, or perhaps still right, and rows may repeat."""
    week = draw(bundles())
    files = bundle_files(week.manifest, week.tables)
    for _ in range(draw(st.integers(1, 3))):
        file = draw(st.sampled_from(list(COLUMNS)[:5]))
        rows = [tuple(row.values()) for row in pq.read_table(pa.BufferReader(files[file])).to_pylist()]
        if not rows:
            continue
        place = draw(st.integers(0, len(rows) - 1))
        row, column = list(rows[place]), draw(st.integers(0, len(COLUMNS[file]) - 1))
        row[column] = draw(_WRONG[list(COLUMNS[file])[column]])
        rows[place:place] = [rows[place]] * draw(st.integers(0, 1))
        rows[place] = tuple(row)
        files[file] = table(file, rows)
    return rehashed(files)


@pytest.mark.parametrize("name", ["worked", "rich"])
def test_frozen_epochs_give_the_same_bytes_by_duckdb(name: str) -> None:
    found = output_files(settle(EPOCHS / name, "duckdb"))
    assert found == output_files(settle(EPOCHS / name, "reference"))
    for file in ("settlement.json", "tree.json"):
        assert found[file] == (EPOCHS / f"{name}.{file}").read_bytes()


@SLOW
@given(bundles())
def test_engines_give_the_same_bytes(week: Bundle) -> None:
    expect_same(bundle_files(week.manifest, week.tables))


@SLOW
@given(bundles(), st.integers(0, 2**32))
def test_the_order_of_rows_changes_no_byte_by_duckdb(week: Bundle, seed: int) -> None:
    files = bundle_files(week.manifest, week.tables)
    mixed = shuffled(week.tables, Random(seed))
    tables = {"members": mixed.members, "posts": mixed.posts, "interactions": mixed.interactions}
    for name, rows in tables.items():
        files[f"{name}.parquet"] = table(f"{name}.parquet", [tuple(row) for row in rows])
    expect_same(rehashed(files))


def rehashed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    tables = {name: data for name, data in files.items() if name != "manifest.json"}
    return files_of(json.loads(files["manifest.json"]), tables)


@SLOW
@given(bundles(), st.integers(1, 3), st.integers(1, 9))
def test_how_many_are_counted_at_once_changes_no_byte(week: Bundle, crowd: int, part: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duckdb.DuckDB, "crowd", crowd)
        patch.setattr(duckdb, "PART", part)
        expect_same(bundle_files(week.manifest, week.tables))


@SLOW
@given(bundles() | broken())
def test_ids_of_one_hash_are_told_apart(files: Bundle | Mapping[str, bytes]) -> None:
    """Every text has the same hash, or one of two: only the texts decide what repeats."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duckdb.DuckDB, "hashed", lambda _, text: text.length() % 2)
        expect_same(bundle_files(files.manifest, files.tables) if isinstance(files, Bundle) else files)


def test_a_community_of_thousands_gives_the_same_bytes() -> None:
    community = honest(Random(3))
    twins = [row._replace(member=f"{row.member}-2") for row in list(community.members.values())[::7]]
    tables = replace(community.tables, members=[*community.tables.members, *twins])
    assert len(same_bytes(bundle_files(MANIFEST, tables))["tree.json"]) > 500_000


def test_ties_go_to_the_smaller_id() -> None:
    """Two creators with the same hash per share would need luck; the same share and a share of 0 do not."""
    names = ["é", "z", "Z", "𝄞", "a" * 40]
    members = [Member(name, name, 5, address(number)) for number, name in enumerate(names, 1)]
    posts = [Post(f"p-{name}", name, "guide") for name in names]
    interactions = [
        Interaction(f"{reader} {post.post}", reader, post.post, "dwell", 60)
        for reader in names
        for post in posts
    ]
    expect_same(bundle_files(MANIFEST, Tables(members, posts, interactions)))
    assert len({creator_hash(b"\0" * 32, name) for name in names}) == len(names)


def test_numbers_at_their_limits_do_not_overflow() -> None:
    """The widest parameters and the largest values: the engine would stop at an overflow."""
    params = replace(
        MANIFEST.params, full_attention=1, points_cap=10**6, point_unit=10**18, pair_k=1000, dwell_unit=60
    )
    payers = [Member(f"u{n}", f"u{n}", 2**24 - 1, address(n + 1)) for n in range(40)]
    makers = [Member(f"c{n}", f"c{n}", 0, address(n + 100)) for n in range(4)]
    posts = [Post(f"p{n}", f"c{n % 4}", "guide") for n in range(400)]
    interactions = [
        Interaction(f"{reader.member} {post.post} {action}", reader.member, post.post, action, quantity)
        for reader in payers
        for post in posts
        for action, quantity in (("dwell", 86_400), ("follow", 1), ("share", 1))
    ]
    manifest = replace(MANIFEST, pool=2**255, carry_in=2**255 - 1, unit=10**18, params=params)
    same_bytes(bundle_files(manifest, Tables([*payers, *makers], posts, interactions)))


def test_repeated_counts_of_earlier_epochs_reach_the_largest() -> None:
    counted = [Counted("A", "p", 2**63 - 2), Counted("gone", "p", 2)]
    same_bytes(bundle_files(MANIFEST, replace(SMALL, counted=counted)))


def test_an_account_that_would_hold_too_much_is_refused_alike() -> None:
    members = [SMALL.members[0], SMALL.members[1]._replace(payout="0x" + "AB" * 20)]
    most = [
        Cumulative(address(7), TOKEN, 1),
        Cumulative("0x" + "ab" * 20, POINTS, 2**256 - 1),
        Cumulative("0x" + "aB" * 20, TOKEN, 2**256 - 1),
    ]
    found = same_refusal(bundle_files(MANIFEST, replace(SMALL, members=members, cumulative=most)))
    assert found[0] == "cumulative.parquet"
    assert "would be 2**256 or more" in found[2]


@settings(SLOW, max_examples=2 * EXAMPLES)
@given(broken())
def test_engines_refuse_the_same_rows_for_the_same_reasons(files: Mapping[str, bytes]) -> None:
    expect_same(files)


@pytest.mark.parametrize(
    "columns",
    [
        {"post": pa.string(), "creator": pa.string(), "type": pa.int64()},
        {"post": pa.string(), "creator": pa.string()},
        {"post": pa.string(), "creator": pa.string(), "type": pa.string(), "x": pa.int64()},
        {"post": pa.string(), "creator": pa.string(), "Type": pa.string()},
    ],
)
def test_other_columns_are_refused_alike(columns: Mapping[str, Any]) -> None:
    document, tables = parts()
    found = same_refusal(files_of(document, tables | {"posts.parquet": table("posts.parquet", [], columns)}))
    assert found[:2] == ("posts.parquet", None)


def test_large_strings_and_columns_in_another_order_are_the_same_table() -> None:
    document, tables = parts()
    columns = {"type": pa.string(), "post": pa.large_string(), "creator": pa.large_string()}
    data = table("posts.parquet", [("guide", "p", "bea")], columns)
    same_bytes(files_of(document, tables | {"posts.parquet": data}))


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1 no parquet PAR1"])
def test_what_is_no_parquet_is_refused_alike(data: bytes) -> None:
    document, tables = parts()
    found = same_refusal(files_of(document, tables | {"interactions.parquet": data}))
    assert "no readable Parquet" in found[2]


def test_text_that_is_no_utf_8_is_refused_alike() -> None:
    document, tables = parts()
    text = pa.array([b"\xff"], pa.binary()).view(pa.string())
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"post": text, "creator": pa.array(["bea"]), "type": pa.array(["guide"])}), sink)
    found = same_refusal(files_of(document, tables | {"posts.parquet": sink.getvalue().to_pybytes()}))
    assert "no readable Parquet" in found[2]


def test_files_that_are_missing_or_others_are_refused_alike(tmp_path: Path) -> None:
    files = bundle_files(MANIFEST, SMALL)
    for name in files:
        assert "is missing" in str(same_refusal({key: data for key, data in files.items() if key != name})[2])
    changed = files | {"counted.parquet": files["counted.parquet"] + b"\0"}
    assert "but the manifest says" in str(same_refusal(changed)[2])
    (tmp_path / "manifest.json").mkdir()
    with pytest.raises(BundleRefused, match=r"manifest\.json: cannot be read"):
        settle_by(duckdb_backend(), tmp_path)
