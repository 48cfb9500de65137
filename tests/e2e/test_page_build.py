"""The page without a browser: its client fits the service, its texts are whole, its build is clean."""

import json
import re
import subprocess
import sys

from tests.conftest import ROOT

_NODE = ROOT / ".venv/bin/node"


def test_the_client_is_made_from_the_services_schema() -> None:
    command = [sys.executable, "scripts/openapi.py"]
    served = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    snapshot = json.loads((ROOT / "web/openapi.json").read_text())
    fix = "run `python scripts/openapi.py > web/openapi.json`, then `npm run check` in web/"
    assert snapshot == json.loads(served.stdout), fix


def test_the_pages_own_tests_pass() -> None:
    command = [_NODE, "--test", "src/**/*.test.ts", "messages/*.test.ts"]
    done = subprocess.run(command, cwd=ROOT / "web", capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout
    assert int(re.findall(r"pass (\d+)", done.stdout)[0]) > 0


def test_the_built_page_holds_no_inline_script() -> None:
    html = (ROOT / "web/dist/index.html").read_text()
    assert "<script" in html
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert "style=" not in html
