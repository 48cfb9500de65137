"""A deployment while it grows: its record, and beside it what was sent but not yet seen in a block."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final, Self

from web3 import Web3

from planet_chain.chain.compile import Artifact
from planet_chain.chain.deployment import Deployed, Deployment
from planet_chain.chain.errors import ContractReverted
from planet_chain.chain.networks import Network
from planet_chain.chain.steps import MOCKS, STEPS, Step
from planet_chain.chain.transactions import Signed, TransactionRejected, send, wait
from planet_chain.core.errors import PlanetError
from planet_chain.files import write_whole

Say = Callable[[str], None]

_STEPS: Final = {step.name: step for step in MOCKS + STEPS}


class ForeignRecord(PlanetError):
    """The deployment record belongs to another chain."""

    def __init__(self, path: Path, network: str) -> None:
        super().__init__(
            "foreign-record",
            f"The deployment record {path} is of another chain than this {network};"
            " give the right node, or move the record away.",
        )


@dataclass(frozen=True)
class Announced:
    """A transaction recorded before it was sent: enough to send it again, and to know what it makes.

    Attributes:
        arguments: of the constructor, as a record keeps them.
    """

    name: str
    address: str
    arguments: tuple[Any, ...]
    signed: Signed


@dataclass
class Ledger:
    """The record at `path`, and the announced transactions in `<path>.pending`."""

    w3: Web3
    path: Path
    artifacts: Mapping[str, Artifact]
    record: Deployment
    announced: list[Announced]

    @classmethod
    def open(cls, w3: Web3, network: Network, path: Path, artifacts: Mapping[str, Artifact]) -> Self:
        """What is on disk about the chain of `w3`: nothing at first, or after a devnet was started over.

        Raises:
            ForeignRecord: the record is of another chain.
            NoDeployment: its file is damaged.
        """
        genesis = w3.eth.get_block(0)["hash"].to_0x_hex()
        ledger = cls(w3, path, artifacts, Deployment(network.name, network.chain_id, 0, {}, genesis), [])
        if path.exists():
            found = Deployment.load(path)
            if (found.chain_id, found.genesis) == (network.chain_id, genesis):
                ledger.record = found
            elif not network.is_local:
                raise ForeignRecord(path, network.name)
        if ledger._pending.exists():
            waiting = json.loads(ledger._pending.read_bytes())
            if waiting["genesis"] == genesis:
                ledger.announced = [_announced(entry) for entry in waiting["transactions"]]
        return ledger

    def announce(self, announced: Announced) -> None:
        """Write down a transaction that is about to be sent."""
        self.announced.append(announced)
        self._write_announced()

    def resume(self, say: Say) -> None:
        """Send again what an earlier run had announced, and record what it made."""
        for announced in tuple(self.announced):
            try:
                send(self.w3, announced.signed)
                self._await(announced, say)
            except (TransactionRejected, ContractReverted) as error:
                say(f"{announced.name}: {error}")
                self._forget(announced)

    def settle(self, say: Say) -> None:
        """Wait for everything announced, recording each contract as soon as it stands.

        Raises:
            ContractReverted: a constructor failed.
            TransactionPending: a transaction is in no block yet; `resume` will find it.
        """
        for announced in tuple(self.announced):
            self._await(announced, say)

    def add(
        self, step: Step, address: str, arguments: tuple[Any, ...], block: int, transaction: str | None
    ) -> None:
        """Record what `step` made in `block`, the contracts that its constructor made too."""
        made = {step.name: self._deployed(step.contract, address, arguments, block, transaction)}
        contract = self.w3.eth.contract(
            Web3.to_checksum_address(address), abi=self.artifacts[step.contract].abi
        )
        for name, child, getter in step.makes:
            where = contract.functions[getter]().call()
            made[name] = self._deployed(child, where, (), block, transaction)
        self.put(made)

    def put(self, contracts: Mapping[str, Deployed]) -> None:
        """Add `contracts` to the record on disk."""
        both = {**self.record.contracts, **contracts}
        # block 0 marks what others had deployed before
        first = min((entry.block for entry in both.values() if entry.block), default=0)
        self.record = replace(self.record, contracts=both, block=first)
        self.record.save(self.path)

    @property
    def _pending(self) -> Path:
        return self.path.with_name(f"{self.path.name}.pending")

    def _deployed(
        self, contract: str, address: str, arguments: tuple[Any, ...], block: int, transaction: str | None
    ) -> Deployed:
        return Deployed(address, arguments, self.artifacts[contract].bytecode_hash, block, transaction)

    def _await(self, announced: Announced, say: Say) -> None:
        receipt = wait(self.w3, announced.signed.hash, doing=f"to deploy {announced.name}")
        step, block = _STEPS[announced.name], receipt["blockNumber"]
        self.add(step, announced.address, announced.arguments, block, announced.signed.hash)
        self._forget(announced)
        say(f"{announced.name} stands at {announced.address} since block {block}.")

    def _forget(self, announced: Announced) -> None:
        self.announced.remove(announced)
        self._write_announced()

    def _write_announced(self) -> None:
        if not self.announced:
            self._pending.unlink(missing_ok=True)
            return
        waiting = {
            "genesis": self.record.genesis,
            "transactions": [asdict(entry) for entry in self.announced],
        }
        write_whole(self._pending, (json.dumps(waiting, indent=2) + "\n").encode())


def _announced(entry: dict[str, Any]) -> Announced:
    return Announced(entry["name"], entry["address"], tuple(entry["arguments"]), Signed(**entry["signed"]))
