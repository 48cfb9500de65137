"""Words on a card: the page's own typeface, another one for the scripts that it does not have.

A name may hold anything. What steers text instead of being text is dropped, and so is a sign that no typeface
here has: a box says nothing.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from planet_chain.api.page import DIST

Font = ImageFont.FreeTypeFont
_OWN: Final = "bricolage-grotesque-latin-700-*.woff2"
_OTHERS: Final = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/System/Library/Fonts/ヒラギノ角ゴシック W6.ttc",
    "C:/Windows/Fonts/msyhbd.ttc",
)
"""Where systems keep a typeface with Chinese and Japanese; Debian's package is fonts-noto-cjk."""
_NOBODY_HAS: Final = "\U0010ffff"
_INSTEAD: Final = {"₮": "T"}
_MORE: Final = "…"


def plain(text: str) -> str:
    """`text` in one line, without control characters, marks of direction and unassigned code points."""
    kept = (char for char in text if char.isspace() or unicodedata.category(char)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def drawable(text: str) -> str:
    """`text` without the signs that no typeface here has."""
    known = (char if _font_of(char, 32) else _INSTEAD.get(char, "") for char in plain(text))
    return " ".join("".join(known).split())


def speaks(text: str) -> bool:
    """Whether every sign of `text` can be drawn here."""
    return drawable(text) == text


def fitted(text: str, width: float, sizes: range) -> tuple[str, int]:
    """`text` and the largest of `sizes` at which it is at most `width` wide; cut at the smallest one."""
    for size in sizes:
        if length(text, size) <= width:
            return text, size
    return _cut(text, width, sizes[-1]), sizes[-1]


def wrapped(text: str, width: float, size: int, most: int) -> list[str]:
    """`text` in at most `most` lines; the last one is cut. Scripts without blanks break anywhere."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and length((line + piece).rstrip(), size) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    lines.append(line.rstrip())
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), width, size)]
    return [_cut(each, width, size) for each in lines]


def length(text: str, size: int) -> float:
    """Width of `text` in pixels."""
    return sum(font.getlength(run) for font, run in _runs(text, size))


def write(image: Image.Image, place: tuple[float, float], text: str, size: int, colour: str) -> None:
    """Draw `text` with its baseline's left end at `place`."""
    pen, (x, y) = ImageDraw.Draw(image), place
    for font, run in _runs(text, size):
        pen.text((x, y), run, font=font, fill=colour, anchor="ls")
        x += font.getlength(run)


def _cut(text: str, width: float, size: int) -> str:
    if length(text, size) <= width:
        return text
    while text and length(text + _MORE, size) > width:
        text = text[:-1]
    return text.rstrip() + _MORE


def _pieces(text: str) -> Iterator[str]:
    """Where a line may break: words with the blank before them, and each sign of a script without blanks."""
    word = ""
    for char in text:
        if char == " " or unicodedata.east_asian_width(char) in "WF":
            if word:
                yield word
            word = char
            if char != " ":
                yield word
                word = ""
        else:
            word += char
    if word:
        yield word


def _runs(text: str, size: int) -> Iterator[tuple[Font, str]]:
    """`text` in parts of one typeface each."""
    font: Font | None = None
    run = ""
    for char in text:
        # a blank stays with what is before it
        found = font if char == " " and font else _font_of(char, size) or font
        if font is not None and found is not font:
            yield font, run
            run = ""
        font, run = found, run + char
    if font is not None and run:
        yield font, run


@lru_cache(maxsize=8192)
def _font_of(char: str, size: int) -> Font | None:
    """The first typeface that has `char`, at `size`."""
    for font in _fonts(size):
        if char == " " or bytes(font.getmask(char)) not in (b"", _box_of(font)):
            return font
    return None


@lru_cache(maxsize=64)
def _box_of(font: Font) -> bytes:
    """What `font` draws for a sign that it does not have."""
    return bytes(font.getmask(_NOBODY_HAS))


@lru_cache(maxsize=64)
def _fonts(size: int) -> tuple[Font, ...]:
    """Typefaces at `size`, the page's own first. Without a built page Pillow's stands in."""
    fonts: list[Font] = []
    own = next(iter(sorted((DIST / "assets").glob(_OWN))), None)
    if own is not None:
        fonts.append(ImageFont.truetype(own, size))
    else:
        built_in = ImageFont.load_default(size)
        if isinstance(built_in, Font):
            fonts.append(built_in)
    fonts += [ImageFont.truetype(path, size) for path in _OTHERS if Path(path).is_file()][:1]
    return tuple(fonts)
