"""What to know before buying a community token: computed from the chain, not written by anybody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from planet_chain.core.record import Summary

Level = Literal["info", "caution", "danger"]

BP: Final = 10_000
DAY: Final = 24 * 60 * 60
CREATOR_CAUTION_BP: Final = 2_000
CREATOR_DANGER_BP: Final = 5_000
TOP_TEN_CAUTION_BP: Final = 8_000
IMPACT_CAUTION_BP: Final = 300
IMPACT_DANGER_BP: Final = 1_500
FEW_HOLDERS: Final = 10
FEW_CALLS: Final = 3
"""Fewer earlier calls say nothing."""


@dataclass(frozen=True)
class Figures:
    """A community as risks see it. Token and quote amounts in smallest units.

    Attributes:
        creator_balance: what the creator's own address holds; a second wallet is not seen.
        top_ten: what the ten largest holders have together.
        age: seconds since the community was made.
        reserve: quote units that all holders together would get.
        paid: quote units of the purchase in question; None when there is none.
        impact_bp: how much worse its price is than the price before, basis points.
        earlier: what became of what the creator said about others' tokens, after 7 days.
    """

    supply: int
    creator_balance: int
    top_ten: int
    holders: int
    age: int
    reserve: int
    paid: int | None = None
    impact_bp: int | None = None
    earlier: Summary | None = None


@dataclass(frozen=True)
class Risk:
    """One thing to know.

    Attributes:
        code: stable, for programs and translations.
        values: the figures in `text`; shares in basis points, times in seconds.
        amounts: of money, smallest quote units.
    """

    code: str
    level: Level
    text: str
    values: Mapping[str, int]
    amounts: Mapping[str, int] = field(default_factory=dict)


def risks_of(figures: Figures) -> list[Risk]:
    """Everything worth knowing about `figures`, the gravest first."""
    order: dict[Level, int] = {"danger": 0, "caution": 1, "info": 2}
    return sorted(_risks(figures), key=lambda risk: order[risk.level])


def _risks(figures: Figures) -> Iterator[Risk]:
    creator, ten = _share(figures.creator_balance, figures), _share(figures.top_ten, figures)
    if creator >= CREATOR_CAUTION_BP:
        level: Level = "danger" if creator >= CREATOR_DANGER_BP else "caution"
        text = f"The creator holds {_percent(creator)} of the supply and may sell it at any time."
        yield Risk("creator-holds-much", level, text, {"share_bp": creator})
    if ten >= TOP_TEN_CAUTION_BP and figures.holders > FEW_HOLDERS:
        text = f"Ten holders have {_percent(ten)} of the supply; one who sells moves the price."
        yield Risk("concentrated", "caution", text, {"share_bp": ten})
    if figures.holders <= FEW_HOLDERS:
        text = f"Only {figures.holders} hold this token."
        yield Risk("few-holders", "caution", text, {"holders": figures.holders})
    if figures.age < DAY:
        text = f"This community is {figures.age // 3600} hours old."
        yield Risk("new", "info", text, {"age": figures.age})
    if figures.impact_bp is not None and figures.impact_bp >= IMPACT_CAUTION_BP:
        level = "danger" if figures.impact_bp >= IMPACT_DANGER_BP else "caution"
        text = f"A purchase of this size pays {_percent(figures.impact_bp)} more than the price before it."
        yield Risk("price-impact", level, text, {"impact_bp": figures.impact_bp})
    if figures.paid is not None and figures.paid > figures.reserve:
        text = "This purchase is larger than everything others have paid in."
        amounts = {"paid": figures.paid, "reserve": figures.reserve}
        yield Risk("larger-than-reserve", "caution", text, {}, amounts)
    if figures.earlier is not None and figures.earlier.calls >= FEW_CALLS:
        yield _earlier(figures.earlier)


def _earlier(earlier: Summary) -> Risk:
    median, worst = earlier.median_bp or 0, earlier.worst_bp or 0
    text = (
        f"Of {earlier.calls} tokens that the creator named earlier, {earlier.winners} were higher"
        f" after 7 days; the median changed by {median / 100:+.1f} %, the worst by {worst / 100:+.1f} %."
    )
    values = {"calls": earlier.calls, "winners": earlier.winners, "median_bp": median, "worst_bp": worst}
    return Risk("earlier-calls", "caution" if median < 0 else "info", text, values)


def _share(amount: int, figures: Figures) -> int:
    return amount * BP // figures.supply if figures.supply else 0


def _percent(basis_points: int) -> str:
    return f"{basis_points / 100:.1f} %"
