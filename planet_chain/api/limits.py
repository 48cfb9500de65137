"""How often and how much one caller may send, counted in this process: a proxy limits the sum."""

import math
import time
from typing import Final

from fastapi_problem.handler import ExceptionHandler
from limits import parse
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planet_chain.api.errors import BodyTooLarge, TooManyRequests
from planet_chain.api.headers import header_of

_CROWD: Final = 10_000
"""Callers that are remembered before anybody looks whom to forget."""
_ROUNDING_S: Final = 1e-6
API_PREFIX: Final = "/api/"
_BODILESS: Final = ("GET", "HEAD")  # no route reads a body of these
# A probe that is refused would restart a healthy process.
_UNLIMITED: Final = ("/api/v1/health", "/api/v1/ready")


class Bucket:
    """So many requests of each caller in a period, refilled evenly: the generic cell rate algorithm.

    The storage of `limits` locks, and starts threads to forget: milliseconds, where this takes a microsecond.

    Args:
        rate: such as "50/second".
    """

    def __init__(self, rate: str) -> None:
        item = parse(rate)
        self._interval = item.get_expiry() / item.amount
        self._depth = item.get_expiry() - self._interval
        self._empty: dict[str, float] = {}
        """Caller -> when what it asked for will have been refilled."""
        self._crowd = _CROWD

    def wait(self, caller: str, now: float) -> float:
        """Take one for `caller`, and return 0; or take nothing, and return the seconds until there is one."""
        filled = max(self._empty.get(caller, now), now)
        missing = filled - now - self._depth
        if missing > _ROUNDING_S:
            return missing
        self._empty[caller] = filled + self._interval
        if len(self._empty) > self._crowd:
            self._forget(now)
        return 0.0

    def _forget(self, now: float) -> None:
        self._empty = {caller: filled for caller, filled in self._empty.items() if filled > now}
        self._crowd = max(_CROWD, 2 * len(self._empty))


class RateLimit:
    """ASGI middleware: 429 with Retry-After for a caller above `read` or `write`, such as "50/second"."""

    def __init__(self, app: ASGIApp, problems: ExceptionHandler, read: str, write: str) -> None:
        self.app = app
        self.problems = problems
        self.read, self.write = Bucket(read), Bucket(write)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or refuse it."""
        if scope["type"] != "http" or not scope["path"].startswith(API_PREFIX) or scope["path"] in _UNLIMITED:
            await self.app(scope, receive, send)
            return
        bucket = self.read if scope["method"] in ("GET", "HEAD", "OPTIONS") else self.write
        seconds = bucket.wait(_caller_of(scope), time.monotonic())
        if seconds:
            refusal = TooManyRequests(math.ceil(seconds))
            await self.problems(Request(scope), refusal)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


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
        if scope["type"] != "http" or scope["method"] in _BODILESS:
            await self.app(scope, receive, send)
            return
        announced = header_of(scope["headers"], b"content-length")
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
