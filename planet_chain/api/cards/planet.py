"""Everybody's planet, drawn from their address: the same one as on the page (web/src/lib/planet.ts)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL import Image, ImageChops, ImageDraw

_COLOURS: Final = (
    ("#5b5bf0", "#3a36c4", "#ff9a6c"),
    ("#e8590c", "#b93a0b", "#ffc078"),
    ("#0ca678", "#087f5b", "#c0eb75"),
    ("#d6336c", "#a61e4d", "#faa2c1"),
    ("#1c7ed6", "#1864ab", "#99e9f2"),
    ("#f08c00", "#c76a00", "#ffe066"),
    ("#7048e8", "#5028b8", "#e599f7"),
    ("#0b8793", "#075f68", "#63e6be"),
    ("#c2255c", "#7b1b5a", "#ffa8a8"),
    ("#5c7cfa", "#364fc7", "#bac8ff"),
    ("#74922c", "#566e1d", "#d8f5a2"),
    ("#a0694b", "#7a4c33", "#eebf9c"),
)
_BITS: Final = 0xFFFFFFFF
_SIDE: Final = 40
"""Units of the drawing, as in the page's SVG."""
_FINER: Final = 2
"""Drawn so much larger, then made smaller: edges come out smooth."""
_SHADE: Final = 0.34


@dataclass(frozen=True)
class Planet:
    """Bands are (y, height, opacity), spots (x, y, radius), in the 40 units of the drawing."""

    colours: tuple[str, str, str]
    radius: int
    tilt: float
    ring: bool
    bands: tuple[tuple[float, float, float], ...]
    spots: tuple[tuple[float, float, float], ...]


def planet_of(seed: str) -> Planet:
    """The planet of `seed`, the same for the same text, whatever its case."""
    source = _numbers(seed)
    ring = next(source) < 0.55
    radius = 12 if ring else 14
    bands = tuple(
        (
            20 - radius + 3 + i * (radius * 0.66) + next(source) * 4,
            1.5 + next(source) * 3.5,
            0.55 + next(source) * 0.45,
        )
        for i in range(2 + int(next(source) * 2))
    )
    spots = tuple(
        (13 + i * 9 + next(source) * 6, 13 + next(source) * 13, 1.2 + next(source) * 1.6)
        for i in range(1 if ring else 2)
    )
    colours = _COLOURS[int(next(source) * len(_COLOURS))]
    return Planet(colours, radius, -35 + next(source) * 50, ring, bands, spots)


def _numbers(seed: str) -> Iterator[float]:
    """FNV-1a, then xorshift32."""
    state = 0x811C9DC5
    for letter in seed.lower():
        state = (state ^ ord(letter)) * 0x01000193 & _BITS
    while True:
        state ^= state << 13 & _BITS
        state ^= state >> 17
        state ^= state << 5 & _BITS
        yield state / 2**32


@lru_cache(maxsize=64)
def drawn(seed: str, size: int) -> Image.Image:
    """The planet of `seed`, `size` pixels wide, on nothing."""
    planet, k = planet_of(seed), size * _FINER / _SIDE
    side = size * _FINER
    layer = Image.new("RGBA", (side, side))
    _ring(layer, planet, k, 180, 360)
    disc = _box(20, 20, planet.radius, planet.radius, k)
    body = _body(planet, k, side)
    mask = Image.new("L", (side, side))
    ImageDraw.Draw(mask).ellipse(disc, fill=255)
    layer.paste(body, (0, 0), mask)
    if planet.ring:
        _ring(layer, planet, k, 0, 180)
    else:
        ImageDraw.Draw(layer).ellipse(_box(36, 20, 2.4, 2.4, k), fill=planet.colours[2])
    layer = layer.rotate(-planet.tilt, Image.Resampling.BICUBIC)
    layer.paste("#000000", (0, 0), ImageChops.multiply(mask, _shade(planet.radius, k, side)))
    return layer.resize((size, size), Image.Resampling.LANCZOS)


def _body(planet: Planet, k: float, side: int) -> Image.Image:
    body = Image.new("RGBA", (side, side), planet.colours[0])
    for y, height, opacity in planet.bands:
        band = Image.new("L", (side, side))
        ImageDraw.Draw(band).rectangle((0, y * k, side, (y + height) * k), fill=int(255 * opacity))
        body.paste(planet.colours[1], (0, 0), band)
    pen = ImageDraw.Draw(body)
    for x, y, radius in planet.spots:
        pen.ellipse(_box(x, y, radius * 1.3, radius, k), fill=planet.colours[2])
    return body


def _ring(layer: Image.Image, planet: Planet, k: float, start: int, end: int) -> None:
    if planet.ring:
        # Pillow draws a line inside of its box, SVG on it: half its width more on each side
        box = _box(20, 20, 19.5, 6.5, k)
        ImageDraw.Draw(layer).arc(box, start, end, fill=planet.colours[2], width=round(2 * k))


def _shade(radius: int, k: float, side: int) -> Image.Image:
    """Darker the farther from the light at the upper left: the page's radial gradient."""
    reach = 0.85 * 2 * radius * k
    width = round(2 * reach)
    # 0 in the middle, 255 at `reach`
    glow = Image.radial_gradient("L").resize((width, width))
    glow = glow.point([round(255 * _SHADE * max(0.0, value / 255 - 0.45) / 0.55) for value in range(256)])
    shade = Image.new("L", (side, side), round(255 * _SHADE))
    x, y = (20 - radius + 2 * radius * part for part in (0.32, 0.28))
    shade.paste(glow, (round(x * k - reach), round(y * k - reach)))
    return shade


def _box(x: float, y: float, rx: float, ry: float, k: float) -> tuple[float, float, float, float]:
    return (x - rx) * k, (y - ry) * k, (x + rx) * k, (y + ry) * k
