"""What the audit of the contracts rests on: what is passed over, what is attacked, and how storage lies."""

import json
import re

from planet_chain.chain.compile import ROOT, storage_layouts

LAYOUTS = ROOT / "benchmarks" / "snapshots" / "storage"
CONTRACTS = ROOT / "contracts"
TESTS = ROOT / "tests" / "contracts"
MOST_SUPPRESSIONS = 10


def test_at_most_ten_findings_are_passed_over_each_with_its_reason_beside_it() -> None:
    config = json.loads((ROOT / "slither.config.json").read_text())
    count = len(config["detectors_to_exclude"].split(","))
    for path in sorted(CONTRACTS.glob("**/*.sol")):
        lines = path.read_text().splitlines()
        for number, line in enumerate(lines):
            if "slither-disable" not in line:
                continue
            count += 1
            assert re.fullmatch(r"\s*// slither-disable-next-line [a-z0-9-]+", line), f"{path}:{number + 1}"
            assert lines[number - 1].lstrip().startswith("//"), f"{path}:{number + 1} gives no reason"
    assert count <= MOST_SUPPRESSIONS


def test_storage_lies_as_committed() -> None:
    committed = {path.stem: json.loads(path.read_text()) for path in LAYOUTS.glob("*.json")}
    assert committed == storage_layouts(), "run scripts/storage.py and look at what moved"


def test_every_attack_that_is_listed_is_made_on_the_contract_and_on_a_weak_copy() -> None:
    text = (TESTS / "attacks" / "README.md").read_text()
    rows = re.findall(r"^\| [^|]+ \| `(\w+)\.(test\w+)` \| (?:`(\w+)\.(\w+)`)?", text, re.MULTILINE)
    assert len(rows) > 50
    for file, test, copy, weakness in rows:
        source = (TESTS / "attacks" / f"{file}.t.sol").read_text()
        assert f"function {test}(" in source, f"{file}.{test} does not exist"
        assert not copy or f"{copy}.Weakness.{weakness}" in source, f"{file} spares {copy}.{weakness}"


def test_every_defence_that_a_weak_copy_lacks_is_attacked() -> None:
    attacks = "".join(path.read_text() for path in (TESTS / "attacks").glob("*.sol"))
    for path in (TESTS / "weak").glob("*.sol"):
        members = re.search(r"enum Weakness \{(.*?)\}", path.read_text(), re.DOTALL)
        assert members, path
        for weakness in re.findall(r"\w+", members[1]):
            name = f"{path.stem}.Weakness.{weakness}"
            assert weakness == "None" or re.search(rf"{re.escape(name)}\b", attacks), f"nobody attacks {name}"


def test_every_error_and_every_event_is_expected_by_name() -> None:
    places = ("unit", "attacks", "support")
    tests = "".join(path.read_text() for place in places for path in (TESTS / place).glob("*.sol"))
    for path in (CONTRACTS / "interfaces").glob("I*.sol"):
        text = path.read_text()
        for error in re.findall(r"^    error (\w+)", text, re.MULTILINE):
            assert re.search(rf"\b{path.stem}\.{error}\b", tests), f"no test expects {path.stem}.{error}"
        for event in re.findall(r"^    event (\w+)", text, re.MULTILINE):
            assert f"emit {path.stem}.{event}(" in tests, f"no test expects {path.stem}.{event}"
