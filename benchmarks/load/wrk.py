"""Requests by wrk, which takes a quarter of a core where a tool in Node takes a whole one."""

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

_SCRIPT: Final = Path(__file__).with_name("wrk.lua")
_PATIENCE_S: Final = 30


def require() -> None:
    """Stop with what to install when there is no wrk."""
    if shutil.which("wrk") is None:
        raise SystemExit(
            "This benchmark asks with wrk 4.1 or newer, which is not on PATH; install it with "
            "`apt-get install wrk` or `brew install wrk`."
        )


def read(url: str, path: str, people: int = 0, think_ms: float = 0) -> list[str]:
    """GET `path` from `url`, the address of one of so many `people` behind it; 0: always the same path.

    Args:
        think_ms: mean pause of a connection between an answer and its next request; 0 asks at once.
    """
    return _command(url, "read", think_ms, path, people)


def intake(
    url: str, path: str, run: str, key: str, rows: int, members: int, posts: int, at: int
) -> list[str]:
    """Send batches of `rows` of activity at about `at` (unix seconds), whose ids begin with `run`."""
    return _command(url, "intake", 0, path, rows, members, posts, at, run, key)


def start(asking: list[str], connections: int, seconds: int) -> subprocess.Popen[str]:
    """Ask for so long; `answered` says what came of it."""
    # one thread: what the script counts, and what it draws, is that of all connections
    command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s"]
    command += ["--timeout", f"{_PATIENCE_S}s", "--script", str(_SCRIPT), *asking]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def answered(asker: subprocess.Popen[str]) -> dict[str, Any]:
    """`requests`, `seconds`, `refused` (status 400 and above), `broken` (no answer), and milliseconds."""
    said, _ = asker.communicate()
    if asker.returncode != 0 or not said.rstrip().endswith("}"):
        raise SystemExit(f"wrk failed:\n{said}")
    took: dict[str, Any] = json.loads(said.rstrip().rpartition("\n")[2])
    if took["broken"]:
        raise SystemExit(f"not every request was answered: {took}")
    return took


def _command(url: str, kind: str, think_ms: float, *rest: object) -> list[str]:
    return [url, "--", kind, str(random.randrange(2**31)), f"{think_ms:.3f}", *map(str, rest)]
