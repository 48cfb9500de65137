"""What accounts can claim, for many accounts at once: a question to the database costs the same for one."""

from planet_chain.api.money import token_money
from planet_chain.api.schemas.airdrops import GiftOut
from planet_chain.api.schemas.base import TokenMoney
from planet_chain.api.schemas.rewards import ClaimableOut, ClaimedOut, ClaimsOut, FailedOut, PendingClaim
from planet_chain.api.service import Service
from planet_chain.store.asking import Asker
from planet_chain.store.queries.airdrops import GiftDue
from planet_chain.store.queries.dues import STATEMENT, Claim, Dues, FailedClaim, Paid, dues_from


class ClaimsReader:
    """Reads everything about the claims of some accounts in one question."""

    def __init__(self, service: Service, asker: Asker) -> None:
        self._service = service
        self._asker = asker

    async def read(self, accounts: list[str]) -> dict[str, bytes]:
        """account (lower case) -> its `ClaimsOut` as of now, in JSON."""
        rows = await self._asker.ask(STATEMENT, {"accounts": accounts})
        dues = map(dues_from, rows)
        return {due.account: self._shown(due).model_dump_json().encode() for due in dues}

    def _shown(self, due: Dues) -> ClaimsOut:
        return ClaimsOut(
            account=due.account,
            distributor=self._service.address("RewardDistributor"),
            self_only=due.self_only,
            claimable=[ClaimableOut.of(claim, self._money(claim)) for claim in due.claims.claimable],
            pending=[self._pending(claim) for claim in due.claims.pending],
            airdrops=[GiftOut.of(gift, self._money(gift)) for gift in due.gifts],
            claimed=[ClaimedOut.of(row, self._money(row), finality) for row, finality in due.paid],
            failed=[FailedOut.of(claim, self._money(claim)) for claim in due.failed],
        )

    def _pending(self, claim: Claim) -> PendingClaim:
        return PendingClaim(
            token=claim.token,
            amount=self._money(claim),
            root=claim.root,
            epoch=claim.epoch,
            state=claim.state,
            until=claim.activatable_at,
        )

    def _money(self, row: Claim | GiftDue | Paid | FailedClaim) -> TokenMoney:
        return token_money(self._service, row.token, row.amount)
