"""How often and how much one caller may send, counted in this process: a proxy limits the sum."""

import math
import time
from typing import Final

from fastapi_problem.handler import ExceptionHandler
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planet_chain.api.errors import BodyTooLarge, TooManyRequests

API_PREFIX: Final = "/api/"
# A probe that is refused would restart a healthy process.
_UNLIMITED: Final = ("/api/v1/health", "/api/v1/ready")


class RateLimit:
    """ASGI middleware: 429 with Retry-After for a caller above `read` or `write`, such as "50/second"."""

    def __init__(self, app: ASGIApp, problems: ExceptionHandler, read: str, write: str) -> None:
        self.app = app
        self.problems = problems
        self.read, self.write = parse(read), parse(write)
        self.limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http" or not scope["path"].startswith(API_PREFIX) or scope["path"] in _UNLIMITED:
            await self.app(scope, receive, send)
            return
        limit = self.read if scope["method"] in ("GET", "HEAD", "OPTIONS") else self.write
        caller = _caller_of(scope)
        if self.limiter.hit(limit, caller):
            await self.app(scope, receive, send)
        else:
            refusal = TooManyRequests(self._wait(limit, caller))
            await self.problems(Request(scope), refusal)(scope, receive, send)

    def _wait(self, limit: RateLimitItem, caller: str) -> int:
        reset = self.limiter.get_window_stats(limit, caller).reset_time
        return max(1, math.ceil(reset - time.time()))


def _caller_of(scope: Scope) -> str:
    # Never a header: whoever may choose what is counted by escapes the count.
    return scope["client"][0] if scope.get("client") else "unknown"


class BodyLimit:
    """ASGI middleware: 413 for a body above `most` bytes, announced or not, without reading it whole."""

    def __init__(self, app: ASGIApp, problems: ExceptionHandler, most: int) -> None:
        self.app = app
        self.problems = problems
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced) > self.most:
            await self.problems(Request(scope), BodyTooLarge(self.most))(scope, receive, send)
            return
        taken = 0

        async def receive_counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.most:
                raise BodyTooLarge(self.most)
            return message

        await self.app(scope, receive_counted, send)
