"""A published week as it was derived here: what its root must be, and what the next week must build upon."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from planet_chain.core.addresses import ZERO_HASH
from planet_chain.core.scarcity import multipliers
from planet_chain.rewards.bundle import COUNTED, CUMULATIVE, MEMBERS, POSTS
from planet_chain.rewards.engines import Engine, settle
from planet_chain.rewards.engines.inputs import whole_bundle
from planet_chain.rewards.manifest import Manifest
from planet_chain.rewards.outputs import SETTLEMENT, write_outputs

Total = tuple[str, str, int]
"""Account and token, lower case, and units ever earned."""
Count = tuple[str, int]
"""A post, and in how many epochs a consumer's attention to it was counted."""


@dataclass(frozen=True)
class Derived:
    """The bundle in `<place>/bundle`, whole and valid, and its settlement in `<place>/result`."""

    place: Path
    manifest: Manifest
    inputs_hash: str
    root: str
    paid: int
    carry_out: int

    @property
    def has_news(self) -> bool:
        """Whether its tree has a leaf."""
        return self.root != ZERO_HASH

    def earned(self) -> set[Total]:
        """What every account has earned with this week."""
        return _totals(self.place / "result" / CUMULATIVE)

    def built_on(self) -> set[Total]:
        """What the bundle says that every account had earned before."""
        return _totals(self.place / "bundle" / CUMULATIVE)

    def announced(self) -> dict[str, int]:
        """token -> the sum of its leaves: what must be announced with the root."""
        sums = Counter[str]()
        for _, token, amount in self.earned():
            sums[token] += amount
        return dict(sums)

    def counted(self) -> Counter[Count]:
        """How many consumers the week counted for a post, by how many epochs have counted them."""
        return _counts(self.place / "result" / COUNTED)

    def counted_before(self) -> Counter[Count]:
        """The same, as the bundle says it of the epochs before."""
        return _counts(self.place / "bundle" / COUNTED)

    def multipliers(self) -> Mapping[str, int]:
        """content type -> scarcity multiplier."""
        return multipliers(self.manifest.scarcity, self.manifest.params.boost_max)

    def supply(self) -> Counter[str]:
        """content type -> posts that were acted on."""
        return Counter(_column(self.place / "bundle" / POSTS, "type"))

    def fees(self) -> int:
        """The sum of the members' values, in value units."""
        return sum(_column(self.place / "bundle" / MEMBERS, "value"))


def derive(place: Path, engine: Engine) -> Derived:
    """Settle the bundle in `<place>/bundle`, unless that was done; the result is kept in `<place>/result`.

    Raises:
        BundleRefused: the bundle is not whole or breaks a rule.
        CannotWrite: the disk refused.
    """
    manifest, inputs_hash = whole_bundle(place / "bundle")
    summary = place / "result" / SETTLEMENT
    if not summary.exists():
        write_outputs(place / "result", settle(place / "bundle", engine))
    said = json.loads(summary.read_bytes())
    return Derived(place, manifest, inputs_hash, said["root"], int(said["paid"]), int(said["carry_out"]))


def _totals(path: Path) -> set[Total]:
    table = pq.read_table(path)
    columns = (table.column(name).to_pylist() for name in ("account", "token", "amount"))
    rows = zip(*columns, strict=True)
    return {(account.lower(), token.lower(), int(amount)) for account, token, amount in rows if amount != "0"}


def _counts(path: Path) -> Counter[Count]:
    grouped = pq.read_table(path).group_by(["post", "epochs"]).aggregate([([], "count_all")])
    columns = (grouped.column(name).to_pylist() for name in ("post", "epochs", "count_all"))
    return Counter({(post, epochs): times for post, epochs, times in zip(*columns, strict=True)})


def _column(path: Path, name: str) -> list[Any]:
    values: list[Any] = pq.read_table(path, columns=[name]).column(name).to_pylist()
    return values
