"""What every answer says beside its body: security headers, caching, and 304 for what the reader has."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

RawHeaders = Iterable[tuple[bytes, bytes]]
"""As ASGI has them, names in lower case: a header is read and written often, and these cost least."""
_FIXED: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    # everybody's page may read: no answer to another site depends on a cookie
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Retry-After, X-Request-ID"),
)
_POLICY: Final = b"content-security-policy"
_STORED_TYPES: Final = ("application/json", "text/csv")
_API: Final = "/api/"
_ENDLESS: Final = ("/api/v1/stream",)


def header_of(headers: RawHeaders, name: bytes) -> str:
    """The first header called `name`, "" when there is none."""
    for given, value in headers:
        if given == name:
            return value.decode("latin-1")
    return ""


def with_defaults(headers: RawHeaders, defaults: RawHeaders) -> list[tuple[bytes, bytes]]:
    """`headers`, and those of `defaults` that they lack."""
    whole = list(headers)
    names = {name for name, _ in whole}
    whole.extend(header for header in defaults if header[0] not in names)
    return whole


def content_security_policy(origins: Iterable[str], scripts: str = "'self'") -> str:
    """The page's policy: scripts of its own only, connections to itself and to `origins` (URLs).

    Args:
        scripts: sources of scripts.
    """
    connect = sorted({f"{url.scheme}://{url.netloc}" for url in map(urlsplit, origins) if url.netloc})
    directives = {
        "default-src": "'self'",
        "script-src": scripts,
        # uPlot and Svelte set style attributes at run time; styles run no code
        "style-src": "'self' 'unsafe-inline'",
        # a wallet announces its icon as a data: URL
        "img-src": "'self' data: https:",
        "connect-src": " ".join(["'self'", *connect]),
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


class SecurityHeaders:
    """ASGI middleware: the same protective headers on every answer.

    Args:
        policy: content security policy.
        inline: path -> another policy, for a page that starts with a script of its own.
    """

    def __init__(self, app: ASGIApp, policy: str, inline: Mapping[str, str]) -> None:
        self.app = app
        self.headers = _protective(policy)
        self.inline = {path: _protective(other) for path, other in inline.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        fixed = self.inline.get(scope["path"], self.headers)

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = with_defaults(message["headers"], fixed)
            await send(message)

        await self.app(scope, receive, send_protected)


def _protective(policy: str) -> tuple[tuple[bytes, bytes], ...]:
    return (*_FIXED, (_POLICY, policy.encode()))


class Preflight(CORSMiddleware):
    """What browsers ask before they ask across sites; what they read afterwards is in every answer."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = scope["type"] == "http" and scope["method"] == "OPTIONS"
        await (super().__call__ if asked else self.app)(scope, receive, send)


class EntityTags:
    """ASGI middleware: a weak ETag on what a GET read, and 304 when the reader has it already.

    HEAD is answered as GET, without the body: routes know GET alone.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        if scope["method"] == "HEAD" and scope["path"].startswith(_API) and scope["path"] not in _ENDLESS:
            read = {**scope, "method": "GET"}
            await self(read, receive, _bodiless(send))
            scope.update(read, method="HEAD")  # whoever counts answers wants to know the route
            return
        known = header_of(scope["headers"], b"if-none-match")
        await self.app(scope, receive, _Tagging(known, send).send)


def _bodiless(send: Send) -> Send:
    async def send_start(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return send_start


class _Tagging:
    """Holds an answer's start back until its body is whole, then tags it; streams pass untouched.

    A route that knows its tag gives it: nothing is held back then, and nothing hashed.
    """

    __slots__ = ("body", "known", "pass_on", "silent", "start")

    def __init__(self, known: str, send: Send) -> None:
        self.known = {tag.strip() for tag in known.split(",")} if known else set()
        self.pass_on = send
        self.start: Message | None = None
        self.body = b""
        self.silent = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = dict(message["headers"])
            kind = headers.get(b"content-type", b"").decode("latin-1").partition(";")[0]
            if message["status"] == 200 and kind in _STORED_TYPES and b"content-length" in headers:
                if b"etag" not in headers:
                    self.start = message
                    return
                self._tag(message, headers[b"etag"])
        elif self.silent:
            message["body"] = b""
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self.start)
            return
        await self.pass_on(message)

    def _tag(self, start: Message, tag: bytes) -> None:
        """Say the tag, and nothing more to whoever knows it."""
        # ask again each time, but an unchanged answer costs no body
        defaults = ((b"etag", tag), (b"cache-control", b"no-cache"))
        start["headers"] = with_defaults(start["headers"], defaults)
        if tag.decode("latin-1") in self.known or "*" in self.known:
            start["headers"] = [header for header in start["headers"] if header[0] != b"content-length"]
            start["status"], self.silent = 304, True

    async def _finish(self, start: Message) -> None:
        self._tag(start, f'W/"{hashlib.blake2b(self.body, digest_size=12).hexdigest()}"'.encode())
        await self.pass_on(start)
        await self.pass_on({"type": "http.response.body", "body": b"" if self.silent else self.body})
