"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from planet_chain.client import models as m
from planet_chain.client.transport import AsyncTransport, Transport


class IntakeCalls(Transport):
    """Intake, for callers that wait."""

    def send_activity(self, body: m.ActivityBatch, *, idempotency_key: str | None = None) -> m.Accepted:
        """Take in what members did with posts: at most 1,000 rows, each with an id, so that it counts once."""
        return self.call("POST", "/api/v1/activity", m.Accepted, body=body, idempotency_key=idempotency_key)

    def state_members(self, body: m.MemberBatch, *, idempotency_key: str | None = None) -> m.Changed:
        """State who members are and where their rewards go. Changes count from the week that is open."""
        return self.call("POST", "/api/v1/members", m.Changed, body=body, idempotency_key=idempotency_key)

    def state_values(self, body: m.ValueBatch, *, idempotency_key: str | None = None) -> m.Changed:
        """State members' net trading fees of the last 28 days; members not named keep theirs."""
        return self.call("POST", "/api/v1/values", m.Changed, body=body, idempotency_key=idempotency_key)

    def send_values(self, body: bytes, *, idempotency_key: str | None = None) -> m.ValuesTaken:
        """State values by a CSV with the columns `member` and `value`: all or nothing; strangers are skipped."""
        return self.call(
            "POST",
            "/api/v1/values/csv",
            m.ValuesTaken,
            body=body,
            content_type="text/csv",
            idempotency_key=idempotency_key,
        )


class AsyncIntakeCalls(AsyncTransport):
    """Intake, for callers that await."""

    async def send_activity(self, body: m.ActivityBatch, *, idempotency_key: str | None = None) -> m.Accepted:
        """Take in what members did with posts: at most 1,000 rows, each with an id, so that it counts once."""
        return await self.call(
            "POST", "/api/v1/activity", m.Accepted, body=body, idempotency_key=idempotency_key
        )

    async def state_members(self, body: m.MemberBatch, *, idempotency_key: str | None = None) -> m.Changed:
        """State who members are and where their rewards go. Changes count from the week that is open."""
        return await self.call(
            "POST", "/api/v1/members", m.Changed, body=body, idempotency_key=idempotency_key
        )

    async def state_values(self, body: m.ValueBatch, *, idempotency_key: str | None = None) -> m.Changed:
        """State members' net trading fees of the last 28 days; members not named keep theirs."""
        return await self.call(
            "POST", "/api/v1/values", m.Changed, body=body, idempotency_key=idempotency_key
        )

    async def send_values(self, body: bytes, *, idempotency_key: str | None = None) -> m.ValuesTaken:
        """State values by a CSV with the columns `member` and `value`: all or nothing; strangers are skipped."""
        return await self.call(
            "POST",
            "/api/v1/values/csv",
            m.ValuesTaken,
            body=body,
            content_type="text/csv",
            idempotency_key=idempotency_key,
        )
