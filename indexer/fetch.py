"""Reading the chain: final blocks by ranges, several at a time; the blocks above them linked by hash."""

import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import Final, NamedTuple

from indexer.errors import BranchMoved, NodeRefused
from indexer.logs import RawLog
from indexer.node import Filter, Header, Logs, Node, RangeRefused
from indexer.ranges import RangeSizer
from indexer.sources import Sources
from planet_chain.core.keccak import keccak

BRANCH_BLOCKS: Final = 256
"""Blocks above the finalized one that are read, and committed, at a time."""

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
        self._sizer = sizer
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
        for until, found in self._ranges(first, last):
            logs += found.logs
            hashes.update(found.hashes)
            if until == last or len(logs) >= _COMMIT_LOGS or time.monotonic() >= due:
                untimed = {log.block_number for log in logs if log.block_time < 0}
                headers = self.node.headers(sorted(untimed | {until}))
                yield Stretch(first, headers[-1], headers[-1:], _timed(logs, headers), hashes)
                first, logs, hashes = until + 1, [], {}
                due = time.monotonic() + _COMMIT_SECONDS

    def branch(self, parent: Header, latest: Header) -> Stretch:
        """The next blocks above `parent`, at most `BRANCH_BLOCKS`, on the branch that ends in `latest`.

        Raises:
            BranchMoved: the node left that branch meanwhile.
        """
        numbers = range(parent.number + 1, min(latest.number, parent.number + BRANCH_BLOCKS) + 1)
        headers = (
            [latest] if numbers == range(latest.number, latest.number + 1) else self.node.headers(numbers)
        )
        before = parent.hash
        for header in headers:
            if header.parent_hash != before:
                raise BranchMoved(f"block {header.number} does not follow {before}")
            before = header.hash
        found = self._logs(numbers[0], numbers[-1], self.sources.filter())
        logs, hashes = self._believed(headers, found, self.sources.filter())
        if born := self.sources.born_in(logs):
            self.sources.children += born
            theirs = self.sources.filter_of(born)
            more, seen = self._believed(headers, self._logs(numbers[0], numbers[-1], theirs), theirs)
            logs, hashes = sorted(logs + more), hashes | seen
        return Stretch(numbers[0], headers[-1], headers, _timed(logs, headers), hashes)

    def _believed(
        self, headers: Sequence[Header], found: Logs, wanted: Filter
    ) -> tuple[list[RawLog], dict[int, str]]:
        """`found`, with every block asked for again whose bloom filter promises logs that did not come."""
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
                    until = min(last, first + self._sizer.size - 1)
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
                each.parts.append(self._pool.submit(self._logs, each.first, each.last, theirs))
            found = _together([found, self._logs(done.first, done.last, theirs)])
        return found

    def _range(self, first: int, last: int, wanted: Filter) -> Logs:
        found = self._logs(first, last, wanted)
        if not found.logs:
            # nothing says that an empty answer is true, so it must come twice
            found = self._logs(first, last, wanted)
        return found

    def _logs(self, first: int, last: int, wanted: Filter) -> Logs:
        logs: list[RawLog] = []
        hashes: dict[int, str] = {}
        while first <= last:
            until = min(last, first + self._sizer.size - 1)
            began = time.monotonic()
            try:
                found = self.node.logs(first, until, wanted)
            except RangeRefused as refused:
                if first == until:
                    raise NodeRefused("eth_getLogs", refused.error.code, refused.error.message) from refused
                self._sizer.refused(until - first + 1, refused.span)
                continue
            self._sizer.went_well(until - first + 1, len(found.logs), time.monotonic() - began)
            logs += found.logs
            hashes.update(found.hashes)
            first = until + 1
        return Logs(logs, hashes)


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


def blooming(headers: Sequence[Header], wanted: Filter) -> list[Header]:
    """Those of `headers` whose bloom filter says that they may have logs that match `wanted`."""
    if not any(header.bloom for header in headers):
        return []
    addresses = [bloom_of(bytes.fromhex(address[2:])) for address in wanted.addresses]
    topics = [bloom_of(bytes.fromhex(topic)) for topic in wanted.topics]
    return [
        header
        for header in headers
        if any(header.bloom & bits == bits for bits in topics)
        and any(header.bloom & bits == bits for bits in addresses)
    ]


@lru_cache(maxsize=100_000)
def bloom_of(entry: bytes) -> int:
    """The bits that `entry` sets in a block's 2048-bit bloom filter. Source: Ethereum yellow paper, 4.3.1."""
    digest = keccak(entry)
    return sum({1 << (int.from_bytes(digest[at : at + 2], "big") & 2047) for at in (0, 2, 4)})


def _timed(logs: list[RawLog], headers: Sequence[Header]) -> list[RawLog]:
    """`logs` with the times of `headers` where the node did not give them."""
    times = {header.number: header.time for header in headers}
    return [log if log.block_time >= 0 else log._replace(block_time=times[log.block_number]) for log in logs]
