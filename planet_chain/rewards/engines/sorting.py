"""Counting in sorted arrays: a hash table of 10^8 rows misses every cache, these are read in their order.

NumPy sorts 10^8 numbers of 64 bits in about a second, by the processor's wide instructions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from planet_chain.rewards.engines.expressions import ACTIONS_MOST
from planet_chain.rewards.rules import DWELL_MOST

_ACT_BITS: Final = (DWELL_MOST + 1 + ACTIONS_MOST).bit_length()
_MASKS: Final = np.array([0, *(1 << place for place in range(ACTIONS_MOST + 1))])


def repeated_of(column: pa.ChunkedArray) -> pa.Array:
    """What `repeated_in` finds in this column."""
    ordered = np.sort(column.drop_null().combine_chunks())
    again = pa.array(np.unique(ordered[1:][ordered[1:] == ordered[:-1]]), column.type)
    return pa.concat_arrays([again, pa.nulls(min(column.null_count, 1), column.type)])


Words = NDArray[np.int64]

BLOCK: Final = 1 << 18
"""Acts that are summed at once, or a few more."""


@dataclass(frozen=True)
class Packing:
    """u, p and act in one int64, in this order from its high bits on.

    Attributes:
        entities, posts: every u and every p is below.
    """

    entities: int
    posts: int

    @property
    def fits(self) -> bool:
        return (self.entities << self._shift).bit_length() < 64

    @property
    def _post_bits(self) -> int:
        return self.posts.bit_length()

    @property
    def _shift(self) -> int:
        return self._post_bits + _ACT_BITS

    def packed(self, acts: ir.Table) -> ir.Table:
        """packed: one number for each row."""
        return acts.select(packed=(acts.u << self._shift) | (acts.p << _ACT_BITS) | acts.act)

    def part(self, number: int, parts: int) -> tuple[int, int]:
        """The least number packed of one part of all entities, and the least beyond it."""
        return (
            (self.entities * number // parts) << self._shift,
            (self.entities * (number + 1) // parts) << self._shift,
        )

    def touched_of(self, packed: pa.ChunkedArray) -> pa.Table:
        """What `touched_in` gives of these acts, ordered by u, then p."""
        ordered = np.sort(packed.combine_chunks())
        names = ["u", "p", "seconds", "mask"]
        schema = pa.schema([(name, pa.int64()) for name in names])
        batches = [pa.record_batch(self._sums(block), names) for block in _blocks(ordered)]
        return pa.Table.from_batches(batches, schema)

    def _sums(self, ordered: Words) -> list[Words]:
        firsts = np.flatnonzero(np.diff(ordered >> _ACT_BITS, prepend=-1))
        pairs = ordered[firsts] >> _ACT_BITS
        acts = ordered & ((1 << _ACT_BITS) - 1)
        seconds = np.where(acts <= DWELL_MOST, acts, 0)
        masks = _MASKS.take(np.maximum(acts - DWELL_MOST, 0))
        return [
            pairs >> self._post_bits,
            pairs & ((1 << self._post_bits) - 1),
            np.add.reduceat(seconds, firsts),
            np.bitwise_or.reduceat(masks, firsts),
        ]


def _blocks(ordered: Words) -> Iterator[Words]:
    """Cut where a pair ends, and short, so that what is computed of one stays in the processor's cache."""
    first = 0
    while first < len(ordered):
        last = ordered[min(first + BLOCK, len(ordered)) - 1]
        end = int(np.searchsorted(ordered, ((last >> _ACT_BITS) + 1) << _ACT_BITS))
        yield ordered[first:end]
        first = end
