"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from planet_chain.client import models as m
from planet_chain.client.transport import AsyncTransport, Transport


class SessionCalls(Transport):
    """Session, for callers that wait."""

    def read_nonce(self, *, address: str | None = None) -> m.NonceOut:
        """A nonce, and the message to sign. Each is good once, for ten minutes."""
        return self.call("GET", "/api/v1/nonce", m.NonceOut, query={"address": address})

    def sign_in(self, body: m.SignInIn) -> m.SessionOut:
        """Begin a session of a week, kept in a cookie that no script can read. A session before it ends."""
        return self.call("POST", "/api/v1/session", m.SessionOut, body=body)

    def read_session(self) -> m.SessionOut:
        """The account of this session, or nobody."""
        return self.call("GET", "/api/v1/session", m.SessionOut)

    def sign_out(self, *, everywhere: bool | None = None) -> None:
        """End this session, or every session of the account. Nobody signed in is no error."""
        return self.call("DELETE", "/api/v1/session", type(None), query={"everywhere": everywhere})


class AsyncSessionCalls(AsyncTransport):
    """Session, for callers that await."""

    async def read_nonce(self, *, address: str | None = None) -> m.NonceOut:
        """A nonce, and the message to sign. Each is good once, for ten minutes."""
        return await self.call("GET", "/api/v1/nonce", m.NonceOut, query={"address": address})

    async def sign_in(self, body: m.SignInIn) -> m.SessionOut:
        """Begin a session of a week, kept in a cookie that no script can read. A session before it ends."""
        return await self.call("POST", "/api/v1/session", m.SessionOut, body=body)

    async def read_session(self) -> m.SessionOut:
        """The account of this session, or nobody."""
        return await self.call("GET", "/api/v1/session", m.SessionOut)

    async def sign_out(self, *, everywhere: bool | None = None) -> None:
        """End this session, or every session of the account. Nobody signed in is no error."""
        return await self.call("DELETE", "/api/v1/session", type(None), query={"everywhere": everywhere})
