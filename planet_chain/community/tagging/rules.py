"""The default tagger: words that speak for a topic or a type, in English, Chinese and Japanese.

The same words get the same tags everywhere, and whoever wonders can read the list: `lexicon.toml`.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from planet_chain.community.tagging import Tags
from planet_chain.community.tagging.language import language_of

NAME: Final = "rules-1"
"""Another number when the list changes, so that posts are tagged again."""
TOPICS_MOST: Final = 3
_ENOUGH: Final = 2
"""Points that speak for something: one word of the title has two, each other one has one."""


class Rules:
    """Tags by the words of `lexicon.toml`: a topic with two points, and the type with most."""

    name = NAME

    def tag(self, title: str, text: str) -> Tags:
        """The tags of a post."""
        return Tags(
            language=language_of(f"{title}\n{text}"),
            type=_best(_points("types", title, text)),
            topics=_topics(_points("topics", title, text)),
        )


def _points(of: str, title: str, text: str) -> dict[str, int]:
    """What of `topics` or `types` has how many points: every word counts once, however often it is said."""
    above, below = _plain(title), _plain(text)
    found = {}
    for name, pattern in _patterns()[of].items():
        in_title = set(pattern.findall(above))
        points = 2 * len(in_title) + len(set(pattern.findall(below)) - in_title)
        if points >= _ENOUGH:
            found[name] = points
    return found


def _topics(points: Mapping[str, int]) -> tuple[str, ...]:
    best = sorted(points, key=lambda name: (-points[name], name))
    return tuple(sorted(best[:TOPICS_MOST]))


def _best(points: Mapping[str, int]) -> str | None:
    """The one with most points; None when there is none, or two are as good."""
    most = max(points.values(), default=0)
    best = [name for name, found in points.items() if found == most]
    return best[0] if len(best) == 1 else None


@cache
def _patterns() -> dict[str, dict[str, re.Pattern[str]]]:
    lexicon = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text("utf-8"))
    return {of: {name: _pattern(words) for name, words in lists.items()} for of, lists in lexicon.items()}


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    # the longest first: of 稳定币 and 币 the first is what was meant
    ordered = sorted({_plain(word) for word in words}, key=lambda word: (-len(word), word))
    return re.compile("|".join(_alone(word) for word in ordered))


def _alone(word: str) -> str:
    """A word of ASCII letters stands alone; scripts without blanks have no such borders."""
    before = r"(?<![0-9a-z_])" if word[0].isascii() else ""
    after = r"(?![0-9a-z_])" if word[-1].isascii() else ""
    return before + re.escape(word) + after


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
