"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from planet_chain.client.operations.airdrops import AirdropsCalls, AsyncAirdropsCalls
from planet_chain.client.operations.communities import AsyncCommunitiesCalls, CommunitiesCalls
from planet_chain.client.operations.content import AsyncContentCalls, ContentCalls
from planet_chain.client.operations.contests import AsyncContestsCalls, ContestsCalls
from planet_chain.client.operations.gates import AsyncGatesCalls, GatesCalls
from planet_chain.client.operations.intake import AsyncIntakeCalls, IntakeCalls
from planet_chain.client.operations.operations import AsyncOperationsCalls, OperationsCalls
from planet_chain.client.operations.paid_transactions import AsyncPaidTransactionsCalls, PaidTransactionsCalls
from planet_chain.client.operations.people import AsyncPeopleCalls, PeopleCalls
from planet_chain.client.operations.relays import AsyncRelaysCalls, RelaysCalls
from planet_chain.client.operations.rewards import AsyncRewardsCalls, RewardsCalls
from planet_chain.client.operations.session import AsyncSessionCalls, SessionCalls
from planet_chain.client.operations.transactions import AsyncTransactionsCalls, TransactionsCalls


class Operations(
    AirdropsCalls,
    CommunitiesCalls,
    ContentCalls,
    ContestsCalls,
    GatesCalls,
    IntakeCalls,
    OperationsCalls,
    PaidTransactionsCalls,
    PeopleCalls,
    RelaysCalls,
    RewardsCalls,
    SessionCalls,
    TransactionsCalls,
):
    """Every operation, for callers that wait."""


class AsyncOperations(
    AsyncAirdropsCalls,
    AsyncCommunitiesCalls,
    AsyncContentCalls,
    AsyncContestsCalls,
    AsyncGatesCalls,
    AsyncIntakeCalls,
    AsyncOperationsCalls,
    AsyncPaidTransactionsCalls,
    AsyncPeopleCalls,
    AsyncRelaysCalls,
    AsyncRewardsCalls,
    AsyncSessionCalls,
    AsyncTransactionsCalls,
):
    """Every operation, for callers that await."""


__all__ = ["AsyncOperations", "Operations"]
