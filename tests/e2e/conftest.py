"""Chromium as the system has it: Playwright's own download is not needed."""

import shutil
from typing import Any

import pytest

from tests.conftest import Stack

_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start the system's chromium, without a window and without talking to anybody else."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail("no chromium found; `./planet test` installs it, or put one on the PATH")
    return {"executable_path": chromium, "args": list(_QUIET), "headless": True}


@pytest.fixture(scope="session")
def base_url(stack: Stack) -> str:
    """Paths that a test opens are below the running page."""
    return stack.page
