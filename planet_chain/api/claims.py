"""What accounts can claim, for many accounts at once: a question to the database costs the same for one."""

from typing import Any

import msgspec

from planet_chain.api.service import Service
from planet_chain.core.addresses import checksum_address
from planet_chain.core.amounts import format_amount
from planet_chain.store.asking import Asker
from planet_chain.store.queries.airdrops import GiftDue
from planet_chain.store.queries.dues import STATEMENT, Claim, Dues, FailedClaim, Paid, dues_from
from planet_chain.store.queries.index import Finality

Shown = dict[str, Any]
"""What a model of `planet_chain.api.schemas` gives as JSON, in its order."""
_encode = msgspec.json.Encoder().encode


class ClaimsReader:
    """Reads everything about the claims of some accounts in one question.

    Writes down `ClaimsOut` itself: making its models first took a tenth of the time of an answer.
    """

    def __init__(self, service: Service, asker: Asker) -> None:
        self._service = service
        self._asker = asker

    async def read(self, accounts: list[str]) -> dict[str, bytes]:
        """account (lower case) -> its `ClaimsOut` as of now, in JSON."""
        rows = await self._asker.ask(STATEMENT, {"accounts": accounts})
        return {due.account: self.written(due) for due in map(dues_from, rows)}

    def written(self, due: Dues) -> bytes:
        """What is due as `ClaimsOut` in JSON."""
        return _encode(self._shown(due))

    def _shown(self, due: Dues) -> Shown:
        return {
            "account": checksum_address(due.account),
            "distributor": checksum_address(self._service.address("RewardDistributor")),
            "self_only": due.self_only,
            "claimable": [self._claimable(claim) for claim in due.claims.claimable],
            "pending": [self._pending(claim) for claim in due.claims.pending],
            "airdrops": [self._gift(gift) for gift in due.gifts],
            "claimed": [self._claimed(row, finality) for row, finality in due.paid],
            "failed": [self._failed(claim) for claim in due.failed],
        }

    def _claimable(self, claim: Claim) -> Shown:
        return {
            **self._money(claim),
            "cumulative": str(claim.cumulative),
            "proof": claim.proof,
            "root": claim.root,
            "epoch": claim.epoch,
        }

    def _pending(self, claim: Claim) -> Shown:
        return {
            **self._money(claim),
            "root": claim.root,
            "epoch": claim.epoch,
            "state": claim.state,
            "until": claim.activatable_at,
        }

    def _gift(self, gift: GiftDue) -> Shown:
        return {
            "campaign": gift.campaign,
            **self._money(gift),
            "index": gift.leaf_index,
            "proof": gift.proof,
            "root": gift.root,
            "state": gift.state,
            "starts_at": gift.starts_at,
            "ends_at": gift.ends_at,
            "content_id": gift.content_id,
        }

    def _claimed(self, row: Paid, finality: Finality) -> Shown:
        return {
            "campaign": row.campaign,
            **self._money(row),
            "at": row.at,
            "block": row.block,
            "transaction": row.transaction,
            "finality": finality,
        }

    def _failed(self, claim: FailedClaim) -> Shown:
        return {**self._money(claim), "epoch": claim.epoch, "root": claim.root, "reason": claim.note}

    def _money(self, row: Claim | GiftDue | Paid | FailedClaim) -> Shown:
        """`token`, and the `amount` of it as `TokenMoney`."""
        known, token = self._service.token(row.token), checksum_address(row.token)
        amount = {
            "token": token,
            "symbol": known.symbol if known else None,
            "amount": format_amount(row.amount),
            "decimals": known.decimals if known else None,
        }
        return {"token": token, "amount": amount}
