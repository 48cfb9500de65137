"""What a settlement comes to, whichever engine computed it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from planet_chain.core.epoch import Counted, Cumulative
from planet_chain.core.merkle import Tree


class Allocation(NamedTuple):
    """What one creator is paid: value + base - cut = paid, smallest token units."""

    entity: str
    account: str
    value: int
    """From the value tranche."""
    base: int
    """From the base tranche."""
    cut: int
    """What the creator cap took."""
    paid: int


class Line(NamedTuple):
    """What of a creator's pay one post earned, smallest token units; a creator's lines sum to their pay."""

    entity: str
    post: str
    amount: int


@dataclass(frozen=True)
class Settlement:
    """The result of an epoch. Amounts of `token` in smallest units; tables ordered by their keys.

    paid + carry_out + returned = pool + carry_in, to the smallest unit.
    """

    epoch: int
    inputs_hash: str
    """0x sha256 of the bundle's manifest.json."""
    pool: int
    carry_in: int
    carry_out: int
    returned: int
    paid: int
    """What creators earned in this epoch."""
    points: int
    """What consumers earned in this epoch, smallest units of the points token."""
    creators: int
    """How many creators earned something."""
    consumers: int
    """How many consumers gave attention."""
    allocations: Sequence[Allocation]
    explanation: Sequence[Line]
    cumulative: Sequence[Cumulative]
    """The leaves: everything that every account ever earned, without those who earned nothing."""
    counted: Sequence[Counted]
    """Every admitted pair of this epoch, with one epoch more than before."""
    tree: Tree
    multipliers: Mapping[str, int]
    """content type -> scarcity multiplier: the next epoch's `previous`."""

    @property
    def root(self) -> str:
        """0x Merkle root, 32 zero bytes when there is no leaf: then nothing is to be proposed."""
        return self.tree.root

    @property
    def totals(self) -> dict[str, int]:
        """token -> the sum of its leaves, ascending by token: what the distributor is told with the root."""
        sums: dict[str, int] = {}
        for row in sorted(self.cumulative, key=lambda row: row.token):
            sums[row.token] = sums.get(row.token, 0) + row.amount
        return sums
