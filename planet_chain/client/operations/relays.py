"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from planet_chain.client import models as m
from planet_chain.client.transport import AsyncTransport, Transport


class RelaysCalls(Transport):
    """Relays, for callers that wait."""

    def relay_claims(self, body: m.RelayIn) -> m.RelayOut:
        """Queue everything that the address can claim; while it is on its way, asking again gives the same."""
        return self.call("POST", "/api/v1/relays/claims", m.RelayOut, body=body)

    def prepare_tip_authorization(self, body: m.TipAuthorizationIn) -> m.AuthorizationOut:
        """What the fan's wallet signs, without gas, so that the relayer can send this tip and nothing else."""
        return self.call("POST", "/api/v1/relays/tips/authorizations", m.AuthorizationOut, body=body)

    def relay_tip(self, body: m.SignedTipIn) -> m.RelayOut:
        """Queue a signed tip, tried before; while it is on its way, asking again gives the same."""
        return self.call("POST", "/api/v1/relays/tips", m.RelayOut, body=body)

    def prepare_join_authorization(self, body: m.JoinAuthorizationIn) -> m.AuthorizationOut:
        """What the fan's wallet signs, without gas, so that the relayer can buy this and nothing else."""
        return self.call("POST", "/api/v1/relays/joins/authorizations", m.AuthorizationOut, body=body)

    def relay_join(self, body: m.SignedJoinIn) -> m.RelayOut:
        """Queue a signed membership, tried before; while it is on its way, asking again gives the same."""
        return self.call("POST", "/api/v1/relays/joins", m.RelayOut, body=body)

    def read_relay(self, relay: str) -> m.RelayOut:
        """How far a wish is."""
        return self.call("GET", f"/api/v1/relays/{self.quoted(relay)}", m.RelayOut)


class AsyncRelaysCalls(AsyncTransport):
    """Relays, for callers that await."""

    async def relay_claims(self, body: m.RelayIn) -> m.RelayOut:
        """Queue everything that the address can claim; while it is on its way, asking again gives the same."""
        return await self.call("POST", "/api/v1/relays/claims", m.RelayOut, body=body)

    async def prepare_tip_authorization(self, body: m.TipAuthorizationIn) -> m.AuthorizationOut:
        """What the fan's wallet signs, without gas, so that the relayer can send this tip and nothing else."""
        return await self.call("POST", "/api/v1/relays/tips/authorizations", m.AuthorizationOut, body=body)

    async def relay_tip(self, body: m.SignedTipIn) -> m.RelayOut:
        """Queue a signed tip, tried before; while it is on its way, asking again gives the same."""
        return await self.call("POST", "/api/v1/relays/tips", m.RelayOut, body=body)

    async def prepare_join_authorization(self, body: m.JoinAuthorizationIn) -> m.AuthorizationOut:
        """What the fan's wallet signs, without gas, so that the relayer can buy this and nothing else."""
        return await self.call("POST", "/api/v1/relays/joins/authorizations", m.AuthorizationOut, body=body)

    async def relay_join(self, body: m.SignedJoinIn) -> m.RelayOut:
        """Queue a signed membership, tried before; while it is on its way, asking again gives the same."""
        return await self.call("POST", "/api/v1/relays/joins", m.RelayOut, body=body)

    async def read_relay(self, relay: str) -> m.RelayOut:
        """How far a wish is."""
        return await self.call("GET", f"/api/v1/relays/{self.quoted(relay)}", m.RelayOut)
