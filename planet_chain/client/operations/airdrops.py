"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Literal

from planet_chain.client import models as m
from planet_chain.client.transport import AsyncTransport, Transport


class AirdropsCalls(Transport):
    """Airdrops, for callers that wait."""

    def list_airdrops(
        self,
        *,
        funder: str | None = None,
        token: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PageAirdropOut:
        """Campaigns that match everything given, the newest first."""
        return self.call(
            "GET",
            "/api/v1/airdrops",
            m.PageAirdropOut,
            query={"funder": funder, "token": token, "cursor": cursor, "limit": limit},
        )

    def preview_airdrop(self, body: m.AirdropPlan) -> m.AirdropPreview:
        """Who would get what by a plan, after a final block, and the root it leads to. Nothing is kept."""
        return self.call("POST", "/api/v1/airdrops/previews", m.AirdropPreview, body=body)

    def register_airdrop(self, body: m.AirdropTreeIn) -> m.AirdropTreeOut:
        """Keep the files of a preview before it is paid for: everybody it gives to finds their proof here."""
        return self.call("POST", "/api/v1/airdrops/trees", m.AirdropTreeOut, body=body)

    def read_airdrop(self, number: int) -> m.AirdropOut:
        """One campaign: its money, its times, and the files behind its root."""
        return self.call("GET", f"/api/v1/airdrops/{self.quoted(number)}", m.AirdropOut)

    def download_airdrop_file(
        self, number: int, file: Literal["airdrop.json", "snapshot.csv", "tree.json"]
    ) -> bytes:
        """Parameters, snapshot or tree: `planet airdrop verify` derives the root from them."""
        return self.call("GET", f"/api/v1/airdrops/{self.quoted(number)}/{self.quoted(file)}", bytes)


class AsyncAirdropsCalls(AsyncTransport):
    """Airdrops, for callers that await."""

    async def list_airdrops(
        self,
        *,
        funder: str | None = None,
        token: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> m.PageAirdropOut:
        """Campaigns that match everything given, the newest first."""
        return await self.call(
            "GET",
            "/api/v1/airdrops",
            m.PageAirdropOut,
            query={"funder": funder, "token": token, "cursor": cursor, "limit": limit},
        )

    async def preview_airdrop(self, body: m.AirdropPlan) -> m.AirdropPreview:
        """Who would get what by a plan, after a final block, and the root it leads to. Nothing is kept."""
        return await self.call("POST", "/api/v1/airdrops/previews", m.AirdropPreview, body=body)

    async def register_airdrop(self, body: m.AirdropTreeIn) -> m.AirdropTreeOut:
        """Keep the files of a preview before it is paid for: everybody it gives to finds their proof here."""
        return await self.call("POST", "/api/v1/airdrops/trees", m.AirdropTreeOut, body=body)

    async def read_airdrop(self, number: int) -> m.AirdropOut:
        """One campaign: its money, its times, and the files behind its root."""
        return await self.call("GET", f"/api/v1/airdrops/{self.quoted(number)}", m.AirdropOut)

    async def download_airdrop_file(
        self, number: int, file: Literal["airdrop.json", "snapshot.csv", "tree.json"]
    ) -> bytes:
        """Parameters, snapshot or tree: `planet airdrop verify` derives the root from them."""
        return await self.call("GET", f"/api/v1/airdrops/{self.quoted(number)}/{self.quoted(file)}", bytes)
