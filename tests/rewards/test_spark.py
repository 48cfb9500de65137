"""Spark gives the same bytes as the reference, and refuses the same rows for the same reasons.

Few and small examples, because each takes Spark seconds: `benchmarks/engines.py` runs as many as one likes.
"""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from planet_chain.core.epoch import Counted, Cumulative, Member, Tables
from planet_chain.rewards.bundle import Bundle, bundle_files
from planet_chain.rewards.engines import SparkMissing, settle
from planet_chain.rewards.engines.java import java_home
from planet_chain.rewards.engines.spark import SparkFailed
from planet_chain.rewards.outputs import output_files
from tests.rewards.broken import SMALL, files_of, parts
from tests.rewards.bundles import MANIFEST, TOKEN, address, bundles
from tests.rewards.spark import MASTER, UNCLOSED, started
from tests.rewards.test_bundle import table
from tests.rewards.test_engines import EPOCHS, Refusal, outcome, rehashed

pytestmark = [pytest.mark.spark, UNCLOSED]
FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would take Spark an hour
)


def expect_same(files: Mapping[str, bytes]) -> Mapping[str, bytes] | Refusal:
    expected = outcome(files, "reference")
    assert outcome(files, "spark", started()) == expected
    return expected


@pytest.mark.parametrize("name", ["worked", "rich"])
def test_frozen_epochs_give_the_same_bytes_by_spark(name: str) -> None:
    found = output_files(settle(EPOCHS / name, "spark", started()))
    assert found == output_files(settle(EPOCHS / name, "duckdb"))
    for file in ("settlement.json", "tree.json"):
        assert found[file] == (EPOCHS / f"{name}.{file}").read_bytes()


@FEW
@given(bundles())
def test_spark_gives_the_same_bytes(week: Bundle) -> None:
    expect_same(bundle_files(week.manifest, week.tables))


def test_numbers_beyond_a_float_and_an_int32_are_kept_by_spark() -> None:
    counted = [Counted("A", "p", 2**63 - 2), Counted("gone", "p", 2)]
    members = [Member("ann", "A", 2**24 - 1, "0x" + "aB" * 20), Member("bea", "B", 0, address(9))]
    most = [Cumulative(address(9), TOKEN, 2**200 + 1)]
    week = replace(SMALL, counted=counted, members=members, cumulative=most)
    manifest = replace(MANIFEST, pool=2**254, carry_in=2**253 + 1, unit=10**18)
    assert isinstance(expect_same(bundle_files(manifest, week)), Mapping)


_A = address(1)
BROKEN: list[tuple[str, list[tuple[Any, ...]]]] = [
    ("members.parquet", [("ann", "A", 2**63 - 1, None), ("bea", "B", 2**63 - 1, None)]),
    ("posts.parquet", [("p", "eve", "guide")]),
    ("interactions.parquet", [("1", "ann", "p", "like", 1), ("1", "ann", "p", "share", 1)]),
    ("interactions.parquet", [("1", "ann", "p", "stare", 1)]),
    ("counted.parquet", [("A", "p", 1), ("A", "p", 2)]),
    ("cumulative.parquet", [(_A, _A, str(2**256))]),
]


@pytest.mark.parametrize(("file", "rows"), BROKEN)
def test_a_row_that_breaks_a_rule_is_refused_alike_by_spark(file: str, rows: list[tuple[Any, ...]]) -> None:
    document, tables = parts()
    found = expect_same(files_of(document, tables | {file: table(file, rows)}))
    assert isinstance(found, tuple)
    assert found[0] == file


def test_text_that_is_no_utf_8_is_refused_alike_by_spark() -> None:
    files = bundle_files(MANIFEST, Tables(SMALL.members, SMALL.posts))
    sink = pa.BufferOutputStream()
    text = pa.array([b"\xff"], pa.binary()).view(pa.string())
    pq.write_table(pa.table({"post": text, "creator": pa.array(["bea"]), "type": pa.array(["guide"])}), sink)
    found = expect_same(rehashed({**files, "posts.parquet": sink.getvalue().to_pybytes()}))
    assert "no readable Parquet" in found[2]


def test_a_name_with_wildcards_is_one_directory(tmp_path: Path) -> None:
    directory = tmp_path / "week [1]*{a,b}"
    directory.mkdir()
    for name, data in bundle_files(MANIFEST, SMALL).items():
        (directory / name).write_bytes(data)
    assert settle(directory, "spark", started()).root == settle(directory).root


def test_another_master_than_the_running_one_is_refused() -> None:
    started()
    with pytest.raises(SparkFailed, match=f"connected to {MASTER.replace('[', '.')[:6]}"):
        settle(EPOCHS / "worked", "spark", "spark://127.0.0.1:1")


def test_without_spark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "planet_chain.rewards.engines.spark", raising=False)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(SparkMissing, match=r"pip install 'planet-chain\[spark\]'"):
        settle(EPOCHS / "worked", "spark")


def test_a_java_that_was_named_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.setenv("JAVA_HOME", "/opt/java")
    with java_home():
        assert os.environ["JAVA_HOME"] == "/opt/java"
    assert os.environ["JAVA_HOME"] == "/opt/java"
    monkeypatch.delenv("JAVA_HOME")
    with java_home():
        assert os.access(Path(os.environ["JAVA_HOME"], "bin", "java"), os.X_OK)
    assert "JAVA_HOME" not in os.environ
