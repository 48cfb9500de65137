"""`./planet`, before any Python of ours runs."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_stopping_sets_nothing_up(tmp_path: Path) -> None:
    """A checkout that changed since it was started: its locks are not even looked at."""
    shutil.copy(ROOT / "planet", tmp_path)
    forwarded = tmp_path / ".venv" / "bin" / "planet"
    forwarded.parent.mkdir(parents=True)
    forwarded.write_text('#!/bin/sh\necho "forwarded: $*"\n')
    forwarded.chmod(0o755)
    done = subprocess.run(
        [tmp_path / "planet", "stop", "--quiet"], capture_output=True, text=True, timeout=30, check=False
    )
    assert (done.returncode, done.stdout) == (0, "forwarded: stop --quiet\n")
    assert not (tmp_path / ".planet").exists()
