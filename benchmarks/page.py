"""How fast and how usable the built page is, by Lighthouse on the system's chromium.

    python benchmarks/page.py --page http://127.0.0.1:8000

Each page is measured three times as a phone on a slow network (Lighthouse simulates it); the median counts.
Ends with 1 when a score is below 95.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx

HERE = Path(__file__).parent / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices")
LEAST = 95
_ATTEMPTS = 3
"""Now and then it loses the start of a page load, and says itself to run it again."""
_FLAGS = "--headless=new --no-sandbox --disable-gpu"


def paths(site: str) -> list[str]:
    """The pages that are measured, filled with what the service has."""
    found = httpx.get(f"{site}/api/v1/communities", params={"sort": "volume", "limit": 1}, timeout=30)
    community = found.json()["items"][0]
    creator = community["creator"]
    named = [f"/c/{community['token']}", f"/claims/{creator}", f"/creators/{creator}"]
    return ["/", "/trends", *named, "/rewards", "/rewards/1", "/airdrop", "/create", "/status"]


def measured(url: str, directory: Path) -> dict[str, Any]:
    """One report of Lighthouse on `url`."""
    report = directory / "report.json"
    command = [
        HERE / "node_modules/.bin/lighthouse",
        url,
        "--quiet",
        f"--chrome-flags={_FLAGS}",
        f"--only-categories={','.join(CATEGORIES)}",
        "--output=json",
        f"--output-path={report}",
    ]
    node = Path(sys.executable).parent
    environment = {
        **os.environ,
        "PATH": f"{node}:{os.environ['PATH']}",
        "CHROME_PATH": shutil.which("chromium") or shutil.which("google-chrome") or "",
    }
    for _ in range(_ATTEMPTS):
        done = subprocess.run(
            command, env=environment, check=False, timeout=180, capture_output=True, text=True
        )
        if done.returncode == 0:
            told: dict[str, Any] = json.loads(report.read_text())
            return told
    sys.exit(f"lighthouse could not measure {url}: {done.stderr.strip()[-600:]}")


def scores(url: str, runs: int) -> tuple[dict[str, int], list[str]]:
    """Median scores of `url`, and what costs points."""
    found: dict[str, list[float]] = {name: [] for name in CATEGORIES}
    faults = set[str]()
    with tempfile.TemporaryDirectory() as directory:
        for _ in range(runs):
            report = measured(url, Path(directory))
            for name in CATEGORIES:
                category = report["categories"][name]
                found[name].append(category["score"] or 0)
                weighed = {ref["id"] for ref in category["auditRefs"] if ref["weight"]}
                audits = report["audits"]
                faults |= {
                    f"{one} {audits[one].get('displayValue', '')}".strip()
                    for one in weighed
                    if audits[one]["score"] is not None and audits[one]["score"] < 0.9
                }
    return {name: round(100 * statistics.median(values)) for name, values in found.items()}, sorted(faults)


def main() -> None:
    """Measure, print a table, and fail below the least score."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--page", default="http://127.0.0.1:8000", help="a running service")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--path", action="append", help="only this path; may be given several times")
    asked = parser.parse_args()
    npm = Path(sys.executable).parent / "npm"
    if not (HERE / "node_modules").is_dir():
        subprocess.run([npm, "ci", "--ignore-scripts"], cwd=HERE, check=True, capture_output=True)
    site, low = asked.page.rstrip("/"), 0
    print("| page | performance | accessibility | best practices | below 90 |")
    print("|---|---:|---:|---:|---|")
    for path in asked.path or paths(site):
        found, faults = scores(site + path, asked.runs)
        low += sum(score < LEAST for score in found.values())
        print(
            f"| {path} | {' | '.join(str(found[name]) for name in CATEGORIES)} | {', '.join(faults)} |",
            flush=True,
        )
    sys.exit(1 if low else 0)


if __name__ == "__main__":
    main()
