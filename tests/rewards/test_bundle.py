import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given

from planet_chain.core.epoch import (
    Cumulative,
    Member,
    Post,
    Tables,
)
from planet_chain.rewards.bundle import (
    Bundle,
    BundleRefused,
    bundle_files,
    bundle_from,
    read_bundle,
    write_bundle,
)
from planet_chain.rewards.errors import CannotWrite, DirectoryTaken
from planet_chain.rewards.tables import COLUMNS
from tests.rewards.broken import SMALL, files_of, parts, refusal
from tests.rewards.bundles import MANIFEST, TOKEN, address, bundles, shuffled


def table(file: str, rows: list[tuple[Any, ...]], columns: Mapping[str, Any] | None = None) -> bytes:
    """Parquet by other means than the product's, nulls allowed everywhere."""
    columns = columns or COLUMNS[file]
    sink = pa.BufferOutputStream()
    arrays = [pa.array([row[place] for row in rows], kind) for place, kind in enumerate(columns.values())]
    pq.write_table(pa.table(dict(zip(columns, arrays, strict=True))), sink)
    return bytes(sink.getvalue())


@given(bundles())
def test_what_is_written_is_what_is_read(week: Bundle) -> None:
    found = bundle_from(bundle_files(week.manifest, week.tables))
    assert found.manifest == week.manifest
    for name in ("members", "posts", "interactions", "counted", "cumulative"):
        assert sorted(map(repr, getattr(found.tables, name))) == sorted(map(repr, getattr(week.tables, name)))


@given(bundles())
def test_the_order_of_rows_changes_no_byte(week: Bundle) -> None:
    mixed = replace(shuffled(week.tables, Random(1)), interactions=week.tables.interactions[::-1])
    assert bundle_files(week.manifest, mixed) == bundle_files(week.manifest, week.tables)


def test_the_inputs_hash_is_that_of_the_manifest(tmp_path: Path) -> None:
    written = write_bundle(tmp_path / "deep" / "week", MANIFEST, SMALL)
    assert read_bundle(tmp_path / "deep" / "week") == written
    data = (tmp_path / "deep" / "week" / "manifest.json").read_bytes()
    assert written.inputs_hash == "0x" + hashlib.sha256(data).hexdigest()
    assert json.loads(data)["pool"] == "10000000000"
    assert written.tables.members[0].payout == "0x" + "ab" * 20
    assert not list((tmp_path / "deep").glob(".*"))


def test_writing_the_same_again_is_fine_and_something_else_is_not(tmp_path: Path) -> None:
    write_bundle(tmp_path, MANIFEST, SMALL)  # an empty directory is as good as none
    write_bundle(tmp_path, MANIFEST, SMALL)
    with pytest.raises(DirectoryTaken, match="already holds another"):
        write_bundle(tmp_path, MANIFEST, replace(SMALL, counted=[]))
    (tmp_path / "posts.parquet").unlink()
    with pytest.raises(DirectoryTaken, match="only a part"):
        write_bundle(tmp_path, MANIFEST, SMALL)
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(DirectoryTaken, match="other files"):
        write_bundle(tmp_path, MANIFEST, SMALL)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_bundle_that_would_be_refused_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(BundleRefused):
        write_bundle(tmp_path / "week", MANIFEST, replace(SMALL, posts=[]))
    with pytest.raises(BundleRefused):
        write_bundle(tmp_path / "week", replace(MANIFEST, closes_at=MANIFEST.opens_at), SMALL)
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        write_bundle(tmp_path / "week", MANIFEST, SMALL)
    assert not list(tmp_path.iterdir())


def test_a_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "week").write_text("mine")
    with pytest.raises(DirectoryTaken, match="a file"):
        write_bundle(tmp_path / "week", MANIFEST, SMALL)
    with pytest.raises(CannotWrite):
        write_bundle(tmp_path / "week" / "deeper", MANIFEST, SMALL)


@pytest.mark.parametrize("name", ["manifest.json", *list(COLUMNS)[:5]])
def test_a_missing_file_is_refused(name: str, tmp_path: Path) -> None:
    write_bundle(tmp_path / "week", MANIFEST, SMALL)
    (tmp_path / "week" / name).unlink()
    with pytest.raises(BundleRefused, match=f"{name}: is missing"):
        read_bundle(tmp_path / "week")
    files = bundle_files(MANIFEST, SMALL)
    del files[name]
    assert refusal(files).file == name


def test_what_cannot_be_read_is_refused(tmp_path: Path) -> None:
    write_bundle(tmp_path / "week", MANIFEST, SMALL)
    (tmp_path / "week" / "posts.parquet").unlink()
    (tmp_path / "week" / "posts.parquet").mkdir()
    with pytest.raises(BundleRefused, match=r"posts\.parquet: cannot be read"):
        read_bundle(tmp_path / "week")


@pytest.mark.parametrize("name", list(COLUMNS)[:5])
def test_a_changed_byte_is_refused(name: str) -> None:
    files = bundle_files(MANIFEST, SMALL)
    files[name] = files[name][:-1] + bytes([files[name][-1] ^ 1])
    assert "but the manifest says" in refusal(files).reason


A, B = "0x" + "aa" * 20, "0x" + "bb" * 20
ROWS: list[tuple[str, list[tuple[Any, ...]], int | None, str]] = [
    ("members.parquet", [("ann", "A", 1, None), ("ann", "B", 1, None)], 2, "member ann repeats"),
    ("members.parquet", [("ann", "A", -1, None)], 1, "value is -1"),
    ("members.parquet", [("ann", "A", 2**24, None)], 1, "must be in 0..16777215"),
    (
        "members.parquet",
        [("ann", "A", 2**23, None), ("bea", "A", 2**23, None)],
        2,
        "entity A has value 16777216",
    ),
    ("members.parquet", [("ann", "A", 1, "0x12")], 1, "payout: '0x12' is no address"),
    ("members.parquet", [("ann", "A", 1, "")], 1, "payout: '' is no address"),
    ("members.parquet", [("ann", "A", 1, None), (None, "A", 1, None)], 2, "member is null"),
    ("members.parquet", [("ann", None, 1, None)], 1, "entity is null"),
    ("members.parquet", [("ann", "A", None, None)], 1, "value is null"),
    ("posts.parquet", [("p", "bea", "guide"), ("p", "ann", "guide")], 2, "post p repeats"),
    ("posts.parquet", [("p", "eve", "guide")], 1, "creator eve is no member"),
    ("posts.parquet", [("p", "bea", None)], 1, "type is null"),
    ("interactions.parquet", [("1", "eve", "p", "like", 1)], 1, "member eve is no member"),
    ("interactions.parquet", [("1", "ann", "q", "like", 1)], 1, "post q is no post"),
    ("interactions.parquet", [("1", "ann", "p", "stare", 1)], 1, "action stare is not known"),
    ("interactions.parquet", [("1", "ann", "p", "like", 2)], 1, "like has quantity 2"),
    ("interactions.parquet", [("1", "ann", "p", "like", 0)], 1, "like has quantity 0"),
    ("interactions.parquet", [("1", "ann", "p", "dwell", 0)], 1, "dwell of 0 s"),
    ("interactions.parquet", [("1", "ann", "p", "dwell", 86_401)], 1, "dwell of 86401 s"),
    (
        "interactions.parquet",
        [("1", "ann", "p", "dwell", 5), ("1", "ann", "p", "dwell", 5), ("1", "ann", "p", "dwell", 6)],
        3,
        "id 1 is also another",
    ),
    ("interactions.parquet", [("1", "ann", "p", "dwell", None)], 1, "quantity is null"),
    ("counted.parquet", [("A", "p", 1), ("A", "p", 1)], 2, "repeats"),
    ("counted.parquet", [("x", "y", 1), ("x", "y", 2)], 2, "repeats"),
    ("counted.parquet", [("A", "p", 0)], 1, "epochs is 0"),
    ("counted.parquet", [("A", "p", 2**63 - 1)], 1, "epochs is"),
    ("cumulative.parquet", [(A, B, "1"), ("0x" + "AA" * 20, "0x" + "BB" * 20, "1")], 2, "repeats"),
    ("cumulative.parquet", [("aa" * 20, B, "1")], 1, "account: "),
    ("cumulative.parquet", [(A, "0x", "1")], 1, "token: "),
    ("cumulative.parquet", [(A, B, "01")], 1, "amount: '01' is no amount"),
    ("cumulative.parquet", [(A, B, "1"), (B, B, "-1")], 2, "amount: '-1' is no amount"),
    ("cumulative.parquet", [(A, B, str(2**256))], 1, "too large"),
    ("cumulative.parquet", [(A, B, None)], 1, "amount is null"),
]


@pytest.mark.parametrize(("file", "rows", "row", "reason"), ROWS)
def test_a_row_that_breaks_a_rule_is_refused(
    file: str, rows: list[tuple[Any, ...]], row: int | None, reason: str
) -> None:
    document, tables = parts()
    found = refusal(files_of(document, tables | {file: table(file, rows)}))
    assert (found.file, found.row) == (file, row)
    assert reason in found.reason
    assert found.code == "bundle-refused"


def test_values_that_sum_to_too_much_are_refused() -> None:
    members = [Member(f"m{number}", f"E{number}", 2**24 - 1, None) for number in range(65_537)]
    with pytest.raises(BundleRefused, match=r"members\.parquet, row 65537: all values"):
        bundle_files(MANIFEST, Tables(members))


def test_an_entity_with_too_many_posts_is_refused() -> None:
    posts = [Post(f"p{number}", "ann" if number % 2 else "ann2", "guide") for number in range(65_537)]
    members = [Member("ann", "A", 0, None), Member("ann2", "A", 0, None)]
    with pytest.raises(BundleRefused, match=r"posts\.parquet, row 65537: entity A has more than 65536 posts"):
        bundle_files(MANIFEST, Tables(members, posts))
    bundle_files(MANIFEST, Tables(members, posts[:-1]))


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"post": pa.string(), "creator": pa.string(), "type": pa.int64()}, "column type has type int64"),
        ({"post": pa.string(), "creator": pa.string()}, "has the columns post, creator"),
        (
            {"post": pa.string(), "creator": pa.string(), "type": pa.string(), "x": pa.int64()},
            "it must have post, creator, type",
        ),
    ],
)
def test_other_columns_are_refused(columns: dict[str, Any], reason: str) -> None:
    document, tables = parts()
    found = refusal(files_of(document, tables | {"posts.parquet": table("posts.parquet", [], columns)}))
    assert (found.file, found.row) == ("posts.parquet", None)
    assert reason in found.reason


@pytest.mark.parametrize("kind", [pa.int32(), pa.float64(), pa.string(), pa.uint64()])
def test_another_type_of_number_is_refused(kind: Any) -> None:
    document, tables = parts()
    columns = dict(COLUMNS["counted.parquet"]) | {"epochs": kind}
    data = table("counted.parquet", [], columns)
    assert "it must be int64" in refusal(files_of(document, tables | {"counted.parquet": data})).reason


def test_columns_in_another_order_and_large_strings_are_the_same_table() -> None:
    document, tables = parts()
    columns = {"type": pa.string(), "post": pa.large_string(), "creator": pa.large_string()}
    data = table("posts.parquet", [("guide", "p", "bea")], columns)
    assert bundle_from(files_of(document, tables | {"posts.parquet": data})).tables.posts == (
        Post("p", "bea", "guide"),
    )


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1 no parquet PAR1"])
def test_what_is_no_parquet_is_refused(data: bytes) -> None:
    document, tables = parts()
    assert "no readable Parquet" in refusal(files_of(document, tables | {"posts.parquet": data})).reason


def test_text_that_is_no_utf_8_is_refused() -> None:
    document, tables = parts()
    text = pa.array([b"\xff"], pa.binary()).view(pa.string())
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table({"post": text, "creator": pa.array(["bea"]), "type": pa.array(["guide"])}), sink)
    files = files_of(document, tables | {"posts.parquet": sink.getvalue().to_pybytes()})
    assert "no readable Parquet" in refusal(files).reason


def test_addresses_are_compared_as_bytes() -> None:
    _, tables = parts(replace(SMALL, cumulative=[Cumulative(address(0xAB), TOKEN, 1)]))
    document, _ = parts()
    mixed = {"token": "0x" + TOKEN[2:].upper(), "seed": "0x" + "5E" * 32}
    found = bundle_from(files_of(document | mixed, tables))
    assert found.manifest == MANIFEST
