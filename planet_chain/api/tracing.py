"""One id and one log line a request, and an answer in words when the unforeseen happens."""

import os
import re
import time
import traceback
from typing import Final

import structlog
from fastapi_problem.handler import ExceptionHandler
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planet_chain.api.headers import header_of
from planet_chain.api.logs import log_answer
from planet_chain.api.metrics import Metrics

_LOG = structlog.get_logger("planet.api")
_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HEADER: Final = b"x-request-id"


class Tracing:
    """ASGI middleware, around whatever may break. Logs no body, header or query: they may hold a secret."""

    def __init__(self, app: ASGIApp, problems: ExceptionHandler, metrics: Metrics) -> None:
        self.app = app
        self.problems = problems
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = header_of(scope["headers"], _HEADER)
        request_id = given if _ID.fullmatch(given) else os.urandom(16).hex()
        answer = _Answer(request_id.encode(), send)
        # a request has a task of its own, and with it a context: nothing is left to take back
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            await self.app(scope, receive, answer.send)
        except Exception as error:
            # plain text: a renderer that shows local variables would show secrets
            report = "".join(traceback.format_exception(error))
            _LOG.error("broke", method=scope["method"], path=scope["path"], traceback=report)
            if answer.status:
                raise
            await self.problems(Request(scope), error)(scope, receive, answer.send)
        finally:
            self._note(scope, answer, request_id)

    def _note(self, scope: Scope, answer: "_Answer", request_id: str) -> None:
        now = time.perf_counter()
        # an answer that never began was given up by its reader
        self.metrics.answered(scope, answer.status, (answer.began or now) - answer.asked)
        log_answer(
            request_id,
            method=scope["method"],
            path=scope["path"],
            ms=round((now - answer.asked) * 1000, 1),
            status=answer.status,
        )


class _Answer:
    """Passes an answer on with its request's id, and notes when it began."""

    __slots__ = ("_id", "_send", "asked", "began", "status")

    def __init__(self, request_id: bytes, send: Send) -> None:
        self._id = request_id
        self._send = send
        self.asked = time.perf_counter()
        self.began: float | None = None
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.began = time.perf_counter()
            self.status = message["status"]
            message["headers"] = [*message["headers"], (_HEADER, self._id)]
        await self._send(message)
