"""The settler's transactions: signed once, written down, sent; after a crash the same bytes go again."""

from dataclasses import dataclass

from eth_account.signers.local import LocalAccount
from hexbytes import HexBytes
from sqlalchemy import Engine, select
from sqlmodel import Session, col
from web3 import Web3
from web3.exceptions import TransactionNotFound
from web3.types import TxReceipt

from planet_chain.chain.transactions import Signed, send, sign, wait
from planet_chain.store.database import transaction
from planet_chain.store.relays import RelayTransaction
from planet_chain.store.rewards import RewardTransaction


@dataclass(frozen=True)
class Sender:
    """Sends for the settler, one transaction a purpose and epoch at a time.

    Attributes:
        patience: seconds to wait for a block; what is in none by then is looked for again next time.
    """

    database: Engine
    w3: Web3
    account: LocalAccount
    patience: float = 30

    def ensure(self, epoch: int, purpose: str, to: str, data: bytes) -> TxReceipt:
        """The receipt of the transaction for `purpose`: of the one that is on its way, else of a new one.

        Call it only while the chain does not show the effect.

        Raises:
            ContractReverted: the contract refuses; what was sent before is not sent in another form.
            TransactionPending: it is in no block yet; call again later.
        """
        self.review()
        with transaction(self.database) as session:
            waiting = session.scalars(
                select(RewardTransaction)
                .where(col(RewardTransaction.epoch) == epoch, col(RewardTransaction.purpose) == purpose)
                .where(col(RewardTransaction.state) == "recorded")
            ).first()
            signed = None if waiting is None else _signed(waiting)
        if signed is None:
            signed = sign(self.w3, self.account, to, data, doing=f"to {purpose}")
            with transaction(self.database) as session:
                session.add(self._row(epoch, purpose, signed))
        if receipt_of(self.w3, signed.hash) is None:
            send(self.w3, signed)
        return wait(self.w3, signed.hash, seconds=self.patience, doing=f"to {purpose}")

    def review(self) -> None:
        """Look after what was sent: final ones are closed, lost ones are sent again."""
        finalized = self.w3.eth.get_block("finalized")["number"]
        with transaction(self.database) as session:
            waiting = session.scalars(
                select(RewardTransaction)
                .where(col(RewardTransaction.state) == "recorded")
                .order_by(col(RewardTransaction.nonce))
            ).all()
            for row in waiting:
                look_after(self.w3, row, finalized)

    def _row(self, epoch: int, purpose: str, signed: Signed) -> RewardTransaction:
        return RewardTransaction(
            hash=signed.hash,
            epoch=epoch,
            purpose=purpose,
            sender=self.account.address.lower(),
            nonce=signed.nonce,
            raw=bytes(HexBytes(signed.raw)),
            state="recorded",
        )


def look_after(w3: Web3, row: RewardTransaction | RelayTransaction, finalized: int) -> TxReceipt | None:
    """Close `row` when it is final, send it again when it was lost.

    Returns:
        The receipt, when it is final.
    """
    receipt = receipt_of(w3, row.hash)
    if receipt is not None:
        if receipt["blockNumber"] > finalized:
            return None
        row.state = "mined" if receipt["status"] == 1 else "reverted"
        row.block = receipt["blockNumber"]
        return receipt
    sender = Web3.to_checksum_address(row.sender)
    if w3.eth.get_transaction_count(sender, "finalized") > row.nonce:
        # somebody used the account for something else in between: this one can never be mined
        row.state = "replaced"
    else:
        send(w3, _signed(row))
    return None


def is_on_its_way(session: Session, epoch: int, purpose: str) -> bool:
    """Whether a transaction for `purpose` was recorded and is not final."""
    query = select(RewardTransaction).where(
        col(RewardTransaction.epoch) == epoch,
        col(RewardTransaction.purpose) == purpose,
        col(RewardTransaction.state) == "recorded",
    )
    return session.scalars(query).first() is not None


def receipt_of(w3: Web3, transaction_hash: str) -> TxReceipt | None:
    """The receipt of a transaction, None while it is in no block."""
    try:
        return w3.eth.get_transaction_receipt(HexBytes(transaction_hash))
    except TransactionNotFound:
        return None


def _signed(row: RewardTransaction | RelayTransaction) -> Signed:
    return Signed(row.hash, HexBytes(row.raw).to_0x_hex(), row.nonce)
