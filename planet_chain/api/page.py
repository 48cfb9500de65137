"""The page: static files beside the API, or a plain word on how to build them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from planet_chain.api.headers import header_of, with_defaults
from planet_chain.api.preloads import Preloads
from planet_chain.api.problems import PATH as PROBLEMS_PATH

DIST: Final = Path(__file__).parents[2] / "web" / "dist"
_HASHED: Final = "/assets/"
_NOT_OF_THE_PAGE: Final = ("/api/", PROBLEMS_PATH)
_FOR_EVER: Final = b"public, max-age=31536000, immutable"
_PACKED: Final = {"br": "br", "gz": "gzip"}
"""Ending of a packed file -> its content coding; the smaller one first."""
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
        raise HTTPException(404, "There is no such path; /api/docs shows those of the API.")


class PageCaching:
    """ASGI middleware: files with a hash in their name are kept for ever, the page is asked for anew.

    Files go out as the build compressed them, and the page with the names of what it needs first.
    """

    def __init__(self, app: ASGIApp, directory: Path = DIST) -> None:
        self.app = app
        self.preloads = Preloads(directory)
        self.packed = {
            f"/{file.relative_to(directory)}" for ending in _PACKED for file in directory.rglob(f"*.{ending}")
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"].startswith(_NOT_OF_THE_PAGE):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        ending = self._ending(path, header_of(scope["headers"], b"accept-encoding"))

        async def send_dated(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 304):
                said = list(self._said(scope, header_of(message["headers"], b"content-type"), ending))
                message["headers"] = with_defaults(message["headers"], said)
            await send(message)

        served = {**scope, "path": f"{path}.{ending}"} if ending else scope
        await self.app(served, receive, send_dated)

    def _ending(self, path: str, accepted: str) -> str:
        """Of the smallest file beside `path` that the reader can unpack; "" for the file itself."""
        codings = {coding.partition(";")[0].strip() for coding in accepted.split(",")}
        for ending, coding in _PACKED.items():
            if coding in codings and f"{path}.{ending}" in self.packed:
                return ending
        return ""

    def _said(self, scope: Scope, kind: str, ending: str) -> Iterator[tuple[bytes, bytes]]:
        if scope["path"].startswith(_HASHED):
            yield b"cache-control", _FOR_EVER
        elif kind.startswith("text/html"):
            yield b"cache-control", b"no-cache"
            link = self.preloads.link(scope["path"], header_of(scope["headers"], b"accept-language"))
            if link:
                yield b"link", link.encode()
        if ending:
            yield b"content-encoding", _PACKED[ending].encode()
        if f"{scope['path']}.gz" in self.packed:
            yield b"vary", b"Accept-Encoding"
