import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given

from planet_chain.core.addresses import ZERO_HASH
from planet_chain.core.epoch import Tables
from planet_chain.core.errors import InvalidHash
from planet_chain.core.merkle import Leaf, load_tree
from planet_chain.rewards.bundle import Bundle, BundleRefused, read_bundle, write_bundle
from planet_chain.rewards.errors import DirectoryTaken, RootDiffers
from planet_chain.rewards.outputs import output_files, write_outputs
from planet_chain.rewards.reference import settle
from planet_chain.rewards.verify import verify
from tests.rewards.bundles import MANIFEST, bundle, bundles
from tests.rewards.test_reference import WEEK

EPOCHS = Path(__file__).parents[1] / "vectors" / "epochs"
ROOTS = {
    "worked": "0x2814608ddb005b191748b5b562ad2cee4030104733173bc164539c3bbd521084",
    "rich": "0x440d287bfa29a101fdb4829f4e0dd3136189b57e1b33835435d6b9d5544ea7ba",
}
COLUMNS = {
    "allocations.parquet": {
        "entity": "string",
        "account": "string",
        "value": "string",
        "base": "string",
        "cut": "string",
        "paid": "string",
    },
    "explanation.parquet": {"entity": "string", "post": "string", "amount": "string"},
    "cumulative.parquet": {"account": "string", "token": "string", "amount": "string"},
    "counted.parquet": {"entity": "string", "post": "string", "epochs": "int64"},
}


@pytest.mark.parametrize("name", ROOTS)
def test_frozen_epochs_give_the_same_bytes_for_ever(name: str, tmp_path: Path) -> None:
    result = verify(EPOCHS / name, ROOTS[name])
    write_outputs(tmp_path / "out", result)
    for file in ("settlement.json", "tree.json"):
        assert (tmp_path / "out" / file).read_bytes() == (EPOCHS / f"{name}.{file}").read_bytes()


def test_the_summary_is_written_to_the_letter() -> None:
    result = settle(bundle(WEEK))
    assert output_files(result)["settlement.json"].decode() == (
        '{"carry_in":"0","carry_out":"9998647558","consumers":2,"creators":1,"epoch":1,'
        f'"inputs_hash":"0x{"1b" * 32}","paid":"1352442","points":"7654519","pool":"10000000000",'
        f'"returned":"0","root":"{result.root}"}}'
    )


def test_tables_are_written_in_their_columns(tmp_path: Path) -> None:
    result = settle(read_bundle(EPOCHS / "rich"))
    write_outputs(tmp_path / "out", result)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        [*COLUMNS, "settlement.json", "tree.json"]
    )
    for name, columns in COLUMNS.items():
        table = pq.read_table(tmp_path / "out" / name)
        assert {field.name: str(field.type) for field in table.schema} == columns
        rows = [tuple(row.values()) for row in table.to_pylist()]
        assert rows == sorted(rows, key=lambda row: [str(key) for key in row[:2]])
    paid = pq.read_table(tmp_path / "out" / "allocations.parquet").column("paid").to_pylist()
    assert sum(map(int, paid)) == result.paid


@given(bundles())
def test_the_tree_holds_what_was_earned_and_loads_again(week: Bundle) -> None:
    result = settle(week)
    files = output_files(result)
    tree = load_tree(files["tree.json"])
    assert [Leaf(*row) for row in result.cumulative] == tree.leaves
    assert json.loads(files["settlement.json"])["root"] == tree.root == result.root


def test_an_empty_epoch_writes_empty_tables(tmp_path: Path) -> None:
    result = settle(write_bundle(tmp_path / "bundle", MANIFEST, Tables()))
    write_outputs(tmp_path / "out", result)
    assert pq.read_table(tmp_path / "out" / "allocations.parquet").num_rows == 0
    assert json.loads((tmp_path / "out" / "tree.json").read_bytes())["tree"] == []


def test_a_result_is_never_overwritten_by_another(tmp_path: Path) -> None:
    write_outputs(tmp_path / "out", settle(bundle(WEEK)))
    write_outputs(tmp_path / "out", settle(bundle(WEEK)))
    kept = (tmp_path / "out" / "settlement.json").read_bytes()
    with pytest.raises(DirectoryTaken, match=r"another settlement\.json"):
        write_outputs(tmp_path / "out", settle(bundle(WEEK, replace(MANIFEST, epoch=2))))
    assert (tmp_path / "out" / "settlement.json").read_bytes() == kept


def test_a_result_is_not_written_into_its_bundle(tmp_path: Path) -> None:
    written = write_bundle(tmp_path / "bundle", MANIFEST, WEEK)
    with pytest.raises(DirectoryTaken):
        write_outputs(tmp_path / "bundle", settle(written))
    assert read_bundle(tmp_path / "bundle") == written


def test_the_same_rows_in_other_parquet_are_the_same_result(tmp_path: Path) -> None:
    result = settle(read_bundle(EPOCHS / "rich"))
    write_outputs(tmp_path / "out", result)
    for name in COLUMNS:
        path = tmp_path / "out" / name
        pq.write_table(pq.read_table(path), path, compression="none")
    write_outputs(tmp_path / "out", result)
    (tmp_path / "out" / "counted.parquet").write_bytes(b"")
    with pytest.raises(DirectoryTaken, match=r"another counted\.parquet"):
        write_outputs(tmp_path / "out", result)


def test_verifying_compares_the_root_in_any_case() -> None:
    assert verify(EPOCHS / "worked").root == ROOTS["worked"]
    assert verify(EPOCHS / "worked", "0x" + ROOTS["worked"][2:].upper()).epoch == 1
    with pytest.raises(RootDiffers, match=ROOTS["worked"]):
        verify(EPOCHS / "worked", ZERO_HASH)
    with pytest.raises(InvalidHash):
        verify(EPOCHS / "worked", "0x12")
    with pytest.raises(BundleRefused, match="is missing"):
        verify(EPOCHS)


def test_a_tree_that_differs_late_is_another_tree(tmp_path: Path) -> None:
    result = settle(bundle(WEEK))
    write_outputs(tmp_path / "out", result)
    path = tmp_path / "out" / "tree.json"
    whole = path.read_bytes()
    for other in (whole[:-1], whole + b" ", whole[:-2] + b"]]"):
        path.write_bytes(other)
        with pytest.raises(DirectoryTaken, match=r"another tree\.json"):
            write_outputs(tmp_path / "out", result)
    path.write_bytes(whole)
    write_outputs(tmp_path / "out", result)
