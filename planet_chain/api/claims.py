"""What accounts can claim, for many accounts at once: a question to the database costs the same for one."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from sqlmodel import Session

from planet_chain.api.errors import IndexNotStarted
from planet_chain.api.money import token_money
from planet_chain.api.schemas.airdrops import GiftOut
from planet_chain.api.schemas.base import TokenMoney
from planet_chain.api.schemas.rewards import ClaimableOut, ClaimedOut, ClaimsOut, FailedOut, PendingClaim
from planet_chain.api.service import Service
from planet_chain.store.chain import ClaimedFact
from planet_chain.store.queries import creators
from planet_chain.store.queries.airdrops import GiftDue, gifts_by_account
from planet_chain.store.queries.index import IndexStatus, index_status
from planet_chain.store.queries.page import newest_of_each, place_of
from planet_chain.store.queries.rewards import (
    Claim,
    Claims,
    FailedClaim,
    claims_by_account,
    failed_by_account,
)
from planet_chain.store.ties import AirdropClaimedFact

_SHOWN: Final = 50
Paid = ClaimedFact | AirdropClaimedFact


class Found(NamedTuple):
    """What the tables say about one account."""

    claims: Claims
    self_only: bool
    gifts: list[GiftDue]
    paid: list[Paid]
    failed: list[FailedClaim]


class ClaimsReader:
    """Reads everything about the claims of some accounts in a fixed number of questions."""

    def __init__(self, service: Service) -> None:
        self.service = service

    def read(self, accounts: list[str]) -> dict[str, ClaimsOut]:
        """account (lower case) -> its claims, as of now."""
        with Session(self.service.reading) as session:
            index = index_status(session)
            claims = claims_by_account(session, accounts)
            own = creators.self_only(session, accounts)
            gifts = gifts_by_account(session, accounts, index.head_time) if index else {}
            paid = _paid(session, accounts)
            failed = failed_by_account(session, accounts)
        return {
            each: self._shown(
                each, Found(claims[each], each in own, gifts.get(each, []), paid[each], failed[each]), index
            )
            for each in accounts
        }

    def _shown(self, account: str, found: Found, index: IndexStatus | None) -> ClaimsOut:
        def money(row: Claim | GiftDue | FailedClaim) -> TokenMoney:
            return token_money(self.service, row.token, row.amount)

        return ClaimsOut(
            account=account,
            distributor=self.service.address("RewardDistributor"),
            self_only=found.self_only,
            claimable=[ClaimableOut.of(claim, money(claim)) for claim in found.claims.claimable],
            pending=[self._pending(claim) for claim in found.claims.pending],
            airdrops=[GiftOut.of(gift, money(gift)) for gift in found.gifts],
            claimed=[self._claimed(row, index) for row in found.paid],
            failed=[FailedOut.of(claim, money(claim)) for claim in found.failed],
        )

    def _pending(self, claim: Claim) -> PendingClaim:
        return PendingClaim(
            token=claim.token,
            amount=token_money(self.service, claim.token, claim.amount),
            root=claim.root,
            epoch=claim.epoch,
            state=claim.state,
            until=claim.activatable_at,
        )

    def _claimed(self, row: Paid, index: IndexStatus | None) -> ClaimedOut:
        if index is None:
            raise IndexNotStarted
        amount = token_money(self.service, row.token, row.amount)
        return ClaimedOut.of(row, amount, index.finality_of(row.block_number))


def _paid(session: Session, accounts: list[str]) -> Mapping[str, list[Paid]]:
    found: dict[str, list[Any]] = newest_of_each(session, ClaimedFact, "account", accounts, _SHOWN)
    for account, rows in newest_of_each(session, AirdropClaimedFact, "account", accounts, _SHOWN).items():
        if rows:
            found[account] = sorted([*found[account], *rows], key=place_of, reverse=True)[:_SHOWN]
    return found
