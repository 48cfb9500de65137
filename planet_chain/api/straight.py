"""Routes that many ask: what is plainly in order goes past what FastAPI looks up for each request."""

from collections.abc import Awaitable, Callable, Iterable

from fastapi.routing import APIRoute
from fastapi_problem.handler import ExceptionHandler
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

Short = Callable[[Request], Awaitable[Response] | None]
"""The answer to a request that it is sure about; None leaves the request to FastAPI, which judges it."""


class StraightRoute(APIRoute):
    """A route that may answer plain GET requests shortly."""

    @staticmethod
    def short(_request: Request, /) -> Awaitable[Response] | None:
        """As `Short` says."""
        return None


def straight(answer: Short) -> type[StraightRoute]:
    """The class of routes whose GET requests `answer` sees first."""

    class Straight(StraightRoute):
        short = staticmethod(answer)

    return Straight


class Straightway:
    """ASGI middleware, the innermost: asks the `routes` that are straight before all routes are searched.

    Args:
        problems: answers for what these routes raise on purpose, as FastAPI would have it do.
    """

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute], problems: ExceptionHandler) -> None:
        self.app = app
        self.routes = [route for route in routes if isinstance(route, StraightRoute)]
        self.problems = problems
        self.raised = tuple(problems.handlers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        coming = (
            self._coming(scope, receive) if scope["type"] == "http" and scope["method"] == "GET" else None
        )
        if coming is None:
            await self.app(scope, receive, send)
            return
        try:
            answer = await coming
        except self.raised as error:
            answer = self.problems(Request(scope), error)
        await answer(scope, receive, send)

    def _coming(self, scope: Scope, receive: Receive) -> Awaitable[Response] | None:
        # who traces wants FastAPI's own account of which route it was
        if "fastapi.telemetry" in scope:
            return None
        for route in self.routes:
            match, found = route.matches(scope)
            if match is Match.FULL:
                coming = route.short(Request({**scope, **found}, receive))
                if coming is not None:
                    scope["route"] = route
                return coming
        return None
