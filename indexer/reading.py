"""Reading logs from a node whose word is not taken: within its limits, and until its answers agree."""

import time
from collections.abc import Callable
from functools import partial
from typing import Final

from indexer.errors import BlockMissing, BranchMoved, NodeConfused, NodeRefused, NodeSilent
from indexer.logs import RawLog
from indexer.node import Filter, Logs, Node, RangeRefused
from indexer.ranges import AddressCap, RangeSizer

_MOST_ANSWERS: Final = 12
"""After so many answers of which none counts, the range is left for later."""
_FAILURES: Final = 4
"""Failures in a row after which it is not by chance that a node does not take a question."""
_PAUSE_S: Final = 0.05


class Reader:
    """Reads the logs of ranges. All threads of one client share it.

    An empty answer looks the same whether nothing was said, the node lost it, or it does not have the blocks
    yet, and part of an answer looks like all of it. So the answer with most logs counts, and when it says
    nothing it must come twice, the second time with the range's last block. Once two answers contradicted
    each other, everything must be said once more than before.
    """

    def __init__(self, node: Node, sizer: RangeSizer) -> None:
        self.node = node
        self.sizer = sizer
        self._cap = AddressCap()
        self._lied = False

    def believed(
        self, first: int, last: int, wanted: Filter, *, times: int = 1, is_newest: bool = False
    ) -> Logs:
        """The logs that match `wanted` in the blocks `first` to `last`, asked for until answers agree.

        Args:
            times: how often logs must be said to be believed, at least.
            is_newest: these blocks are so new that a node that lags may not have them yet.
        Raises:
            NodeRefused: the node takes no range at all.
            BranchMoved: the node does not have these blocks, or says something else each time.
        """
        return self._ranges(
            first, last, len(wanted.addresses), partial(self._agreed, wanted, times, is_newest)
        )

    def logs(self, first: int, last: int, wanted: Filter) -> Logs:
        """As `believed`, but the first answer counts."""
        return self._ranges(first, last, len(wanted.addresses), partial(self._query, wanted, False))

    def _ranges(self, first: int, last: int, addresses: int, ask: Callable[[int, int], Logs]) -> Logs:
        """What `ask` says of the blocks `first` to `last`, asked in as many ranges as the node wants."""
        logs: list[RawLog] = []
        hashes: dict[int, str] = {}
        failures = 0
        while first <= last:
            until = min(last, first + self.sizer.size - 1)
            at_once = self._cap.at_once(addresses)
            try:
                found = ask(first, until)
            except RangeRefused as refused:
                failures += 1
                self._narrow(until - first + 1, at_once, refused, failures)
                continue
            except (NodeConfused, BlockMissing):
                failures += 1
                if failures > _FAILURES:
                    raise
                time.sleep(_PAUSE_S)
                continue
            except NodeSilent as silent:
                if silent.is_slow and until > first:
                    self.sizer.refused(until - first + 1, None)  # it may never answer so much at once
                raise
            logs += found.logs
            hashes.update(found.hashes)
            first, failures = until + 1, 0
        return Logs(logs, hashes)

    def _agreed(self, wanted: Filter, times: int, is_newest: bool, first: int, last: int) -> Logs:
        best, said = self._query(wanted, is_newest, first, last), 1
        for _ in range(_MOST_ANSWERS):
            if said >= (times if best.logs else 2) + self._lied:
                return best
            again = self._query(wanted, True, first, last)
            if again == best:
                said += 1
                continue
            self._lied = True
            self.node.rpc.tally.count("contradictions")
            if len(again.logs) >= len(best.logs):
                best, said = again, 1
        raise BranchMoved(f"the node says something else of blocks {first} to {last} each time")

    def _query(self, wanted: Filter, to_end: bool, first: int, last: int) -> Logs:
        parts = self._cap.parts(wanted.addresses)
        found, seconds = self.node.logs(
            first, last, [wanted._replace(addresses=part) for part in parts], to_end
        )
        self._cap.went_well(len(parts[0]))
        # the slowest answer counts, not all together: many parts do not become fewer in a shorter range
        self.sizer.went_well(last - first + 1, sum(len(each.logs) for each in found), seconds)
        if len(found) == 1:
            return found[0]
        hashes: dict[int, str] = {}
        for each in found:
            if any(hashes.get(number, said) != said for number, said in each.hashes.items()):
                raise NodeRefused("eth_getLogs", 0, "it moved from one branch to another between two queries")
            hashes |= each.hashes
        return Logs(sorted(log for each in found for log in each.logs), hashes)

    def _narrow(self, blocks: int, addresses: int, refused: RangeRefused, failures: int) -> None:
        """Ask for less the next time: fewer blocks, then, when one is too many again and again, addresses."""
        if not refused.is_about_addresses and refused.span is None and self._cap.tried_more(addresses):
            return
        if not refused.is_about_addresses and blocks > 1:
            self.sizer.refused(blocks, refused.span)
        elif not refused.is_about_addresses and failures % _FAILURES:
            time.sleep(_PAUSE_S)  # it may have had nothing to do with what was asked
        elif not self._cap.refused(addresses, refused.addresses):
            raise NodeRefused("eth_getLogs", refused.error.code, refused.error.message) from refused
