"""What the threat model says is shown by a test is shown by a test."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMES = re.compile(r"`((?:test|testFuzz|invariant|check)_\w+)`")


def test_every_test_that_the_threat_model_names_exists() -> None:
    named = set(NAMES.findall((ROOT / "docs" / "security.md").read_text()))
    sources = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "tests").rglob("*.sol")]
    existing = {
        name for path in sources for name in re.findall(r"(?:def|function) (\w+)\(", path.read_text())
    }
    assert len(named) > 50
    assert named - existing == set()


def test_every_threat_to_the_contracts_names_a_test() -> None:
    text = (ROOT / "docs" / "security.md").read_text()
    section = text.partition("## Threats to the contracts")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ") and "what stops it" not in line]
    assert len(rows) > 20
    assert [row for row in rows if not NAMES.search(row)] == []
