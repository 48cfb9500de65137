"""Reading the chain: final blocks by ranges, several at a time; the blocks above them linked by hash."""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, NamedTuple

from indexer.bloom import blooming
from indexer.errors import BranchMoved, NodeRefused, NodeSilent
from indexer.logs import RawLog
from indexer.node import Filter, Header, Logs, Node
from indexer.ranges import RangeSizer
from indexer.reading import Reader
from indexer.sources import Sources

BRANCH_BLOCKS: Final = 256
"""Blocks above the finalized one that are read, and committed, at a time: fewer after a failure."""

_COMMIT_LOGS: Final = 5_000
_COMMIT_SECONDS: Final = 1.0


class Stretch(NamedTuple):
    """Whole consecutive blocks, ready to be committed."""

    first: int
    last: Header
    headers: Sequence[Header]
    """Every block of a branch; of final blocks only the last."""
    logs: list[RawLog]
    hashes: Mapping[int, str]
    """Hash of every block that has logs."""


class Fetcher:
    """Reads stretches of the chain for the follower, which commits them in order.

    Args:
        workers: requests for ranges that are under way at once, at most.
    """

    def __init__(self, node: Node, sources: Sources, sizer: RangeSizer, workers: int) -> None:
        self.node = node
        self.sources = sources
        self._reader = Reader(node, sizer)
        self._newest = 0
        self._at_once = BRANCH_BLOCKS
        self._workers = workers
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="fetch")

    def close(self) -> None:
        """Let the threads end."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def final(self, first: int, last: int) -> Iterator[Stretch]:
        """The final blocks `first` to `last`, in order, while the next ranges are already under way.

        Children that are born on the way are asked for in the ranges that went off before they were known.
        """
        logs: list[RawLog] = []
        hashes: dict[int, str] = {}
        due = time.monotonic() + _COMMIT_SECONDS
        self._newest = last
        until = first - 1
        try:
            for until, found in self._ranges(first, last):
                logs += found.logs
                hashes.update(found.hashes)
                if until == last or len(logs) >= _COMMIT_LOGS or time.monotonic() >= due:
                    yield self._final_stretch(first, until, logs, hashes)
                    first, logs, hashes = until + 1, [], {}
                    due = time.monotonic() + _COMMIT_SECONDS
        except (NodeSilent, NodeRefused, BranchMoved):
            if until >= first:  # what was read before it need not be read again
                yield self._final_stretch(first, until, logs, hashes)
            raise

    def _final_stretch(self, first: int, last: int, logs: list[RawLog], hashes: Mapping[int, str]) -> Stretch:
        untimed = {log.block_number for log in logs if log.block_time < 0}
        headers = self.node.headers(sorted(untimed | {last}))
        return Stretch(first, headers[-1], headers[-1:], _timed(logs, headers), hashes)

    def branch(self, parent: Header, latest: Header) -> Stretch:
        """The next blocks above `parent`, at most `BRANCH_BLOCKS`, on the branch that ends in `latest`.

        After a failure half as many are read: what is committed need not be read again, so that a node that
        fails now and then does not hold us up for good.

        Raises:
            BranchMoved: the node left that branch meanwhile.
        """
        try:
            stretch = self._branch(parent, latest, self._at_once)
        except (NodeSilent, NodeRefused, BranchMoved):
            self._at_once = max(1, self._at_once // 2)
            raise
        self._at_once = min(BRANCH_BLOCKS, 2 * self._at_once)
        return stretch

    def _branch(self, parent: Header, latest: Header, most: int) -> Stretch:
        numbers = range(parent.number + 1, min(latest.number, parent.number + most) + 1)
        headers = (
            [latest] if numbers == range(latest.number, latest.number + 1) else self.node.headers(numbers)
        )
        before = parent.hash
        for header in headers:
            if header.parent_hash != before:
                raise BranchMoved(f"block {header.number} does not follow {before}")
            before = header.hash
        logs, hashes = self._branch_logs(headers, self.sources.filter())
        if born := self.sources.born_in(logs):
            self.sources.children += born
            more, seen = self._branch_logs(headers, self.sources.filter_of(born))
            logs, hashes = sorted(logs + more), hashes | seen
        return Stretch(numbers[0], headers[-1], headers, _timed(logs, headers), hashes)

    def _branch_logs(self, headers: Sequence[Header], wanted: Filter) -> tuple[list[RawLog], dict[int, str]]:
        """The logs of a branch, said twice; what a bloom filter promises beyond is asked for again."""
        first, last = headers[0].number, headers[-1].number
        if any(header.bloom for header in headers) and not blooming(headers, wanted):
            found = self._reader.logs(first, last, wanted)  # the headers say so already that there is nothing
        else:
            found = self._reader.believed(first, last, wanted, times=2, is_newest=True)
        hashes = {header.number: header.hash for header in headers}
        for number, block_hash in found.hashes.items():
            if hashes.get(number) != block_hash:
                raise BranchMoved(f"logs came from block {block_hash}, not from {hashes.get(number)}")
        logs = list(found.logs)
        promised = [header for header in headers if header.number not in found.hashes]
        for header in blooming(promised, wanted):
            again = self.node.logs_of(header.hash, wanted) or self.node.logs_in_receipts(header.hash, wanted)
            logs += again
        seen = {log.block_number: hashes[log.block_number] for log in logs}
        return sorted(logs), seen

    def _ranges(self, first: int, last: int) -> Iterator[tuple[int, Logs]]:
        """The last blocks of the ranges up to `last`, in order, and what each of them said."""
        pending: deque[_Range] = deque()
        try:
            while pending or first <= last:
                while first <= last and len(pending) < self._workers:
                    until = min(last, first + self._reader.sizer.size - 1)
                    wanted = self.sources.filter()
                    pending.append(
                        _Range(first, until, [self._pool.submit(self._range, first, until, wanted)])
                    )
                    first = until + 1
                done = pending.popleft()
                yield done.last, self._completed(done, pending)
        finally:
            for each in pending:
                for part in each.parts:
                    part.cancel()

    def _completed(self, done: "_Range", pending: Iterable["_Range"]) -> Logs:
        """What `done` found. Children born in it are asked for there, and in all ranges under way."""
        found = _together([part.result() for part in done.parts])
        if born := self.sources.born_in(found.logs):
            self.sources.children += born
            theirs = self.sources.filter_of(born)
            for each in pending:
                each.parts.append(self._pool.submit(self._range, each.first, each.last, theirs))
            found = _together([found, self._range(done.first, done.last, theirs)])
        return found

    def _range(self, first: int, last: int, wanted: Filter) -> Logs:
        is_newest = self._newest - last < BRANCH_BLOCKS
        return self._reader.believed(first, last, wanted, is_newest=is_newest)


class _Range(NamedTuple):
    first: int
    last: int
    parts: list[Future[Logs]]
    """What is under way: the range itself, and children that were born meanwhile."""


def _together(parts: Sequence[Logs]) -> Logs:
    if len(parts) == 1:
        return parts[0]
    hashes: dict[int, str] = {}
    for part in parts:
        hashes.update(part.hashes)
    return Logs(sorted(log for part in parts for log in part.logs), hashes)


def _timed(logs: list[RawLog], headers: Sequence[Header]) -> list[RawLog]:
    """`logs` with the times of `headers`, which say more than what the node writes beside a log."""
    times = {header.number: header.time for header in headers}
    return [
        log
        if log.block_time == times.get(log.block_number, log.block_time)
        else log._replace(block_time=times[log.block_number])
        for log in logs
    ]
