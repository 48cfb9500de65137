"""What the chain itself says about roots, asked of one's own node: nothing here is taken on trust."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

from hexbytes import HexBytes
from web3 import Web3
from web3.contract import Contract
from web3.logs import DISCARD
from web3.types import TxReceipt

from planet_chain.chain.client import contract_at
from planet_chain.chain.deployment import Deployment
from planet_chain.rewards.publish import DISTRIBUTOR, QUOTE
from planet_chain.rewards.sending import receipt_of

Outcome = Literal["activated", "rejected", "withdrawn"]
_OUTCOMES: Final[Mapping[str, Outcome]] = {
    "RootActivated": "activated",
    "RootRejected": "rejected",
    "RootWithdrawn": "withdrawn",
}
_NO_ROOT: Final = bytes(32)


@dataclass(frozen=True)
class Announcement:
    """A root as the settler proposed it.

    Attributes:
        inputs_hash: 0x sha256 of the manifest of its bundle.
        totals: lower-case token -> everything ever allocated in it, smallest units.
        activatable_at: unix seconds from which anyone may activate it.
    """

    root: str
    inputs_hash: str
    totals: Mapping[str, int]
    activatable_at: int


@dataclass(frozen=True)
class Roots:
    """The distributor of `deployment`, as the node of `w3` shows it."""

    w3: Web3
    deployment: Deployment

    @cached_property
    def contract(self) -> Contract:
        """The distributor."""
        return contract_at(self.w3, self.deployment, DISTRIBUTOR)

    @property
    def address(self) -> str:
        """Lower case."""
        return self.contract.address.lower()

    @property
    def token(self) -> str:
        """Lower-case address of the pool's token."""
        return self.deployment.address(QUOTE).lower()

    @cached_property
    def points(self) -> str:
        """Lower-case address of the points token."""
        return str(self._call("points")).lower()

    @cached_property
    def window(self) -> int:
        """Seconds between a proposal and its activation."""
        return int(self._call("window"))

    @property
    def first_block(self) -> int:
        """The block that holds the distributor."""
        return self.deployment.contracts[DISTRIBUTOR].block

    @cached_property
    def genesis(self) -> int:
        """Unix seconds at which epoch 1 opened: those of the distributor's block."""
        return int(self.w3.eth.get_block(self.first_block)["timestamp"])

    @property
    def now(self) -> int:
        """Unix seconds of the newest block."""
        return int(self.w3.eth.get_block("latest")["timestamp"])

    def pending(self) -> Announcement | None:
        """The root in its challenge window, if there is one."""
        block = self.w3.eth.block_number  # one block for both answers
        root, inputs_hash, activatable_at = self._call("pending", block=block)
        if root == _NO_ROOT:
            return None
        totals = _totals(self._call("pendingTotals", block=block))
        return Announcement(
            HexBytes(root).to_0x_hex(), HexBytes(inputs_hash).to_0x_hex(), totals, activatable_at
        )

    def epoch_of(self, root: str) -> int:
        """The distributor's number of an activated root, 0 when none activated it."""
        return int(self._call("epochOf", HexBytes(root)))

    def count(self) -> int:
        """How many roots were activated."""
        return int(self._call("epochCount"))

    def total(self, token: str) -> int:
        """Units of `token` allocated by the roots that were activated."""
        return int(self._call("total", Web3.to_checksum_address(token)))

    def announcement(self, transaction: str, root: str) -> Announcement | None:
        """How `root` was proposed in `transaction`; None when it was not."""
        for event in self._events(receipt_of(self.w3, transaction), "RootProposed"):
            if HexBytes(event["root"]).to_0x_hex() == root:
                totals = _totals((row["token"], row["cumulative"]) for row in event["totals"])
                hashed = HexBytes(event["inputsHash"]).to_0x_hex()
                return Announcement(root, hashed, totals, event["activatableAt"])
        return None

    def outcome(self, transaction: str, root: str) -> Outcome | None:
        """What became of `root` in `transaction`; None when nothing did."""
        receipt = receipt_of(self.w3, transaction)
        for name, outcome in _OUTCOMES.items():
            if root in (HexBytes(event["root"]).to_0x_hex() for event in self._events(receipt, name)):
                return outcome
        return None

    def _events(self, receipt: TxReceipt | None, name: str) -> list[Mapping[str, Any]]:
        """Arguments of each event `name` that the distributor emitted in `receipt`."""
        logs = self.contract.events[name]().process_receipt(receipt, errors=DISCARD) if receipt else ()
        return [log["args"] for log in logs if log["address"] == self.contract.address]

    def _call(self, function: str, *arguments: Any, block: int | str = "latest") -> Any:
        return self.contract.functions[function](*arguments).call(block_identifier=block)  # type: ignore[arg-type]  # a tag


def _totals(rows: Any) -> dict[str, int]:
    return {str(token).lower(): int(total) for token, total in rows}
