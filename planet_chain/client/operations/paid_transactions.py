"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from planet_chain.client import models as m
from planet_chain.client.transport import AsyncTransport, Transport


class PaidTransactionsCalls(Transport):
    """Paid transactions, for callers that wait."""

    def prepare_join(self, body: m.JoinOrder) -> m.TransactionOut:
        """Steps that buy a pass: an approval when one is missing, then the purchase."""
        return self.call("POST", "/api/v1/transactions/join", m.TransactionOut, body=body)

    def prepare_renew(self, body: m.RenewOrder) -> m.TransactionOut:
        """Steps that buy one more period: an approval when one is missing, then the renewal."""
        return self.call("POST", "/api/v1/transactions/renew", m.TransactionOut, body=body)

    def prepare_cancel(self, body: m.CancelOrder) -> m.TransactionOut:
        """The one step that ends a pass and pays back what is left of it."""
        return self.call("POST", "/api/v1/transactions/cancel", m.TransactionOut, body=body)

    def prepare_gift(self, body: m.GiftOrder) -> m.TransactionOut:
        """Steps that pay a period for somebody: an approval when one is missing, then the gift."""
        return self.call("POST", "/api/v1/transactions/gift", m.TransactionOut, body=body)

    def prepare_accept_gift(self, body: m.GiftAnswerOrder) -> m.TransactionOut:
        """The one step in which the receiver takes a gift."""
        return self.call("POST", "/api/v1/transactions/accept-gift", m.TransactionOut, body=body)

    def prepare_return_gift(self, body: m.GiftAnswerOrder) -> m.TransactionOut:
        """The one step that ends a gift and credits its giver."""
        return self.call("POST", "/api/v1/transactions/return-gift", m.TransactionOut, body=body)

    def prepare_collect(self, body: m.CollectOrder) -> m.TransactionOut:
        """The one step that sends a creator what memberships have earned."""
        return self.call("POST", "/api/v1/transactions/collect", m.TransactionOut, body=body)

    def prepare_create_tier(self, body: m.CreateTierOrder) -> m.TransactionOut:
        """The one step in which a creator offers a tier."""
        return self.call("POST", "/api/v1/transactions/create-tier", m.TransactionOut, body=body)

    def prepare_set_tier(self, body: m.SetTierOrder) -> m.TransactionOut:
        """The one step in which a creator changes price and seats, for later purchases."""
        return self.call("POST", "/api/v1/transactions/set-tier", m.TransactionOut, body=body)

    def prepare_grant(self, body: m.GrantOrder) -> m.TransactionOut:
        """The one step in which a creator gives time; it waits as a gift for which nothing was paid."""
        return self.call("POST", "/api/v1/transactions/grant", m.TransactionOut, body=body)

    def prepare_withdraw(self, body: m.WithdrawOrder) -> m.TransactionOut:
        """The one step that sends a giver all refunds of gifts."""
        return self.call("POST", "/api/v1/transactions/withdraw", m.TransactionOut, body=body)

    def prepare_release(self, body: m.ReleaseOrder) -> m.TransactionOut:
        """The one step that ends a pass whose time is over for 7 days; anybody may send it."""
        return self.call("POST", "/api/v1/transactions/release", m.TransactionOut, body=body)

    def prepare_ask(self, body: m.AskOrder) -> m.TransactionOut:
        """Steps that put a prize on a question: an approval when one is missing, then the question."""
        return self.call("POST", "/api/v1/transactions/ask", m.TransactionOut, body=body)

    def prepare_answer(self, body: m.AnswerOrder) -> m.TransactionOut:
        """The one step that answers a question."""
        return self.call("POST", "/api/v1/transactions/answer", m.TransactionOut, body=body)

    def prepare_award(self, body: m.AwardOrder) -> m.TransactionOut:
        """The one step in which the asker shares the prize."""
        return self.call("POST", "/api/v1/transactions/award", m.TransactionOut, body=body)

    def prepare_settle(self, body: m.SettleOrder) -> m.TransactionOut:
        """The one step that ends a question whose time is over; anybody may send it."""
        return self.call("POST", "/api/v1/transactions/settle", m.TransactionOut, body=body)

    def prepare_collect_prizes(self, body: m.CollectPrizesOrder) -> m.TransactionOut:
        """The one step that sends an account everything that questions owe it."""
        return self.call("POST", "/api/v1/transactions/collect-prizes", m.TransactionOut, body=body)


class AsyncPaidTransactionsCalls(AsyncTransport):
    """Paid transactions, for callers that await."""

    async def prepare_join(self, body: m.JoinOrder) -> m.TransactionOut:
        """Steps that buy a pass: an approval when one is missing, then the purchase."""
        return await self.call("POST", "/api/v1/transactions/join", m.TransactionOut, body=body)

    async def prepare_renew(self, body: m.RenewOrder) -> m.TransactionOut:
        """Steps that buy one more period: an approval when one is missing, then the renewal."""
        return await self.call("POST", "/api/v1/transactions/renew", m.TransactionOut, body=body)

    async def prepare_cancel(self, body: m.CancelOrder) -> m.TransactionOut:
        """The one step that ends a pass and pays back what is left of it."""
        return await self.call("POST", "/api/v1/transactions/cancel", m.TransactionOut, body=body)

    async def prepare_gift(self, body: m.GiftOrder) -> m.TransactionOut:
        """Steps that pay a period for somebody: an approval when one is missing, then the gift."""
        return await self.call("POST", "/api/v1/transactions/gift", m.TransactionOut, body=body)

    async def prepare_accept_gift(self, body: m.GiftAnswerOrder) -> m.TransactionOut:
        """The one step in which the receiver takes a gift."""
        return await self.call("POST", "/api/v1/transactions/accept-gift", m.TransactionOut, body=body)

    async def prepare_return_gift(self, body: m.GiftAnswerOrder) -> m.TransactionOut:
        """The one step that ends a gift and credits its giver."""
        return await self.call("POST", "/api/v1/transactions/return-gift", m.TransactionOut, body=body)

    async def prepare_collect(self, body: m.CollectOrder) -> m.TransactionOut:
        """The one step that sends a creator what memberships have earned."""
        return await self.call("POST", "/api/v1/transactions/collect", m.TransactionOut, body=body)

    async def prepare_create_tier(self, body: m.CreateTierOrder) -> m.TransactionOut:
        """The one step in which a creator offers a tier."""
        return await self.call("POST", "/api/v1/transactions/create-tier", m.TransactionOut, body=body)

    async def prepare_set_tier(self, body: m.SetTierOrder) -> m.TransactionOut:
        """The one step in which a creator changes price and seats, for later purchases."""
        return await self.call("POST", "/api/v1/transactions/set-tier", m.TransactionOut, body=body)

    async def prepare_grant(self, body: m.GrantOrder) -> m.TransactionOut:
        """The one step in which a creator gives time; it waits as a gift for which nothing was paid."""
        return await self.call("POST", "/api/v1/transactions/grant", m.TransactionOut, body=body)

    async def prepare_withdraw(self, body: m.WithdrawOrder) -> m.TransactionOut:
        """The one step that sends a giver all refunds of gifts."""
        return await self.call("POST", "/api/v1/transactions/withdraw", m.TransactionOut, body=body)

    async def prepare_release(self, body: m.ReleaseOrder) -> m.TransactionOut:
        """The one step that ends a pass whose time is over for 7 days; anybody may send it."""
        return await self.call("POST", "/api/v1/transactions/release", m.TransactionOut, body=body)

    async def prepare_ask(self, body: m.AskOrder) -> m.TransactionOut:
        """Steps that put a prize on a question: an approval when one is missing, then the question."""
        return await self.call("POST", "/api/v1/transactions/ask", m.TransactionOut, body=body)

    async def prepare_answer(self, body: m.AnswerOrder) -> m.TransactionOut:
        """The one step that answers a question."""
        return await self.call("POST", "/api/v1/transactions/answer", m.TransactionOut, body=body)

    async def prepare_award(self, body: m.AwardOrder) -> m.TransactionOut:
        """The one step in which the asker shares the prize."""
        return await self.call("POST", "/api/v1/transactions/award", m.TransactionOut, body=body)

    async def prepare_settle(self, body: m.SettleOrder) -> m.TransactionOut:
        """The one step that ends a question whose time is over; anybody may send it."""
        return await self.call("POST", "/api/v1/transactions/settle", m.TransactionOut, body=body)

    async def prepare_collect_prizes(self, body: m.CollectPrizesOrder) -> m.TransactionOut:
        """The one step that sends an account everything that questions owe it."""
        return await self.call("POST", "/api/v1/transactions/collect-prizes", m.TransactionOut, body=body)
