"""The page: static files beside the API, or a plain word on how to build them."""

from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planet_chain.api.headers import header_of, with_defaults

DIST: Final = Path(__file__).parents[2] / "web" / "dist"
_HASHED: Final = "/assets/"
_FOR_EVER: Final = b"public, max-age=31536000, immutable"
_UNBUILT: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Planet Chain</title>
<h1>The API is running, the page is not built yet</h1>
<p>Build it with <code>npm ci --ignore-scripts &amp;&amp; npm run build</code> in <code>web/</code>,
or start everything with <code>./planet dev</code>, and reload.</p>
<p>The API describes itself in <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p>
"""


def serve_page(app: FastAPI, directory: Path = DIST) -> None:
    """Serve the build in `directory` at /, index.html for the page's own paths; a note when there is none."""
    app.router.routes.append(_UnknownApiPath())
    if (directory / "index.html").is_file():
        app.frontend("/", directory=directory, fallback="index.html", check_dir=True)
    else:
        app.add_api_route("/", _unbuilt, response_class=HTMLResponse, include_in_schema=False)


def _unbuilt() -> str:
    return _UNBUILT


class _UnknownApiPath(BaseRoute):
    """A wrong API path is a 404, never the page; a partial match, so that a real route's 405 wins."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        inside = scope["type"] == "http" and scope["path"].startswith("/api/")
        return (Match.PARTIAL if inside else Match.NONE), {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        raise HTTPException(404, "There is no such path; the API's paths are in /api/v1/openapi.json.")


class PageCaching:
    """ASGI middleware: files with a hash in their name are kept for ever, the page is asked for anew."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"].startswith("/api/"):
            await self.app(scope, receive, send)
            return
        kept = scope["path"].startswith(_HASHED)

        async def send_dated(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 304):
                html = header_of(message["headers"], b"content-type").startswith("text/html")
                if kept or html:
                    dated = (b"cache-control", _FOR_EVER if kept else b"no-cache")
                    message["headers"] = with_defaults(message["headers"], [dated])
            await send(message)

        await self.app(scope, receive, send_dated)
