"""What is hot: the mathematics of topics, pure. Heat is no money, so here and only here floats count.

A voice is one verified person on one topic in one hour, as loud as the strongest thing they did. Heat is the
sum of voices, each fading by half in every half-life. Source: docs/math/trends.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from planet_chain.core.epoch import DWELL

HOUR: Final = 3_600
HALF_LIVES: Final = (HOUR, 6 * HOUR, 24 * HOUR)
"""Seconds: what happens now, today's rhythm, and what lasts."""

WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {DWELL: 0.25, "like": 0.25, "click": 0.25, "comment": 0.5, "share": 0.75, "follow": 1.0}
)
"""Action -> how loud it makes a voice. 1 is the loudest, so that no person is more than one voice."""


@dataclass(frozen=True)
class Heat:
    """Voices on a topic as of `at`, decayed with each of the `HALF_LIVES`.

    Kept forward: it is moved to a new time and added to, never computed again from what was said.
    """

    at: int = 0
    """Unix seconds."""
    sums: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def moved(self, at: int) -> "Heat":
        """The same heat as of `at`: halved for every half-life that passed, doubled where `at` is earlier."""
        if not any(self.sums):
            return Heat(at)
        one, six, day = (
            total * fading(at - self.at, half) for total, half in zip(self.sums, HALF_LIVES, strict=True)
        )
        return Heat(at, (one, six, day))

    def added(self, voice: float, at: int) -> "Heat":
        """This heat and a `voice` (>= 0) of time `at`, whichever is later."""
        now = self.moved(max(self.at, at))
        one, six, day = (
            total + voice * fading(now.at - at, half)
            for total, half in zip(now.sums, HALF_LIVES, strict=True)
        )
        return Heat(now.at, (one, six, day))

    @property
    def rise(self) -> float:
        """The last hour against the last day: 1 for a steady stream of voices, up to 24 for a sudden one."""
        short, _, long = self.sums
        # a steady stream of v voices a second comes to v·half/ln 2 for each half-life
        return short * HALF_LIVES[2] / (long * HALF_LIVES[0]) if long else 0.0

    @property
    def score(self) -> float:
        """What trends are ordered by: today's heat, up to doubled for what rises, never lowered."""
        return self.sums[1] * min(2.0, max(1.0, self.rise))


def fading(seconds: int, half_life: int) -> float:
    """What is left of 1 after `seconds`: halved in every `half_life`."""
    # 2**-1000 is nothing, and 2**1000 is only reached by a clock that jumped back for weeks
    return float(2.0 ** max(-1000.0, min(1000.0, -seconds / half_life)))
