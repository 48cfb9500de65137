"""Whether a week builds upon those before it, and keeps the rules: what its root alone cannot show.

Pure comparison of weeks that were derived here with what the chain says. Whether rows of activity are missing
from a bundle cannot be seen from outside: only its service saw them arrive.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from planet_chain.core.epoch import ONE, Params
from planet_chain.rewards.derived import Count, Derived
from planet_chain.rewards.export import Rules
from planet_chain.rewards.manifest import SHORTEST_EPOCH, Manifest

_SHOWN: Final = 3


@dataclass(frozen=True)
class Place:
    """Where roots go, as the chain and one's own deployment record say. Addresses are lower case."""

    chain_id: int
    distributor: str
    token: str
    points: str
    genesis: int
    """Unix seconds at which epoch 1 opened."""


@dataclass(frozen=True)
class Past:
    """The weeks before, as far as they were derived here.

    Attributes:
        weeks: epoch -> the week, whatever became of it; one that was rejected may be missing.
        last: the last one that is active or was empty: its carry goes on.
        active: the last one whose root is active: its totals go on.
        counted: what all that are active or were empty counted; None when one of them is missing.
    """

    weeks: Mapping[int, Derived] = field(default_factory=dict)
    last: Derived | None = None
    active: Derived | None = None
    counted: Counter[Count] | None = field(default_factory=Counter)

    def seen(self, week: Derived) -> "Past":
        """The past when `week` came to nothing."""
        return replace(self, weeks={**self.weeks, week.manifest.epoch: week})

    def with_over(self, week: Derived, *, active: bool) -> "Past":
        """The past when `week` is over: active, or empty."""
        return replace(
            self.seen(week),
            last=week,
            active=week if active else self.active,
            counted=None if self.counted is None else self.counted + week.counted(),
        )


def differences(
    week: Derived, past: Past, place: Place, seed: str | None, announced: Manifest | None
) -> list[str]:
    """Every way in which `week` is not what it must be, a sentence each; none when it is.

    Args:
        seed: hash of the first finalized block after it; None while there is none.
        announced: whose parameters, unit and scarcity targets hold; None takes those of the last week that
            stands, and of the specification for the first.
    """
    return [
        *_place(week.manifest, place),
        *_time(week, past, place, seed),
        *_rules(week.manifest, past, announced),
        *_carry(week, past),
        *_totals(week, past),
        *_scarcity(week.manifest, past),
        *_pool(week.manifest, past),
        *_counted(week, past),
    ]


def _place(manifest: Manifest, place: Place) -> Iterator[str]:
    for name in ("chain_id", "distributor", "token", "points"):
        yield from _expect(name, getattr(manifest, name), getattr(place, name))


def _time(week: Derived, past: Past, place: Place, seed: str | None) -> Iterator[str]:
    manifest = week.manifest
    length = manifest.closes_at - manifest.opens_at
    last = _rules_of(past)
    wanted = length if last is None else last.closes_at - last.opens_at
    yield from _expect("the epoch's length", length, max(wanted, SHORTEST_EPOCH))
    yield from _expect("opens_at", manifest.opens_at, place.genesis + (manifest.epoch - 1) * wanted)
    if seed is None:
        yield f"epoch {manifest.epoch} closes at {manifest.closes_at}, and no finalized block is later"
    else:
        yield from _expect("seed", manifest.seed, seed)


def _rules(manifest: Manifest, past: Past, announced: Manifest | None) -> Iterator[str]:
    before = announced or _rules_of(past)
    params = Params() if before is None else before.params
    for name in Params.__dataclass_fields__:
        found, wanted = getattr(manifest.params, name), getattr(params, name)
        yield from _expect(f"params.{name}", _plain(found), _plain(wanted))
    yield from _expect("unit", manifest.unit, Rules().unit if before is None else before.unit)
    if before is not None:
        yield from _expect("scarcity targets", _targets(manifest), _targets(before))
        yield from _expect("the rule of the pool's growth", _growth(manifest), _growth(before))
    if announced is not None and announced.growth is None:
        yield from _expect("pool", manifest.pool, announced.pool)


def _carry(week: Derived, past: Past) -> Iterator[str]:
    carried = 0 if past.last is None else past.last.carry_out
    yield from _expect("carry_in", week.manifest.carry_in, carried)


def _totals(week: Derived, past: Past) -> Iterator[str]:
    found, wanted = week.built_on(), past.active.earned() if past.active else set()
    if found == wanted:
        return
    base = "the beginning" if past.active is None else f"epoch {past.active.manifest.epoch}"
    rows = sorted(found ^ wanted)
    some = ", ".join(f"{account} with {amount} of {token}" for account, token, amount in rows[:_SHOWN])
    yield (
        f"cumulative.parquet is not what {base} led to: {len(wanted - found)} totals lack,"
        f" {len(found - wanted)} are made up, such as {some}"
    )


def _scarcity(manifest: Manifest, past: Past) -> Iterator[str]:
    before = past.weeks.get(manifest.epoch - 1)
    if before is None and manifest.epoch > 1:
        return  # it was rejected, and nobody has its bundle: what it had cannot be known
    supply = Counter[str]() if before is None else before.supply()
    last: Mapping[str, int] = {} if before is None else before.multipliers()
    for kind, row in manifest.scarcity.items():
        yield from _expect(f"scarcity.{kind}.supply", row.supply, supply[kind])
        yield from _expect(f"scarcity.{kind}.previous", row.previous, last.get(kind, ONE))


def _pool(manifest: Manifest, past: Past) -> Iterator[str]:
    """A pool that grows does so by what the weeks before show; that it keeps its rule, its reader checks."""
    if manifest.growth is None:
        return
    number = manifest.epoch
    last = past.weeks.get(number - 1)
    before = past.weeks.get(number - 2) or last
    if (last is None and number > 1) or (number > 2 and number - 2 not in past.weeks):
        return  # as for scarcity
    yield from _expect("growth.last", manifest.growth.last, last.fees() if last else 0)
    yield from _expect("growth.before", manifest.growth.before, before.fees() if before else 0)


def _counted(week: Derived, past: Past) -> Iterator[str]:
    """No more readers can have been counted k times than there were: their names change, their number not.

    Whoever was counted k times appears once with each of 1..k.
    """
    if past.counted is None:
        return
    wrong = [
        f"{times} consumers of post {post} with {epochs}"
        for (post, epochs), times in sorted(week.counted_before().items())
        if times > past.counted[post, epochs] - past.counted[post, epochs + 1]
    ]
    if wrong:
        yield f"counted.parquet states what no epoch counted: {', '.join(wrong[:_SHOWN])}"


def _rules_of(past: Past) -> Manifest | None:
    return None if past.last is None else past.last.manifest


def _targets(manifest: Manifest) -> dict[str, int]:
    return {kind: row.target_bp for kind, row in sorted(manifest.scarcity.items())}


def _growth(manifest: Manifest) -> tuple[int, int] | None:
    growth = manifest.growth
    return None if growth is None else (growth.base, growth.share_bp)


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value


def _expect(name: str, found: object, wanted: object) -> Iterator[str]:
    if found != wanted:
        yield f"{name} is {found}, not {wanted}"
