"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from planet_chain.client import models as m
from planet_chain.client.transport import AsyncTransport, Transport


class OperationsCalls(Transport):
    """Operations, for callers that wait."""

    def read_health(self) -> m.HealthOut:
        """Says ok as long as the process answers at all; asks nobody else."""
        return self.call("GET", "/api/v1/health", m.HealthOut)

    def read_ready(self) -> m.ReadyOut:
        """503 with the reason while the database is down, or the index halted, lags, or is of another chain."""
        return self.call("GET", "/api/v1/ready", m.ReadyOut)

    def read_status(self) -> m.StatusOut:
        """Network, contracts, tokens, index, jobs, and what is wrong now."""
        return self.call("GET", "/api/v1/status", m.StatusOut)

    def read_metrics(self) -> bytes:
        """Of this process: requests, intake, stream, memory; and of all: the index's lag, and the jobs."""
        return self.call("GET", "/api/v1/metrics", bytes)


class AsyncOperationsCalls(AsyncTransport):
    """Operations, for callers that await."""

    async def read_health(self) -> m.HealthOut:
        """Says ok as long as the process answers at all; asks nobody else."""
        return await self.call("GET", "/api/v1/health", m.HealthOut)

    async def read_ready(self) -> m.ReadyOut:
        """503 with the reason while the database is down, or the index halted, lags, or is of another chain."""
        return await self.call("GET", "/api/v1/ready", m.ReadyOut)

    async def read_status(self) -> m.StatusOut:
        """Network, contracts, tokens, index, jobs, and what is wrong now."""
        return await self.call("GET", "/api/v1/status", m.StatusOut)

    async def read_metrics(self) -> bytes:
        """Of this process: requests, intake, stream, memory; and of all: the index's lag, and the jobs."""
        return await self.call("GET", "/api/v1/metrics", bytes)
