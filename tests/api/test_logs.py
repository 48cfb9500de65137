"""One line a request: the quick one says what structlog's would."""

import io
import json
from datetime import datetime
from typing import Any

import pytest
import structlog

from planet_chain.api import logs


def test_the_line_of_an_answer_is_like_every_other(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.BytesIO()
    monkeypatch.setattr("sys.stderr", io.TextIOWrapper(pipe))
    monkeypatch.setattr(logs, "_pipe", None)  # put back afterwards
    said: dict[str, Any] = {"method": "GET", "path": "/", "ms": 1.5, "status": 200}
    try:
        logs.configure_logs()
        with structlog.contextvars.bound_contextvars(request_id="abc"):
            logs.log_answer("abc", **said)
            structlog.get_logger("planet.api").info("answered", **said)
    finally:
        structlog.reset_defaults()
    quick, usual = map(json.loads, pipe.getvalue().splitlines())
    times = [datetime.fromisoformat(line.pop("timestamp")) for line in (quick, usual)]
    assert quick == usual == {**said, "request_id": "abc", "level": "info", "event": "answered"}
    assert times[0] <= times[1]
