"""Tagging: topic, type and language of posts, by a tagger that can be changed.

A tag is a guess. It is shown and searched, and tells moderators where an author's type looks wrong; no reward
depends on it, because a guess has nobody who answers for it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from planet_chain.community.errors import TaggerUnknown


@dataclass(frozen=True)
class Tags:
    """What a tagger finds.

    Attributes:
        language: ISO 639-1, or `und` where it cannot be told.
        type: content type that the words look like; None where they look like none.
        topics: what it is about, in order; most posts are about none or one of those that a tagger knows.
    """

    language: str
    type: str | None
    topics: tuple[str, ...]


class Tagger(Protocol):
    """Whatever tags posts. The same words get the same tags from taggers of the same name."""

    @property
    def name(self) -> str:
        """Name and version: posts that another one tagged are tagged again."""

    def tag(self, title: str, text: str) -> Tags:
        """The tags of a post."""


def _rules() -> Tagger:
    from planet_chain.community.tagging.rules import Rules

    return Rules()


def _embedding() -> Tagger:
    from planet_chain.community.tagging.embedding import Embedding

    return Embedding()


TAGGERS: Final[Mapping[str, Callable[[], Tagger]]] = {"rules": _rules, "embedding": _embedding}
"""Name, as `PLANET_TAGGER` gives it -> what makes the tagger, only when it is used: models take memory."""


def tagger_named(name: str) -> Tagger:
    """The tagger called `name`.

    Raises:
        TaggerUnknown: there is none.
    """
    if name not in TAGGERS:
        raise TaggerUnknown(name, tuple(TAGGERS))
    return TAGGERS[name]()
