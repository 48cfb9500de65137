"""The weekly run: every closed week on its way to the chain, one small step at a time.

Each step looks at what is there, does one thing and writes down that it is done, in one transaction. A run
that was killed anywhere goes on with the same step; a step that was done already changes nothing.
"""

import secrets
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from eth_account.signers.local import LocalAccount
from sqlalchemy import Engine, select
from sqlmodel import Session, col
from web3 import Web3

from planet_chain.chain.deployment import Deployment
from planet_chain.core.errors import PlanetError
from planet_chain.rewards.calendar import begin
from planet_chain.rewards.close import close, seed_after
from planet_chain.rewards.engines import settle
from planet_chain.rewards.export import OVER, Rules, export
from planet_chain.rewards.outputs import write_outputs
from planet_chain.rewards.publish import (
    DISTRIBUTOR,
    Distributor,
    activate,
    fund,
    propose,
    rejection_of,
)
from planet_chain.rewards.results import forget_leaves_before, record
from planet_chain.rewards.sending import Sender, is_on_its_way
from planet_chain.store.database import exclusive, transaction
from planet_chain.store.queries.calendar import bounds, calendar
from planet_chain.store.rewards import Calendar, Epoch

DONE: Final = (*OVER, "rejected")
STEPS: Final = {
    "closed": "export",
    "exported": "settle",
    "settled": "fund",
    "funded": "propose",
    "proposed": "activate",
}
"""State of an epoch -> the step that takes it further."""


class SettlerLocked(PlanetError):
    """A step must sign, and nobody opened the settler's wallet."""

    def __init__(self, step: str) -> None:
        super().__init__(
            "settler-locked",
            f"To {step}, the settler's wallet must be open; name it (PLANET_SETTLER_WALLET) and the file with"
            " its password (PLANET_WALLET_PASSWORD_FILE).",
        )


class BundleChanged(PlanetError):
    """The bundle on disk is not the one that was exported."""

    def __init__(self, directory: Path) -> None:
        super().__init__(
            "bundle-changed", f"{directory} is not what was exported; restore it, nothing was settled."
        )


@dataclass(frozen=True)
class Step:
    """What a run did, or what it waits for.

    Attributes:
        moved: whether the epoch is in a new state.
    """

    epoch: int
    name: str
    moved: bool
    said: str


@dataclass(frozen=True)
class Weekly:
    """The weekly run of one deployment.

    Attributes:
        directory: below it, `<n>/bundle` and `<n>/result` of each epoch.
        week: seconds of an epoch.
        pool: smallest token units for each epoch that closes.
        growth_bp: basis points of the growth of fees that come on top of it.
        account: the settler, able to sign; None can close, export and settle.
    """

    database: Engine
    w3: Web3
    deployment: Deployment
    directory: Path
    week: int
    pool: int
    account: LocalAccount | None = None
    growth_bp: int = 0
    rules: Rules = field(default_factory=Rules)

    def begin(self) -> Calendar:
        """Make sure that there is a calendar."""
        with transaction(self.database) as session:
            found = begin(session, self.w3, self.deployment, self.week)
            session.expunge(found)
        return found

    def run(self, steps: Collection[str] = ("close", *STEPS.values())) -> Iterator[Step]:
        """Do whatever of `steps` is due, and stop where something must be waited for.

        Two runs at once take turns: neither begins before the other ended.
        """
        self.begin()
        with exclusive(self.database, "weekly rewards", wait=True):
            if "close" in steps:
                yield from self._close_due()
            while (done := self._advance(steps)) is not None:
                yield done
                if not done.moved:
                    return

    def planned(self) -> list[tuple[int, str]]:
        """What a run would begin with: (epoch, step). Nothing is changed."""
        with transaction(self.database) as session:
            found = calendar(session)
            finalized = self.w3.eth.get_block("finalized")["timestamp"]
            ended = max(0, (finalized - 1 - found.genesis) // found.week)
            closing = [(number, "close") for number in range(found.open_epoch, ended + 1)]
            epoch = _unfinished(session)
            return ([(epoch.number, STEPS[epoch.state])] if epoch is not None else []) + closing

    def _close_due(self) -> Iterator[Step]:
        first_block = self.deployment.contracts[DISTRIBUTOR].block
        while True:
            with transaction(self.database) as session:
                found = calendar(session)
                number, (_, closes_at) = found.open_epoch, bounds(found, found.open_epoch)
            seed = seed_after(self.w3, closes_at, first_block)
            if seed is None:
                return
            with transaction(self.database) as session:
                close(
                    session,
                    number,
                    pool=self.pool,
                    seed=seed[0],
                    seed_block=seed[1],
                    secret=secrets.token_bytes(32),
                    growth_bp=self.growth_bp,
                    unit=self.rules.unit,
                )
            yield Step(number, "close", True, f"Epoch {number} is closed; its seed is block {seed[1]}.")

    def _advance(self, steps: Collection[str]) -> Step | None:
        """One step of the oldest epoch that is not over: a later one builds on its result."""
        with transaction(self.database) as session:
            epoch = _unfinished(session)
            if epoch is None or (name := STEPS[epoch.state]) not in steps:
                return None
            number = epoch.number
        action: Callable[[int], tuple[bool, str]] = getattr(self, f"_{name}")
        return Step(number, name, *action(number))

    def _export(self, number: int) -> tuple[bool, str]:
        with transaction(self.database) as session:
            epoch = session.get_one(Epoch, number)
            bundle = export(session, epoch, self._bundle(number), self.rules)
            rows = len(bundle.tables.interactions)
        return True, f"Epoch {number} is exported: {rows} interactions in {self._bundle(number)}."

    def _settle(self, number: int) -> tuple[bool, str]:
        settlement = settle(self._bundle(number), "duckdb")
        with transaction(self.database) as session:
            epoch = session.get_one(Epoch, number)
            if settlement.inputs_hash != epoch.inputs_hash:
                raise BundleChanged(self._bundle(number))
            write_outputs(self.directory / str(number) / "result", settlement)
            record(session, epoch, settlement)
            empty = epoch.state == "empty"
        said = f"Epoch {number} is settled: root {settlement.root}, {settlement.creators} creators paid."
        return True, f"Epoch {number} is empty: nothing to announce." if empty else said

    def _fund(self, number: int) -> tuple[bool, str]:
        found, epoch = self._read(number)
        amount = fund(self._sender("fund"), self._distributor, found, epoch)
        self._move(number, "funded")
        return True, f"Epoch {number} is funded: {amount} units arrived."

    def _propose(self, number: int) -> tuple[bool, str]:
        found, epoch = self._read(number)
        pending = propose(self._sender("propose"), self._distributor, found, epoch)
        if pending is not None and pending.root != epoch.root:
            return False, f"Epoch {number} waits: root {pending.root} is pending and must be decided first."
        self._move(number, "proposed", activatable_at=pending.activatable_at if pending else None)
        return True, f"Epoch {number} is proposed: root {epoch.root}."

    def _activate(self, number: int) -> tuple[bool, str]:
        """What is final decides: a later epoch is built on it."""
        _, epoch = self._read(number)
        root, distributor = str(epoch.root), self._distributor
        if chain_epoch := distributor.epoch_of(root, "finalized"):
            self._move(number, "activated", chain_epoch=chain_epoch)
            return True, f"Epoch {number} is active: root {root} is claimable."
        if distributor.epoch_of(root):
            return False, f"Epoch {number} waits until its activation is final."
        pending = distributor.pending()
        if pending is None or pending.root != root:
            return self._look_for(number, root)
        now = self.w3.eth.get_block("latest")["timestamp"]
        if now < pending.activatable_at:
            return False, f"Epoch {number} is in its challenge window for {pending.activatable_at - now} s."
        activate(self._sender("activate"), distributor, epoch)
        return self._activate(number)

    def _look_for(self, number: int, root: str) -> tuple[bool, str]:
        """The root is neither pending nor active: it was rejected, or a reorganisation took the proposal."""
        if self.account is not None:
            self._sender("propose").review()
        final = self._distributor.pending("finalized")
        with transaction(self.database) as session:
            unsure = is_on_its_way(session, number, "propose") or (final is not None and final.root == root)
            note = rejection_of(session, root)
        if unsure:
            return False, f"Epoch {number} waits until it is final what became of its root {root}."
        self._move(number, "rejected", note=note)
        return True, f"Epoch {number}: root {root} was {note}. The next epoch builds on the last active one."

    @property
    def _distributor(self) -> Distributor:
        return Distributor(self.w3, self.deployment)

    def _sender(self, step: str) -> Sender:
        if self.account is None:
            raise SettlerLocked(step)
        return Sender(self.database, self.w3, self.account)

    def _bundle(self, number: int) -> Path:
        return self.directory / str(number) / "bundle"

    def _read(self, number: int) -> tuple[Calendar, Epoch]:
        with transaction(self.database) as session:
            found, epoch = calendar(session), session.get_one(Epoch, number)
            session.expunge_all()
        return found, epoch

    def _move(self, number: int, state: str, **facts: object) -> None:
        with transaction(self.database) as session:
            epoch = session.get_one(Epoch, number)
            epoch.state = state
            for name, value in facts.items():
                setattr(epoch, name, value)
            if state == "activated":
                forget_leaves_before(session, number)


def _unfinished(session: Session) -> Epoch | None:
    query = select(Epoch).where(col(Epoch.state).not_in(DONE)).order_by(col(Epoch.number)).limit(1)
    return session.scalars(query).one_or_none()
