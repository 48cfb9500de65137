"""Doubt about what was believed: final blocks are read twice, and contracts are asked for their counters.

Done when there is nothing else to do. A difference is an alarm that everybody sees, never a repair: who is
wrong, the node then, the node now, or we, is for a person to find out.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import psycopg

from indexer.audit import compare
from indexer.bloom import blooming
from indexer.errors import BranchMoved, NodeRefused, NodeSilent
from indexer.logs import RawLog
from indexer.node import Header, Node
from indexer.questions import questions
from indexer.ranges import RangeSizer
from indexer.reading import Reader
from indexer.sources import Sources
from indexer.tables import Place, Tables
from indexer.verified import Verified
from planet_chain.chain.deployment import Deployment

_QUESTIONS_AT_ONCE: Final = 200
"""Counters compared in one audit; the next audit takes the next ones."""
_BLOCKS: Final = "blocks"
_COUNTERS: Final = "counters"


@dataclass(frozen=True)
class Pace:
    """How much doubt a node is troubled with.

    Attributes:
        blocks: final blocks that are read a second time at once.
        again_s: seconds after which fewer than that are read too, and what differed is looked at again.
        counters_s: seconds between two comparisons of counters.
    """

    blocks: int = 10
    again_s: float = 10
    counters_s: float = 300


class Doubt:
    """Looks twice at what is final, and remembers in the tables how far it got.

    Args:
        second: a node of another provider, which then is asked for the logs; None asks the same node again,
            and compares with the blocks' bloom filters.
        say: hears of alarms.
    """

    def __init__(
        self,
        connection: psycopg.Connection,
        tables: Tables,
        sources: Sources,
        node: Node,
        second: Node | None,
        sizer: RangeSizer,
        deployment: Deployment,
        pace: Pace,
        say: Callable[[str], None],
    ) -> None:
        self._tables = tables
        self._verified = Verified(connection)
        self._sources = sources
        self._node = node
        self._other = second or node
        self._reader = Reader(self._other, RangeSizer(sizer.cap) if second else sizer)
        self._deployment = deployment
        self._pace = pace
        self._say = say
        self._looked = self._counted = time.monotonic()
        self._asked = 0
        self._rests_until = 0.0
        self._is_alarmed = _BLOCKS in self._verified.alarms()

    def step(self, final: Place) -> None:
        """Look twice at some blocks up to `final`, or at some counters, when it is time for it.

        A node that does not answer now is asked again a while later: following the chain is more important.
        """
        now = time.monotonic()
        if now < self._rests_until:
            return
        try:
            self._step(final, now)
        except (NodeSilent, NodeRefused, BranchMoved):
            self._node.rpc.tally.count("doubts put off")
            self._rests_until = now + self._pace.again_s

    def _step(self, final: Place, now: float) -> None:
        first = self._verified.number() + 1
        last = min(final.number, first + self._pace.blocks - 1)
        is_due = now - self._looked >= self._pace.again_s
        is_whole = last - first + 1 == self._pace.blocks and not self._is_alarmed
        if first <= last and (is_due or is_whole):
            self._looked = now
            self._look(first, last)
        if now - self._counted >= self._pace.counters_s:
            self._counted = now
            self._count(final)

    def _look(self, first: int, last: int) -> None:
        headers = self._node.headers(range(first, last + 1))
        different = self._different(headers)
        if different:
            different = self._different(headers)  # what alarms must be so twice
        if different:
            self._alarm(_BLOCKS, different)
        else:
            self._calm(_BLOCKS)
            self._verified.move(last)
            self._node.rpc.tally.show("verified_block", last)

    def _different(self, headers: list[Header]) -> str | None:
        """What is wrong with our rows of the blocks `headers`, None when nothing is."""
        first, last = headers[0].number, headers[-1].number
        blocks, logs = self._verified.stretch(first, last)
        theirs = {header.number: header for header in headers}
        for block in blocks:
            header = theirs[block.number]
            if block.hash != header.hash:
                return f"Block {block.number} is final as {header.hash}, but our rows are of {block.hash}."
            if block.time != header.time or block.parent_hash not in (None, header.parent_hash):
                return f"Final block {block.number} has another time or parent than our row of it says."
        for log in logs:
            if log.block_time != theirs[log.block_number].time:
                return f"Final block {log.block_number} has another time than our logs of it say."
        wanted = self._sources.filter()
        said = list(self._reader.believed(first, last, wanted).logs)
        silent = {header.number for header in headers} - {log.block_number for log in said}
        promised = blooming([header for header in headers if header.number in silent], wanted)
        for header in promised:
            said += self._node.logs_of(header.hash, wanted) or self._node.logs_in_receipts(
                header.hash, wanted
            )
        missing, extra = _keyed(said) - _keyed(logs), _keyed(logs) - _keyed(said)
        if not missing and not extra:
            return None
        return (
            f"Of the final blocks {first} to {last}, our tables lack {len(missing)} logs that "
            f"{self._other.rpc.host} has, and have {len(extra)} that it lacks. Compare with another node; "
            "if our tables are wrong, run `planet index reset`."
        )

    def _count(self, final: Place) -> None:
        with self._tables.as_of(final) as connection:
            wanted = list(questions(connection, self._deployment))
        asked = wanted[self._asked : self._asked + _QUESTIONS_AT_ONCE]
        self._asked = self._asked + len(asked) if len(asked) == _QUESTIONS_AT_ONCE else 0
        found = compare(self._node, asked, final.number, final.hash)
        if found:
            self._alarm(_COUNTERS, f"At block {final.number}, {found[0]}; {len(found)} counters differ.")
        else:
            self._calm(_COUNTERS)

    def _alarm(self, name: str, sentence: str) -> None:
        self._is_alarmed = self._is_alarmed or name == _BLOCKS
        is_new = self._verified.alarm(name, sentence)
        self._node.rpc.tally.show("alarms_active", len(self._verified.alarms()))
        if is_new:
            self._node.rpc.tally.count("alarms")
            self._say(f"ALARM: {sentence}")

    def _calm(self, name: str) -> None:
        self._is_alarmed = self._is_alarmed and name != _BLOCKS
        was_on = self._verified.calm(name)
        self._node.rpc.tally.show("alarms_active", len(self._verified.alarms()))
        if was_on:
            self._say(f"The alarm about {name} is over: a second look found no difference.")


def _keyed(logs: Iterable[RawLog]) -> set[tuple[int, int, str, str, str, str]]:
    """Logs as their nodes must agree on them; not every node says the time."""
    return {
        (log.block_number, log.log_index, log.transaction_hash, log.address, log.topics, log.data)
        for log in logs
    }
