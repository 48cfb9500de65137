"""The relayer sends claims and signed payments for people without gas; it runs in the worker.

Each transaction is written down with its price before it is sent, so neither a crash nor a slow chain spends
twice. A claim pays the account itself, and what was signed cannot be changed: a stolen relayer can waste its
own gas and nothing else.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from eth_account.signers.local import LocalAccount
from eth_account.typed_transactions.typed_transaction import TypedTransaction
from hexbytes import HexBytes
from sqlalchemy import Engine, select
from sqlmodel import Session, col
from web3 import Web3

from planet_chain.chain.deployment import Deployment
from planet_chain.chain.errors import ContractReverted
from planet_chain.chain.transactions import Signed, TransactionPending, call_data, send, sign, wait
from planet_chain.core.addresses import checksum_address
from planet_chain.rewards import relays
from planet_chain.rewards.relays import Budget, Call, RelayLimit
from planet_chain.rewards.sending import look_after
from planet_chain.store.database import exclusive, transaction
from planet_chain.store.queries.airdrops import GiftDue
from planet_chain.store.queries.dues import Claim, dues_of
from planet_chain.store.relays import Relay, RelayTransaction

_AT_ONCE: Final = 20
"""Relays in one run; the others wait for the next."""
_MOST_GIFTS: Final = 50
"""Leaves in one transaction: some 4 million gas."""
_CHEAPER_SECONDS: Final = 60
"""After which the price of gas is asked for again, at the latest."""


@dataclass(frozen=True)
class Relayer:
    """Sends what is queued.

    Attributes:
        account: pays the gas.
        patience: seconds to wait for a block; what is in none by then is looked for again in the next run.
    """

    database: Engine
    w3: Web3
    deployment: Deployment
    account: LocalAccount
    budget: Budget
    patience: float = 20

    def run(self, now: int) -> str:
        """Look after what was sent, then send what is due; returns what was done, "" for nothing.

        Args:
            now: unix seconds.
        Raises:
            InsufficientBalance: the relayer's own account is empty; what is queued waits.
        """
        if not self._is_busy(now):
            return ""
        # whoever led before may be in the middle of it: two at once would sign with one nonce
        with exclusive(self.database, "relayer", wait=True):
            self._review()
            return self._go_on(now)

    def _is_busy(self, now: int) -> bool:
        with transaction(self.database) as session:
            relays.forget_callers(session, now)
            queued = select(col(Relay.id)).where(col(Relay.state).in_(relays.OPEN)).limit(1)
            sent = (
                select(col(RelayTransaction.hash)).where(col(RelayTransaction.state) == "recorded").limit(1)
            )
            return any(session.scalars(query).first() is not None for query in (queued, sent))

    def _go_on(self, now: int) -> str:
        with transaction(self.database) as session:
            query = select(col(Relay.id)).where(col(Relay.state).in_(relays.OPEN))
            ordered = query.order_by(col(Relay.requested_at), col(Relay.id)).limit(_AT_ONCE)
            waiting = session.scalars(ordered).all()
        sent = sum(self._advance(number, now) for number in waiting)
        return f"{sent} sent" if sent else ""

    def _review(self) -> None:
        finalized = self.w3.eth.get_block("finalized")["number"]
        with transaction(self.database) as session:
            query = select(RelayTransaction).where(col(RelayTransaction.state) == "recorded")
            for row in session.scalars(query.order_by(col(RelayTransaction.nonce))).all():
                receipt = look_after(self.w3, row, finalized)
                if receipt is not None:
                    row.wei = receipt["gasUsed"] * receipt["effectiveGasPrice"]
                elif row.state == "replaced":
                    row.wei = 0

    def _advance(self, number: str, now: int) -> int:
        """Send what relay `number` still needs; returns how many transactions that took."""
        with transaction(self.database) as session:
            wanted = self._wanted(session, session.get_one(Relay, number))
            tried = _tried(session, number)
            # what the index does not know yet still seems due: nothing is sent for it a second time
            missing = {what: call for what, call in wanted.items() if what not in tried}
        sent, refusals = 0, []
        for purpose, call in missing.items():
            try:
                self._send(number, purpose, call, now)
            except ContractReverted as error:
                refusals.append(error.sentence)
            except (RelayLimit, TransactionPending) as error:
                self._note(number, error.sentence)
                return sent
            else:
                sent += 1
        with transaction(self.database) as session:
            _close(session.get_one(Relay, number), _tried(session, number), refusals)
        return sent

    def _send(self, number: str, purpose: str, call: Call, now: int) -> None:
        """Sign, write down, send, wait for the block.

        Raises:
            ContractReverted: nothing was sent: the chain would refuse it.
            RelayLimit: nothing was sent: the budget of these 24 hours is spent, or gas is too dear now.
            TransactionPending: it was sent, and what comes after it would only wait behind it.
        """
        signed = sign(self.w3, self.account, call.to, call.data, doing="to relay")
        if dearest_wei(signed) > self.budget.gas_price_wei:
            raise RelayLimit("Gas costs more now than the relayer may pay for it", _CHEAPER_SECONDS)
        row = self._row(number, purpose, signed, now)
        with transaction(self.database) as session:
            if relays.spent(session, now) + row.wei > self.budget.daily_wei:
                raise RelayLimit("What the relayer may spend today is spent", relays.free_again(session, now))
            session.add(row)
            relay = session.get_one(Relay, number)
            relay.state, relay.reason = "sending", None
        send(self.w3, signed)
        # one that fails in its block is closed by the review
        with suppress(ContractReverted):
            wait(self.w3, signed.hash, seconds=self.patience, doing="to relay")

    def _note(self, number: str, reason: str) -> None:
        with transaction(self.database) as session:
            session.get_one(Relay, number).reason = reason

    def _wanted(self, session: Session, relay: Relay) -> Mapping[str, Call]:
        if relay.contract is not None and relay.data is not None:
            return {relay.kind: Call(relay.contract, relay.data)}
        return self._due(session, relay.account)

    def _due(self, session: Session, account: str) -> Mapping[str, Call]:
        """What `account` can claim now: a transaction a token, so that one that refuses holds up no other."""
        due = dues_of(session, account)
        calls = {f"rewards {claim.token}": self._claim(account, claim) for claim in due.claims.claimable}
        ready = [gift for gift in due.gifts if gift.state == "claimable"]
        for token in dict.fromkeys(gift.token for gift in ready):
            theirs = [gift for gift in ready if gift.token == token]
            calls[f"airdrops {token}"] = self._gifts(theirs[:_MOST_GIFTS])
        return calls

    def _claim(self, account: str, claim: Claim) -> Call:
        proof = [HexBytes(step) for step in claim.proof]
        arguments = (checksum_address(account), checksum_address(claim.token), claim.cumulative, proof)
        data = call_data("RewardDistributor", "claim", *arguments)
        return Call(self.deployment.address("RewardDistributor"), bytes(data))

    def _gifts(self, gifts: list[GiftDue]) -> Call:
        leaves: list[tuple[Any, ...]] = [
            (
                gift.campaign,
                gift.leaf_index,
                checksum_address(gift.account),
                gift.amount,
                [HexBytes(step) for step in gift.proof],
            )
            for gift in gifts
        ]
        return Call(self.deployment.address("Airdrops"), bytes(call_data("Airdrops", "claimMany", leaves)))

    def _row(self, number: str, purpose: str, signed: Signed, now: int) -> RelayTransaction:
        return RelayTransaction(
            hash=signed.hash,
            relay=number,
            purpose=purpose,
            sender=self.account.address.lower(),
            nonce=signed.nonce,
            raw=bytes(HexBytes(signed.raw)),
            state="recorded",
            wei=most_wei(signed),
            recorded_at=now,
        )


def most_wei(signed: Signed) -> int:
    """What `signed` may cost at most, wei: its gas limit at the highest fee it allows."""
    return int(_fields(signed)["gas"]) * dearest_wei(signed)


def dearest_wei(signed: Signed) -> int:
    """The highest fee for a unit of gas that `signed` allows, wei."""
    return int(_fields(signed)["maxFeePerGas"])


def _fields(signed: Signed) -> dict[str, Any]:
    return TypedTransaction.from_bytes(HexBytes(signed.raw)).as_dict()


def _tried(session: Session, number: str) -> dict[str, RelayTransaction]:
    """Purpose -> the transaction sent for it; one whose nonce was used by another was never mined."""
    query = select(RelayTransaction).where(
        col(RelayTransaction.relay) == number, col(RelayTransaction.state) != "replaced"
    )
    return {row.purpose: row for row in session.scalars(query)}


def _close(relay: Relay, tried: Mapping[str, RelayTransaction], refusals: Sequence[str]) -> None:
    """Nothing more is sent for `relay`: it is over when everything that was sent is final."""
    if not tried:
        relay.state = "refused"
        relay.reason = "; ".join(refusals) or "There is nothing to claim any more."
    elif all(row.state != "recorded" for row in tried.values()):
        failed = [row.purpose for row in tried.values() if row.state == "reverted"]
        relay.state = "done"
        relay.reason = "; ".join([*refusals, *(f"The chain refused {each}." for each in failed)]) or None
