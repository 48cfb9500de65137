"""The cards of a community and of a post."""

import hashlib
import io
from dataclasses import astuple, dataclass
from functools import lru_cache
from random import Random
from typing import Final, Literal

from PIL import Image, ImageDraw

from planet_chain.api.cards import letters, planet

Language = Literal["en", "zh-CN", "ja"]
WIDTH: Final = 1200
HEIGHT: Final = 630
_DRAWING: Final = b"planet-card/1"
"""Changed with the drawing, so that readers ask for the new one."""
_NIGHT, _STAR, _INK, _SOFT, _COMET = "#0d0f17", "#5a607c", "#eceaf4", "#a3a7bb", "#ff9166"
_LEFT: Final = 80
_TEXT_WIDTH: Final = 660
_PLANET: Final = 400
_WORDS: Final[dict[Language, dict[str, str]]] = {
    "en": {"holders": "Holders: {0}", "fee": "Creator fee {0}", "none": "Platform fee 0 %"},
    "zh-CN": {"holders": "持有人 {0}", "fee": "创作者费 {0}", "none": "平台费 0 %"},
    "ja": {"holders": "保有者 {0}", "fee": "クリエイター手数料 {0}", "none": "プラットフォーム手数料 0 %"},
}


@dataclass(frozen=True)
class CommunityCard:
    """What a community's card says. `creator` is an address; `fee_bps` its fee in basis points."""

    creator: str
    name: str
    symbol: str
    holders: int
    fee_bps: int
    language: Language = "en"


@dataclass(frozen=True)
class PostCard:
    """What a post's card says.

    Attributes:
        seed: of the planet: the author's address, or their id.
        author: in words: their community, else who they are.
    """

    seed: str
    title: str
    author: str
    topics: tuple[str, ...]
    language: Language = "en"


Card = CommunityCard | PostCard


def tag_of(card: Card) -> str:
    """A strong ETag: the same facts are the same picture."""
    told = repr((type(card).__name__, astuple(card))).encode()
    return f'"{hashlib.blake2b(_DRAWING + told, digest_size=12).hexdigest()}"'


@lru_cache(maxsize=128)
def png(card: Card) -> bytes:
    """`card` as PNG."""
    image = _sky(card)
    if isinstance(card, CommunityCard):
        _community(image, card)
    else:
        _post(image, card)
    out = io.BytesIO()
    image.convert("RGB").save(out, "PNG")
    return out.getvalue()


def _sky(card: Card) -> Image.Image:
    """Night, stars that belong to this card, an orbit, and the planet on it."""
    seed = card.creator if isinstance(card, CommunityCard) else card.seed
    image = Image.new("RGB", (WIDTH, HEIGHT), _NIGHT)
    pen, chance = ImageDraw.Draw(image), Random(seed.lower())  # noqa: S311 (stars, not secrets)
    for _ in range(90):
        x, y, r = chance.randrange(WIDTH), chance.randrange(HEIGHT), chance.choice((1, 1, 1, 2))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=_STAR)
    x, y = WIDTH - _PLANET // 2 - 70, HEIGHT // 2
    for rx, ry in ((330, 300), (440, 400)):
        pen.ellipse((x - rx, y - ry, x + rx, y + ry), outline="#232842", width=3)
    sphere = planet.drawn(seed, _PLANET)
    image.paste(sphere, (x - _PLANET // 2, y - _PLANET // 2), sphere)
    letters.write(image, (_LEFT, 104), "Planet Chain", 34, _SOFT)
    pen.rectangle((_LEFT, 128, _LEFT + 56, 133), fill=_COMET)
    return image


def _community(image: Image.Image, card: CommunityCard) -> None:
    name = letters.drawable(card.name) or _short(card.creator)
    name, size = letters.fitted(name, _TEXT_WIDTH, range(96, 51, -4))
    letters.write(image, (_LEFT, 290), name, size, _INK)
    symbol, size = letters.fitted(f"${letters.drawable(card.symbol)}", _TEXT_WIDTH, range(56, 31, -4))
    letters.write(image, (_LEFT, 372), symbol, size, _COMET)
    words = _words(card.language)
    lines = [
        words["holders"].format(card.holders),
        words["fee"].format(f"{card.fee_bps / 100:g} %"),
        words["none"],
    ]
    for number, line in enumerate(lines):
        letters.write(image, (_LEFT, 456 + 46 * number), line, 32, _SOFT)


def _post(image: Image.Image, card: PostCard) -> None:
    title = letters.drawable(card.title) or letters.drawable(card.author) or _short(card.seed)
    for number, line in enumerate(letters.wrapped(title, _TEXT_WIDTH, 64, 4)):
        letters.write(image, (_LEFT, 224 + 76 * number), line, 64, _INK)
    author, size = letters.fitted(letters.drawable(card.author), _TEXT_WIDTH, range(36, 27, -4))
    letters.write(image, (_LEFT, 522), author, size, _COMET)
    topics = " ".join(f"#{letters.drawable(topic)}" for topic in card.topics[:4])
    topics, size = letters.fitted(topics, _TEXT_WIDTH, range(30, 25, -4))
    letters.write(image, (_LEFT, 572), topics, size, _SOFT)


def _words(language: Language) -> dict[str, str]:
    """The card's own words; English where no typeface here has the language's signs."""
    chosen = _WORDS[language]
    return chosen if all(letters.speaks(word) for word in chosen.values()) else _WORDS["en"]


def _short(address: str) -> str:
    return f"{address[:6]}…{address[-4:]}" if len(address) > 20 else address
