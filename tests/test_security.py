"""What the threat model says is shown by a test is shown by a test."""

import json
import re
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("part", ["contracts", "service"])
def test_every_threat_names_a_test(part: str) -> None:
    text = (ROOT / "docs" / "security.md").read_text()
    section = text.partition(f"## Threats to the {part}")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ") and "what stops it" not in line]
    assert len(rows) > 20
    assert [row for row in rows if not NAMES.search(row)] == []


def test_what_is_installed_has_a_hash_and_runs_nothing() -> None:
    for lock in ROOT.glob("*.lock"):
        pinned = re.split(r"\n(?=[a-zA-Z0-9])", re.sub(r"(?m)^\s*#.*\n?", "", lock.read_text()))
        assert [entry.splitlines()[0] for entry in pinned if "--hash=sha256:" not in entry] == [], lock.name
    for folder in (ROOT, ROOT / "web"):
        packages = json.loads((folder / "package-lock.json").read_text())["packages"]
        assert [name for name, entry in packages.items() if name and "integrity" not in entry] == []
    scripts = "\n".join(
        path.read_text() for path in [ROOT / "planet", *(ROOT / "scripts").iterdir()] if path.is_file()
    )
    code = re.sub(r"(?m)^\s*#.*\n?", "", scripts)
    installs = re.findall(r"npm (?:--prefix \w+ )?(?:ci|install)\b.*", code)
    assert len(installs) >= 3
    assert [line for line in installs if "--ignore-scripts" not in line] == []
    pip = [line for line in scripts.splitlines() if "pip install" in line and " -r " in line]
    assert pip
    assert [line for line in pip if "--require-hashes" not in line] == []
