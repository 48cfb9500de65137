"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Literal

from planet_chain.client import models as m
from planet_chain.client.transport import AsyncTransport, Transport


class RewardsCalls(Transport):
    """Rewards, for callers that wait."""

    def read_claims(self, address: str) -> m.ClaimsOut:
        """Everything `address` can claim now, with proofs, what is on its way, and what was paid."""
        return self.call("GET", f"/api/v1/claims/{self.quoted(address)}", m.ClaimsOut)

    def list_epochs(self, *, cursor: str | None = None, limit: int | None = None) -> m.PageEpochOut:
        """Weeks, the newest first: the running one, then the closed ones."""
        return self.call("GET", "/api/v1/epochs", m.PageEpochOut, query={"cursor": cursor, "limit": limit})

    def read_current(self) -> m.EpochOut:
        """The week in which counts what people do now."""
        return self.call("GET", "/api/v1/epochs/current", m.EpochOut)

    def read_epoch(self, number: int) -> m.EpochOut:
        """One week: its money, its root, and what became of it on chain."""
        return self.call("GET", f"/api/v1/epochs/{self.quoted(number)}", m.EpochOut)

    def read_bundle(self, number: int) -> m.BundleOut:
        """The files from which anybody derives the root, with their hashes."""
        return self.call("GET", f"/api/v1/epochs/{self.quoted(number)}/bundle", m.BundleOut)

    def download_bundle_file(
        self,
        number: int,
        file: Literal[
            "manifest.json",
            "members.parquet",
            "posts.parquet",
            "interactions.parquet",
            "counted.parquet",
            "cumulative.parquet",
        ],
    ) -> bytes:
        """One file of the bundle; it never changes."""
        return self.call("GET", f"/api/v1/epochs/{self.quoted(number)}/bundle/{self.quoted(file)}", bytes)

    def download_tree(self, number: int) -> None:
        """The Merkle tree in OpenZeppelin's standard-v1 format: every account, total and proof."""
        return self.call("GET", f"/api/v1/epochs/{self.quoted(number)}/tree.json", type(None))

    def list_allocations(
        self, number: int, *, cursor: str | None = None, limit: int | None = None
    ) -> m.PagePaidCreator:
        """The creators that the week pays, the best paid first."""
        return self.call(
            "GET",
            f"/api/v1/epochs/{self.quoted(number)}/allocations",
            m.PagePaidCreator,
            query={"cursor": cursor, "limit": limit},
        )

    def read_allocations(self, number: int, address: str) -> m.AllocationsOut:
        """What the week pays at `address`: from which tranche, what the cap cut, and for which posts."""
        return self.call(
            "GET",
            f"/api/v1/epochs/{self.quoted(number)}/allocations/{self.quoted(address)}",
            m.AllocationsOut,
        )

    def draw_allocation(self, number: int, address: str) -> bytes:
        """The same as a picture. Who brought it is in the bundle: `planet rewards explain` draws that too."""
        return self.call(
            "GET",
            f"/api/v1/epochs/{self.quoted(number)}/allocations/{self.quoted(address)}/picture.svg",
            bytes,
        )

    def read_readings(self, number: int) -> m.ReadingsOut:
        """What the reading of the account that is signed in gave to whom, line by line; nobody else sees it."""
        return self.call("GET", f"/api/v1/epochs/{self.quoted(number)}/readings", m.ReadingsOut)


class AsyncRewardsCalls(AsyncTransport):
    """Rewards, for callers that await."""

    async def read_claims(self, address: str) -> m.ClaimsOut:
        """Everything `address` can claim now, with proofs, what is on its way, and what was paid."""
        return await self.call("GET", f"/api/v1/claims/{self.quoted(address)}", m.ClaimsOut)

    async def list_epochs(self, *, cursor: str | None = None, limit: int | None = None) -> m.PageEpochOut:
        """Weeks, the newest first: the running one, then the closed ones."""
        return await self.call(
            "GET", "/api/v1/epochs", m.PageEpochOut, query={"cursor": cursor, "limit": limit}
        )

    async def read_current(self) -> m.EpochOut:
        """The week in which counts what people do now."""
        return await self.call("GET", "/api/v1/epochs/current", m.EpochOut)

    async def read_epoch(self, number: int) -> m.EpochOut:
        """One week: its money, its root, and what became of it on chain."""
        return await self.call("GET", f"/api/v1/epochs/{self.quoted(number)}", m.EpochOut)

    async def read_bundle(self, number: int) -> m.BundleOut:
        """The files from which anybody derives the root, with their hashes."""
        return await self.call("GET", f"/api/v1/epochs/{self.quoted(number)}/bundle", m.BundleOut)

    async def download_bundle_file(
        self,
        number: int,
        file: Literal[
            "manifest.json",
            "members.parquet",
            "posts.parquet",
            "interactions.parquet",
            "counted.parquet",
            "cumulative.parquet",
        ],
    ) -> bytes:
        """One file of the bundle; it never changes."""
        return await self.call(
            "GET", f"/api/v1/epochs/{self.quoted(number)}/bundle/{self.quoted(file)}", bytes
        )

    async def download_tree(self, number: int) -> None:
        """The Merkle tree in OpenZeppelin's standard-v1 format: every account, total and proof."""
        return await self.call("GET", f"/api/v1/epochs/{self.quoted(number)}/tree.json", type(None))

    async def list_allocations(
        self, number: int, *, cursor: str | None = None, limit: int | None = None
    ) -> m.PagePaidCreator:
        """The creators that the week pays, the best paid first."""
        return await self.call(
            "GET",
            f"/api/v1/epochs/{self.quoted(number)}/allocations",
            m.PagePaidCreator,
            query={"cursor": cursor, "limit": limit},
        )

    async def read_allocations(self, number: int, address: str) -> m.AllocationsOut:
        """What the week pays at `address`: from which tranche, what the cap cut, and for which posts."""
        return await self.call(
            "GET",
            f"/api/v1/epochs/{self.quoted(number)}/allocations/{self.quoted(address)}",
            m.AllocationsOut,
        )

    async def draw_allocation(self, number: int, address: str) -> bytes:
        """The same as a picture. Who brought it is in the bundle: `planet rewards explain` draws that too."""
        return await self.call(
            "GET",
            f"/api/v1/epochs/{self.quoted(number)}/allocations/{self.quoted(address)}/picture.svg",
            bytes,
        )

    async def read_readings(self, number: int) -> m.ReadingsOut:
        """What the reading of the account that is signed in gave to whom, line by line; nobody else sees it."""
        return await self.call("GET", f"/api/v1/epochs/{self.quoted(number)}/readings", m.ReadingsOut)
