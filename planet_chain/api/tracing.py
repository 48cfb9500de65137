"""One id and one log line a request, and an answer in words when the unforeseen happens."""

import re
import time
import traceback
import uuid
from typing import Any, Final

import structlog
from fastapi_problem.handler import ExceptionHandler
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = structlog.get_logger("planet.api")
_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HEADER: Final = "X-Request-ID"


class Tracing:
    """ASGI middleware, around whatever may break. Logs no body, header or query: they may hold a secret."""

    def __init__(self, app: ASGIApp, problems: ExceptionHandler) -> None:
        self.app = app
        self.problems = problems

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(_HEADER, "")
        request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        answered: dict[str, Any] = {}

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                answered["status"] = message["status"]
                MutableHeaders(scope=message)[_HEADER] = request_id
            await send(message)

        started = time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self.app(scope, receive, send_named)
            except Exception as error:
                # plain text: a renderer that shows local variables would show secrets
                report = "".join(traceback.format_exception(error))
                _LOG.error("broke", method=scope["method"], path=scope["path"], traceback=report)
                if answered:
                    raise
                await self.problems(Request(scope), error)(scope, receive, send_named)
            finally:
                milliseconds = round((time.perf_counter() - started) * 1000, 1)
                _LOG.info("answered", method=scope["method"], path=scope["path"], ms=milliseconds, **answered)
