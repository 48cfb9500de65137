"""Following the chain: one step at a time, each of which leaves the tables true."""

import threading
import time
from collections.abc import Callable
from enum import Enum
from typing import Final

from indexer.audit import Progress
from indexer.doubt import Doubt
from indexer.errors import BranchMoved, FinalityBroken, IndexHalted, WrongIndex
from indexer.fetch import Fetcher, Stretch
from indexer.node import Header, Heads
from indexer.tables import Identity, Place, State, Tables
from planet_chain.chain.deployment import Deployment

_CONFIRMATIONS: Final = 2
"""How often the node must name the same common ancestor before our branch is dropped."""
_OBSERVE_EVERY_S: Final = 2.0


class Step(Enum):
    """What a step found."""

    MOVED = "blocks were committed"
    LEVEL = "the index is level with the chain"
    NODE_BEHIND = "the node is behind the index: it lags, or went back to an older state"


class Follower:
    """Keeps `tables` equal to the chain that the node of `fetcher` serves.

    Args:
        deployment: whose contracts are followed; nothing before its first block matters.
        stop: set it, and a long step ends after the batch that it is at.
        say: hears, in sentences, what an operator wants to know.
    """

    def __init__(
        self,
        tables: Tables,
        fetcher: Fetcher,
        doubt: Doubt,
        deployment: Deployment,
        stop: threading.Event,
        say: Callable[[str], None],
    ) -> None:
        self._tables = tables
        self._fetcher = fetcher
        self._doubt = doubt
        self._node = fetcher.node
        self._deployment = deployment
        self._stop = stop
        self._say = say
        self._observed = (0.0, -1)
        self._said_final: Header | None = None
        self.progress: Progress = lambda done, total: None

    def start(self) -> None:
        """Make sure that tables, deployment and node are of one chain; begin when the tables are empty.

        Raises:
            WrongIndex: they are not.
            FinalityBroken: they were, but what was final changed.
        """
        try:
            self._compare()
        except IndexHalted:
            # behind a balancer one node may have spoken for another chain: what stops us must be said twice
            self._node.rpc.tally.count("contradictions")
            self._compare()

    def _compare(self) -> None:
        state = self._tables.state()
        identity = self._identity()
        if state is None:
            first = identity.first_block
            heads = self._node.heads(first - 1)
            if heads.at is None:
                raise BranchMoved(f"the node has no block {first - 1} yet, before which nothing is indexed")
            self._tables.begin(identity, heads.at, heads)
            return
        for what, ours, theirs in zip(Identity._fields, state.identity, identity, strict=True):
            if ours != theirs:
                raise WrongIndex(what.replace("_", " "), ours, theirs)
        (final,) = self._node.find_headers([state.finalized.number])
        if final is not None:
            self._require_final(state.finalized, final)
        self._tables.halt(None)

    def step(self) -> Step:
        """Look at the chain once, and commit what is new.

        Raises:
            BranchMoved: the chain changed meanwhile; take the step again.
            FinalityBroken: what was final changed; nothing was written.
        """
        state = self._known()
        heads = self._look(state.tip.number)
        if heads.at is None and self._is_only_behind(state, heads):
            self._observe(heads)
            return Step.NODE_BEHIND
        if heads.at is None or heads.at.hash != state.tip.hash:
            self._reorganise(state, heads)
            return Step.MOVED
        if state.tip.number < heads.finalized.number:
            self._catch_up(heads.at, heads)
            return Step.MOVED
        if state.tip.number < heads.latest.number:
            self._append(state.tip, [self._fetcher.branch(heads.at, heads.latest)], heads)
            return Step.MOVED
        self._show(heads.at, heads)
        if state.finalized.number < heads.finalized.number:
            self._tables.settle(heads.at, heads)
            return Step.MOVED
        self._observe(heads)
        return Step.LEVEL

    def _look(self, number: int) -> Heads:
        """Where the chain is; final is only what two looks in a row called so, as it cannot be taken back."""
        before = self._said_final or self._node.heads(number).finalized
        heads = self._node.heads(number)
        self._said_final = heads.finalized
        return heads._replace(finalized=min(before, heads.finalized))

    def doubt(self) -> None:
        """Look twice at something that is final, when nothing else is to be done.

        Raises:
            BranchMoved, NodeSilent, NodeRefused: not now; the next time will do.
        """
        self._doubt.step(self._known().finalized)

    def _catch_up(self, parent: Header, heads: Heads) -> None:
        tip = Place(parent.number, parent.hash)
        for stretch in self._fetcher.final(parent.number + 1, heads.finalized.number):
            self._append(tip, [stretch], heads)
            tip = Place(stretch.last.number, stretch.last.hash)
            self.progress(tip.number - parent.number, heads.finalized.number - parent.number)
            if self._stop.is_set():
                return

    def _append(self, parent: Place, stretches: list[Stretch], heads: Heads) -> None:
        self._tables.append(parent, stretches, heads)
        tally, tip = self._node.rpc.tally, stretches[-1].last
        tally.count("blocks", tip.number - parent.number)
        tally.count("events", sum(len(stretch.logs) for stretch in stretches))
        self._show(tip, heads)

    def _show(self, tip: Header, heads: Heads) -> None:
        tally = self._node.rpc.tally
        tally.show("head_block", heads.latest.number)
        tally.show("indexed_block", tip.number)
        tally.show("finalized_block", min(tip.number, heads.finalized.number))
        tally.show("lag_blocks", max(0, heads.latest.number - tip.number))
        tally.show("lag_seconds", max(0, heads.latest.time - tip.time))

    def _observe(self, heads: Heads) -> None:
        """Write down that we looked, but not each time that nothing had changed."""
        when, number = self._observed
        if number != heads.latest.number or time.monotonic() - when >= _OBSERVE_EVERY_S:
            self._tables.observe(heads)
            self._observed = (time.monotonic(), heads.latest.number)

    def _is_only_behind(self, state: State, heads: Heads) -> bool:
        """Whether the node has our branch, only less of it."""
        number, block_hash = heads.latest.number, heads.latest.hash
        return number < state.finalized.number or self._tables.branch(number).get(number) == block_hash

    def _reorganise(self, state: State, heads: Heads) -> None:
        """Replace our branch by the node's, which is read to its end before ours is dropped."""
        ancestor = self._ancestor(state, heads)
        stretches: list[Stretch] = []
        parent = ancestor
        while parent.number < heads.latest.number:
            stretches.append(self._fetcher.branch(parent, heads.latest))
            parent = stretches[-1].last
        if not stretches or parent.hash != heads.latest.hash:
            raise BranchMoved(f"block {parent.number} is no longer {heads.latest.hash}")
        self._append(Place(ancestor.number, ancestor.hash), stretches, heads)
        dropped = state.tip.number - ancestor.number
        self._node.rpc.tally.count("reorgs")
        self._node.rpc.tally.count("dropped_blocks", dropped)
        self._say(
            f"The chain was reorganised above block {ancestor.number}: {dropped} blocks dropped, "
            f"{parent.number - ancestor.number} appended."
        )

    def _ancestor(self, state: State, heads: Heads) -> Header:
        ours = self._tables.branch(state.finalized.number)
        found: set[Header | None] = set()
        for _ in range(_CONFIRMATIONS):
            theirs = self._node.find_headers(sorted(ours, reverse=True))
            found.add(
                next((header for header in theirs if header and ours[header.number] == header.hash), None)
            )
        common = found.pop()
        if found:
            raise BranchMoved("the node named two common ancestors")
        if common is not None:
            return common
        final = theirs[-1]
        if final is None:
            raise BranchMoved(f"the node has no block {state.finalized.number}, which is final")
        self._compare()  # it may be of another chain altogether
        raise FinalityBroken(state.finalized.number, state.finalized.hash, final.hash)

    def _identity(self) -> Identity:
        (genesis,) = self._node.headers([0])
        recorded = self._deployment.genesis
        if recorded is not None and recorded != genesis.hash:
            raise WrongIndex("deployment's genesis", recorded, genesis.hash)
        chain_id = self._node.chain_id()
        if chain_id != self._deployment.chain_id:
            raise WrongIndex("deployment's chain id", self._deployment.chain_id, chain_id)
        return Identity(
            chain_id,
            genesis.hash,
            self._fetcher.sources.fingerprint,
            max(1, self._deployment.block),
        )

    def _known(self) -> State:
        state = self._tables.state()
        if state is None:
            self.start()
            return self._known()
        return state

    @staticmethod
    def _require_final(ours: Place, theirs: Header) -> None:
        if theirs.hash != ours.hash:
            raise FinalityBroken(ours.number, ours.hash, theirs.hash)
