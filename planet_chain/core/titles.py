"""Titles that points bring, and the seasons in which points are compared.

Points cannot be given away, so a title cannot be either: it is read from what an account ever earned.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

POINT: Final = 10**6
"""Smallest units of one point."""
SEASON_WEEKS: Final = 13


@dataclass(frozen=True)
class Title:
    """A stage that an account reaches.

    Attributes:
        code: stable, for programs.
        points: whole points from which it is held.
        names: language -> what people read.
    """

    code: str
    points: int
    names: Mapping[str, str]


TITLES: Final = (
    Title("spark", 0, {"zh-CN": "火花", "en": "Spark", "ja": "火花"}),
    Title("moon", 100, {"zh-CN": "卫星", "en": "Moon", "ja": "衛星"}),
    Title("planet", 1_000, {"zh-CN": "行星", "en": "Planet", "ja": "惑星"}),
    Title("star", 10_000, {"zh-CN": "恒星", "en": "Star", "ja": "恒星"}),
    Title("galaxy", 50_000, {"zh-CN": "星系", "en": "Galaxy", "ja": "銀河"}),
)
"""Ascending. A week brings 1,000 points at most, so a star takes ten weeks of full attention."""


def title_of(earned: int) -> Title:
    """The highest title that `earned` points reach.

    Args:
        earned: smallest units ever earned, >= 0.
    """
    return next(title for title in reversed(TITLES) if earned >= title.points * POINT or not title.points)


def next_title(earned: int) -> Title | None:
    """The one after it; None at the top."""
    return next((title for title in TITLES if earned < title.points * POINT), None)


def season_of(epoch: int) -> int:
    """The season that epoch `epoch`, from 1, belongs to; the first is 1."""
    return (epoch - 1) // SEASON_WEEKS + 1


def weeks_of(season: int) -> tuple[int, int]:
    """The first and the last epoch of `season`."""
    return (season - 1) * SEASON_WEEKS + 1, season * SEASON_WEEKS
