"""A creator's week as a picture: one bar for the tranches and the cap, bars for readers and for posts."""

from collections.abc import Sequence
from html import escape
from typing import Final

from planet_chain.rewards.explanation import Story

_WIDTH: Final = 640
_BAR: Final = 360
_LINE: Final = 24
_LEFT: Final = 190
_MOST: Final = 8
_VALUE, _BASE, _CUT, _POST = "#2563eb", "#0d9488", "#d4d4d8", "#7c3aed"
_HEAD: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    ' role="img" font-family="system-ui, sans-serif" font-size="13" fill="#18181b">'
    '<title>{title}</title><rect width="100%" height="100%" fill="#fff"/>'
)
_Part = tuple[int, str]
_Bar = tuple[str, Sequence[_Part]]


def drawn(story: Story, decimals: int = 6) -> str:
    """The picture of `story` as SVG: who brought it, from which tranche, for what, and what the cap cut.

    Args:
        decimals: of the token; amounts are shown in whole tokens, rounded down.
    """
    row = story.allocation
    title = f"Week {story.epoch}: {_short(row.entity)} is paid {_money(row.paid, decimals)}"
    crowds: list[_Bar] = [
        (f"like {_short(one.cluster)} ({one.readers})", [(one.value, _VALUE), (one.base, _BASE)])
        for one in story.crowds
    ]
    lines = sorted(story.posts, key=lambda line: (-line.amount, line.post))
    posts: list[_Bar] = [(_short(line.post), [(line.amount, _POST)]) for line in lines]
    sections: list[tuple[str, list[_Bar]]] = [
        (
            f"Value {_money(row.value, decimals)}, breadth {_money(row.base, decimals)},"
            f" cut by the cap {_money(row.cut, decimals)}",
            [("before and after the cap", _tranches(row.value, row.base, row.cut))],
        ),
        ("Brought by readers of one taste, before the cap", _largest(crowds)),
        ("For these posts", _largest(posts)),
    ]
    body, y = [f'<text x="16" y="30" font-size="18" font-weight="600">{escape(title)}</text>'], 62
    for heading, bars in sections:
        if bars:
            body.append(f'<text x="16" y="{y}" font-weight="600">{escape(heading)}</text>')
            y = _draw(body, bars, y + 10, decimals)
    return _HEAD.format(width=_WIDTH, height=y, title=escape(title)) + "".join(body) + "</svg>\n"


def _tranches(value: int, base: int, cut: int) -> list[_Part]:
    """The two tranches without what the cap took of them in proportion, and what it took."""
    whole = value + base
    of_value = cut * value // whole if whole else 0
    return [(value - of_value, _VALUE), (base - (cut - of_value), _BASE), (cut, _CUT)]


def _largest(bars: list[_Bar]) -> list[_Bar]:
    """The first bars, and all others as one."""
    if len(bars) <= _MOST:
        return bars
    rest = bars[_MOST - 1 :]
    together = [
        (sum(parts[place][0] for _, parts in rest), color) for place, (_, color) in enumerate(rest[0][1])
    ]
    return [*bars[: _MOST - 1], (f"{len(rest)} others", together)]


def _draw(body: list[str], bars: Sequence[_Bar], y: int, decimals: int) -> int:
    longest = max(sum(amount for amount, _ in parts) for _, parts in bars) or 1
    for label, parts in bars:
        body.append(f'<text x="{_LEFT - 8}" y="{y + 15}" text-anchor="end">{escape(label)}</text>')
        x, whole = _LEFT, 0
        for amount, color in parts:
            width = _BAR * (whole + amount) // longest - _BAR * whole // longest
            body.append(f'<rect x="{x}" y="{y + 3}" width="{width}" height="16" fill="{color}"/>')
            x, whole = x + width, whole + amount
        body.append(f'<text x="{x + 6}" y="{y + 15}">{_money(whole, decimals)}</text>')
        y += _LINE
    return y + 28


def _money(amount: int, decimals: int) -> str:
    whole, rest = divmod(amount, 10**decimals)
    return f"{whole:,}.{rest * 100 // 10**decimals:02}"


def _short(name: str) -> str:
    return name if len(name) <= 18 else f"{name[:8]}…{name[-6:]}"
