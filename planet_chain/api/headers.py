"""What every answer says beside its body: security headers, caching, and 304 for what the reader has."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FIXED: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_STORED_TYPES: Final = ("application/json", "text/csv")


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
        self.policy = policy
        self.inline = inline

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                policy = self.inline.get(scope["path"], self.policy)
                for name, value in {**_FIXED, "Content-Security-Policy": policy}.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_protected if scope["type"] == "http" else send)


class EntityTags:
    """ASGI middleware: a weak ETag on what a GET read, and 304 when the reader has it already."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        known = Headers(scope=scope).get("if-none-match", "")
        await self.app(scope, receive, _Tagging(known, send).send)


class _Tagging:
    """Holds an answer's start back until its body is whole, then tags it; streams pass untouched."""

    def __init__(self, known: str, send: Send) -> None:
        self.known = {tag.strip() for tag in known.split(",")} if known else set()
        self.pass_on = send
        self.start: Message | None = None
        self.body = bytearray()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = Headers(raw=message["headers"])
            kind = headers.get("content-type", "").partition(";")[0]
            whole = message["status"] == 200 and kind in _STORED_TYPES and "content-length" in headers
            if whole and "etag" not in headers:
                self.start = message
                return
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self.start)
            return
        await self.pass_on(message)

    async def _finish(self, start: Message) -> None:
        tag = f'W/"{hashlib.blake2b(self.body, digest_size=12).hexdigest()}"'
        headers = MutableHeaders(scope=start)
        headers["ETag"] = tag
        # ask again each time, but an unchanged answer costs no body
        headers.setdefault("Cache-Control", "no-cache")
        if tag in self.known or "*" in self.known:
            del headers["content-length"]
            start["status"], self.body = 304, bytearray()
        await self.pass_on(start)
        await self.pass_on({"type": "http.response.body", "body": bytes(self.body)})
