"""A settled epoch onto the chain: fund what it owes, propose its root, activate it after its window."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from hexbytes import HexBytes
from sqlalchemy import select
from sqlmodel import Session, col
from web3 import Web3
from web3.contract import Contract

from planet_chain.chain.client import contract_at
from planet_chain.chain.deployment import Deployment
from planet_chain.chain.transactions import call_data
from planet_chain.core.amounts import format_whole
from planet_chain.core.errors import PlanetError
from planet_chain.rewards.sending import Sender
from planet_chain.store.chain import RejectedFact
from planet_chain.store.rewards import Calendar, Epoch

DISTRIBUTOR: Final = "RewardDistributor"
QUOTE: Final = "USDT0"
_ZERO: Final = bytes(32)


class PoolMissing(PlanetError):
    """The settler cannot fund what the epoch owes."""

    def __init__(self, settler: str, balance: int, needed: int) -> None:
        super().__init__(
            "pool-missing",
            f"The settler {settler} holds {format_whole(balance, 6)} USD₮0 and must fund"
            f" {format_whole(needed, 6)}; send it the rest, the run goes on by itself.",
        )


@dataclass(frozen=True)
class Pending:
    """The root in its challenge window."""

    root: str
    activatable_at: int


@dataclass(frozen=True)
class Distributor:
    """What the distributor contract says."""

    w3: Web3
    deployment: Deployment

    @cached_property
    def _contract(self) -> Contract:
        return contract_at(self.w3, self.deployment, DISTRIBUTOR)

    @property
    def address(self) -> str:
        """EIP-55."""
        return self.deployment.address(DISTRIBUTOR)

    def pending(self, block: str = "latest") -> Pending | None:
        """The root that waits, if any."""
        root, _, activatable_at = self._call(block, "pending")
        return None if root == _ZERO else Pending("0x" + root.hex(), activatable_at)

    def epoch_of(self, root: str, block: str = "latest") -> int:
        """The contract's number of an activated root, 0 when it is not activated."""
        return int(self._call(block, "epochOf", HexBytes(root)))

    def funded(self, token: str) -> int:
        """Units of `token` that ever arrived."""
        return int(self._call("latest", "funded", Web3.to_checksum_address(token)))

    def _call(self, block: str, function: str, *arguments: Any) -> Any:
        return self._contract.functions[function](*arguments).call(block_identifier=block)  # type: ignore[arg-type]  # a tag


def fund(sender: Sender, distributor: Distributor, calendar: Calendar, epoch: Epoch) -> int:
    """Bring the distributor what the totals of `epoch` ask for.

    Returns:
        How many units were sent; 0 when enough had arrived before.
    Raises:
        PoolMissing: the settler has too little.
    """
    missing = (epoch.token_total or 0) - distributor.funded(calendar.token)
    if missing <= 0:
        return 0
    token = contract_at(sender.w3, distributor.deployment, QUOTE)
    settler = sender.account.address
    balance = token.functions.balanceOf(settler).call()
    if balance < missing:
        raise PoolMissing(settler, balance, missing)
    if token.functions.allowance(settler, distributor.address).call() < missing:
        approval = call_data("MockUSDT0", "approve", distributor.address, missing)
        sender.ensure(epoch.number, "approve", token.address, approval)
    arguments = (token.address, missing)
    sender.ensure(epoch.number, "fund", distributor.address, call_data(DISTRIBUTOR, "fund", *arguments))
    return missing


def propose(sender: Sender, distributor: Distributor, calendar: Calendar, epoch: Epoch) -> Pending | None:
    """Queue the root of `epoch`, unless it is known already.

    Returns:
        What is pending now: this root, or another one to be decided first; None when this root is active.
    """
    root = str(epoch.root)
    if distributor.epoch_of(root):
        return None
    before = distributor.pending()
    if before is not None:
        return before
    totals = ((calendar.token, epoch.token_total), (calendar.points, epoch.points_total))
    announced = [(Web3.to_checksum_address(token), total) for token, total in sorted(totals) if total]
    data = call_data(DISTRIBUTOR, "propose", HexBytes(root), HexBytes(str(epoch.inputs_hash)), announced)
    sender.ensure(epoch.number, "propose", distributor.address, data)
    return distributor.pending()


def activate(sender: Sender, distributor: Distributor, epoch: Epoch) -> None:
    """Make the pending root of `epoch` claimable; its window is over."""
    sender.ensure(epoch.number, "activate", distributor.address, call_data(DISTRIBUTOR, "activate"))


def rejection_of(session: Session, root: str) -> str:
    """Why `root` is no longer pending, as far as the index has read."""
    query = select(RejectedFact).where(col(RejectedFact.root) == root)
    fact = session.scalars(query.order_by(col(RejectedFact.block_number).desc())).first()
    if fact is None:
        return "taken back, or rejected by a guardian; the index does not say yet"
    return f"rejected by guardian {fact.guardian}: {fact.reason}"
