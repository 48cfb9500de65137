"""What became of a creator's calls: how a price moved after a post had named the token. Integers only.

Laws and limits: docs/math/record.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from planet_chain.core.errors import InvalidAmount

HOUR: Final = 60 * 60
DAY: Final = 24 * HOUR
HORIZONS: Final[Mapping[str, int]] = MappingProxyType({"1h": HOUR, "1d": DAY, "7d": 7 * DAY})
"""Name -> seconds after the call at which it is judged."""
LONGEST: Final = "7d"
REPEAT: Final = 7 * DAY
"""Seconds in which naming the same token again is the same call."""
BP: Final = 10_000


class Spot(NamedTuple):
    """Reserves of a curve at a moment: its price is x / y."""

    x: int
    """Virtual quote reserve, > 0."""
    y: int
    """Tokens on the curve, > 0."""


class Call(NamedTuple):
    """A post named a token."""

    token: str
    at: int
    """Unix seconds."""
    own: bool
    """Whether the token is that of the creator's own community."""
    changes: Mapping[str, int]
    """Horizon -> change of the price, basis points; a horizon that is not over is missing."""


@dataclass(frozen=True)
class Summary:
    """What became of calls by one horizon.

    Attributes:
        calls: those that are old enough, losers included.
        pending: those that are not.
        winners: calls after which the price was higher.
        median_bp: the lower of the middle two where there are two, so that it is a call that was made.
        worst_bp: the lowest.
    """

    calls: int
    pending: int
    winners: int
    median_bp: int | None
    worst_bp: int | None

    @property
    def winners_bp(self) -> int | None:
        """Share of winners, basis points, rounded down; None while there is no call to judge."""
        return self.winners * BP // self.calls if self.calls else None


@dataclass(frozen=True)
class Record:
    """All that a creator ever called; calls of their own token apart, since their fees come back to them.

    Attributes:
        calls: calls of others' tokens, repeated ones not counted.
        repeated: calls that count as one made before, own ones with them.
        others: horizon -> what became of `calls`.
        own_calls, own: the same for the creator's own token.
    """

    calls: int
    repeated: int
    others: Mapping[str, Summary]
    own_calls: int
    own: Mapping[str, Summary]


def change_bp(before: Spot, after: Spot) -> int:
    """How much higher the price `after` is, basis points: ⌊10⁴·(x₁·y₀)/(x₀·y₁)⌋ − 10⁴.

    Rounded down, so that no rounding flatters; −10⁴ is the least.

    Raises:
        InvalidAmount: a reserve is not above 0.
    """
    for reserve in (*before, *after):
        if reserve <= 0:
            raise InvalidAmount(f"a reserve is {reserve}; it must be above 0")
    return BP * after.x * before.y // (before.x * after.y) - BP


def counted(calls: Iterable[Call]) -> list[bool]:
    """Whether each of one creator's `calls` counts: not when the same token did less than `REPEAT` before.

    Args:
        calls: in the order in which they were made, times ascending.
    """
    last: dict[str, int] = {}
    found = []
    for call in calls:
        counts = call.token not in last or call.at - last[call.token] >= REPEAT
        if counts:
            last[call.token] = call.at
        found.append(counts)
    return found


def summary(changes: Iterable[int | None]) -> Summary:
    """What `changes` (basis points, None for pending) come to."""
    told = list(changes)
    known = sorted(change for change in told if change is not None)
    return Summary(
        calls=len(known),
        pending=len(told) - len(known),
        winners=sum(change > 0 for change in known),
        median_bp=known[(len(known) - 1) // 2] if known else None,
        worst_bp=known[0] if known else None,
    )


def record(calls: Iterable[Call]) -> Record:
    """What one creator's `calls`, in the order in which they were made, come to."""
    made = list(calls)
    counts = [call for call, is_counted in zip(made, counted(made), strict=True) if is_counted]
    others, own = [call for call in counts if not call.own], [call for call in counts if call.own]
    return Record(len(others), len(made) - len(counts), _by_horizon(others), len(own), _by_horizon(own))


def _by_horizon(calls: Iterable[Call]) -> Mapping[str, Summary]:
    made = list(calls)
    return {name: summary(call.changes.get(name) for call in made) for name in HORIZONS}
