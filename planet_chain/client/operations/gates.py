"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Any, Literal

from planet_chain.client import models as m
from planet_chain.client.transport import AsyncTransport, Transport


class GatesCalls(Transport):
    """Gates, for callers that wait."""

    def read_gate(
        self,
        community: str,
        *,
        address: str,
        balance: int | None = None,
        member: bool | None = None,
        tier: int | None = None,
        follow: bool | None = None,
        points: int | None = None,
        match: Literal["all", "any"] | None = None,
    ) -> m.EntryOut:
        """The verdict as of the finalized block: by the rules of the question, else by those of the creator."""
        return self.call(
            "GET",
            f"/api/v1/gates/{self.quoted(community)}",
            m.EntryOut,
            query={
                "address": address,
                "balance": balance,
                "member": member,
                "tier": tier,
                "follow": follow,
                "points": points,
                "match": match,
            },
        )

    def set_rules(self, community: str, body: m.GateIn) -> m.GateOut:
        """Replace the rules; only the community's creator, signed in, can. Passes given before live on."""
        return self.call("PUT", f"/api/v1/gates/{self.quoted(community)}", m.GateOut, body=body)

    def read_rules(self, community: str) -> m.GateOut:
        """The rules that the community's creator set."""
        return self.call("GET", f"/api/v1/gates/{self.quoted(community)}/rules", m.GateOut)

    def issue_pass(self, community: str) -> m.GatePassOut:
        """A pass of five minutes for the account that is signed in, by the creator's rules alone."""
        return self.call("POST", f"/api/v1/gates/{self.quoted(community)}/passes", m.GatePassOut)

    def read_keys__well_known_jwks_json_get(self) -> Any:
        """Public keys: who verifies passes keeps them for a while, and asks again for a kid it does not know."""
        return self.call("GET", "/.well-known/jwks.json", Any)


class AsyncGatesCalls(AsyncTransport):
    """Gates, for callers that await."""

    async def read_gate(
        self,
        community: str,
        *,
        address: str,
        balance: int | None = None,
        member: bool | None = None,
        tier: int | None = None,
        follow: bool | None = None,
        points: int | None = None,
        match: Literal["all", "any"] | None = None,
    ) -> m.EntryOut:
        """The verdict as of the finalized block: by the rules of the question, else by those of the creator."""
        return await self.call(
            "GET",
            f"/api/v1/gates/{self.quoted(community)}",
            m.EntryOut,
            query={
                "address": address,
                "balance": balance,
                "member": member,
                "tier": tier,
                "follow": follow,
                "points": points,
                "match": match,
            },
        )

    async def set_rules(self, community: str, body: m.GateIn) -> m.GateOut:
        """Replace the rules; only the community's creator, signed in, can. Passes given before live on."""
        return await self.call("PUT", f"/api/v1/gates/{self.quoted(community)}", m.GateOut, body=body)

    async def read_rules(self, community: str) -> m.GateOut:
        """The rules that the community's creator set."""
        return await self.call("GET", f"/api/v1/gates/{self.quoted(community)}/rules", m.GateOut)

    async def issue_pass(self, community: str) -> m.GatePassOut:
        """A pass of five minutes for the account that is signed in, by the creator's rules alone."""
        return await self.call("POST", f"/api/v1/gates/{self.quoted(community)}/passes", m.GatePassOut)

    async def read_keys__well_known_jwks_json_get(self) -> Any:
        """Public keys: who verifies passes keeps them for a while, and asks again for a kid it does not know."""
        return await self.call("GET", "/.well-known/jwks.json", Any)
