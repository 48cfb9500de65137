"""What is written is what there is: every command, every setting, every link."""

import re
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

from planet_chain.cli.app import app

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMED = r"(?:\./|`|^ {4})planet ([a-z]+)(?: ([a-z]+(?:-[a-z]+)*)\b)?"
GENERATOR: dict[str, Any] = runpy.run_path(str(ROOT / "scripts" / "docs.py"))


@pytest.mark.parametrize("made", ["commands", "settings", "contracts", "errors"])
def test_what_the_program_knows_is_documented_as_it_is(made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # cyclopts derives the name in a usage line from how python was started, and replaces only its first word
    monkeypatch.setattr(sys, "argv", ["planet"])
    written = (ROOT / "docs" / f"{made}.md").read_text()
    assert written == GENERATOR[made](), "run `.venv/bin/python scripts/docs.py` and commit what it writes"


@pytest.mark.parametrize("text", PAGES, ids=lambda text: text.name)
def test_links_lead_somewhere(text: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", text.read_text())
    missing = [t for t in targets if not t.startswith("http") and not (text.parent / t).exists()]
    assert missing == []


def test_the_index_leads_to_every_page() -> None:
    index = ROOT / "docs" / "README.md"
    linked = {
        (index.parent / target).resolve() for target in re.findall(r"\]\(([^)#]+)\)", index.read_text())
    }
    assert {page for page in PAGES if index.parent in page.parents} - linked == {index}


@pytest.mark.parametrize("text", PAGES, ids=lambda text: text.name)
def test_commands_in_the_text_exist(text: Path) -> None:
    named = set(re.findall(NAMED, text.read_text(), re.MULTILINE))
    for command, second in named - {("test", ""), ("check", ""), ("lint", "")}:
        if command in ("test", "check", "lint"):
            continue
        assert command in app, f"{text.name} names `planet {command}`"
        children = [name for name in app[command] if not name.startswith("-")]
        if children and second:
            assert second in children, f"{text.name} names `planet {command} {second}`"
