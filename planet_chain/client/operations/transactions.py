"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from planet_chain.client import models as m
from planet_chain.client.transport import AsyncTransport, Transport


class TransactionsCalls(Transport):
    """Transactions, for callers that wait."""

    def prepare_buy(self, body: m.BuyOrder) -> m.TransactionOut:
        """Steps that buy a community token: an approval when one is missing, then the purchase."""
        return self.call("POST", "/api/v1/transactions/buy", m.TransactionOut, body=body)

    def prepare_sell(self, body: m.SellOrder) -> m.TransactionOut:
        """The one step that sells community tokens; the market burns them, so no approval is needed."""
        return self.call("POST", "/api/v1/transactions/sell", m.TransactionOut, body=body)

    def prepare_tip(self, body: m.TipOrder) -> m.TransactionOut:
        """Steps that tip a creator: an approval when one is missing, then the tip."""
        return self.call("POST", "/api/v1/transactions/tip", m.TransactionOut, body=body)

    def prepare_claim(self, body: m.ClaimOrder) -> m.TransactionOut:
        """One step a token that is claimable now. Anybody may send them: the money goes to the beneficiary."""
        return self.call("POST", "/api/v1/transactions/claim", m.TransactionOut, body=body)

    def prepare_create_community(self, body: m.CreateCommunityOrder) -> m.TransactionOut:
        """Steps that make the account's community, with its first buy in the same transaction."""
        return self.call("POST", "/api/v1/transactions/create-community", m.TransactionOut, body=body)

    def prepare_follow(self, body: m.FollowOrder) -> m.TransactionOut:
        """The one step that follows a creator."""
        return self.call("POST", "/api/v1/transactions/follow", m.TransactionOut, body=body)

    def prepare_unfollow(self, body: m.UnfollowOrder) -> m.TransactionOut:
        """The one step that ends a follow; it is possible after the creator was revoked too."""
        return self.call("POST", "/api/v1/transactions/unfollow", m.TransactionOut, body=body)

    def prepare_airdrop(self, body: m.AirdropOrder) -> m.TransactionOut:
        """Steps that make a campaign: an approval when one is missing, then the campaign."""
        return self.call("POST", "/api/v1/transactions/airdrop", m.TransactionOut, body=body)

    def prepare_sweep(self, body: m.SweepOrder) -> m.TransactionOut:
        """The one step in which the funder takes what is left of an ended campaign."""
        return self.call("POST", "/api/v1/transactions/sweep", m.TransactionOut, body=body)


class AsyncTransactionsCalls(AsyncTransport):
    """Transactions, for callers that await."""

    async def prepare_buy(self, body: m.BuyOrder) -> m.TransactionOut:
        """Steps that buy a community token: an approval when one is missing, then the purchase."""
        return await self.call("POST", "/api/v1/transactions/buy", m.TransactionOut, body=body)

    async def prepare_sell(self, body: m.SellOrder) -> m.TransactionOut:
        """The one step that sells community tokens; the market burns them, so no approval is needed."""
        return await self.call("POST", "/api/v1/transactions/sell", m.TransactionOut, body=body)

    async def prepare_tip(self, body: m.TipOrder) -> m.TransactionOut:
        """Steps that tip a creator: an approval when one is missing, then the tip."""
        return await self.call("POST", "/api/v1/transactions/tip", m.TransactionOut, body=body)

    async def prepare_claim(self, body: m.ClaimOrder) -> m.TransactionOut:
        """One step a token that is claimable now. Anybody may send them: the money goes to the beneficiary."""
        return await self.call("POST", "/api/v1/transactions/claim", m.TransactionOut, body=body)

    async def prepare_create_community(self, body: m.CreateCommunityOrder) -> m.TransactionOut:
        """Steps that make the account's community, with its first buy in the same transaction."""
        return await self.call("POST", "/api/v1/transactions/create-community", m.TransactionOut, body=body)

    async def prepare_follow(self, body: m.FollowOrder) -> m.TransactionOut:
        """The one step that follows a creator."""
        return await self.call("POST", "/api/v1/transactions/follow", m.TransactionOut, body=body)

    async def prepare_unfollow(self, body: m.UnfollowOrder) -> m.TransactionOut:
        """The one step that ends a follow; it is possible after the creator was revoked too."""
        return await self.call("POST", "/api/v1/transactions/unfollow", m.TransactionOut, body=body)

    async def prepare_airdrop(self, body: m.AirdropOrder) -> m.TransactionOut:
        """Steps that make a campaign: an approval when one is missing, then the campaign."""
        return await self.call("POST", "/api/v1/transactions/airdrop", m.TransactionOut, body=body)

    async def prepare_sweep(self, body: m.SweepOrder) -> m.TransactionOut:
        """The one step in which the funder takes what is left of an ended campaign."""
        return await self.call("POST", "/api/v1/transactions/sweep", m.TransactionOut, body=body)
