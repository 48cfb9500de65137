"""A tagger that reads with an embedding: latent semantic analysis, learned from seeds, without a download.

Pairs to fours of characters, weighed by how rare they are, become 64 numbers (a truncated SVD of the seeds);
a topic or type is the middle of its seeds, and a post is about what it lies next to. Characters rather than
words, because Chinese and Japanese have no blanks. Source: docs/math/tagging.md.
"""

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from planet_chain.community.errors import TaggerMissing
from planet_chain.community.tagging import Tags
from planet_chain.community.tagging.language import language_of

NAME: Final = "embedding-1"
"""Another number when seeds or method change, so that posts are tagged again."""
_DIMENSIONS: Final = 64
_LANGUAGES: Final = 3
_TOPICS_MOST: Final = 3
_TOPIC_NEAR: Final = {"zh": 0.065, "ja": 0.1}
_TYPE_NEAR: Final = {"zh": 0.08, "ja": 0.09}
_NEAR: Final = (0.2, 0.25)
"""How near a topic and a type have to be in other languages: the more letters a script has, the rarer is each
pair of them, and the less of a text do the seeds know."""
_BESIDE: Final = 0.9
"""Another topic counts too when it is nearly as near as the first: by so much of it. Of types none may be."""


class Embedding:
    """Tags by nearness to seeds.

    Raises:
        TaggerMissing: scikit-learn is not installed.
    """

    name = NAME

    def __init__(self) -> None:
        self._topics = _Space(_seeds("topics"))
        self._types = _Space(_seeds("types"))

    def tag(self, title: str, text: str) -> Tags:
        """The tags of a post."""
        language = language_of(f"{title}\n{text}")
        words = f"{title}\n{title}\n{text}"  # a title says more
        topics = _nearest(self._topics.near(words), _TOPIC_NEAR.get(language, _NEAR[0]))
        types = _nearest(self._types.near(words), _TYPE_NEAR.get(language, _NEAR[1]))
        return Tags(language, types[0] if len(types) == 1 else None, tuple(sorted(topics[:_TOPICS_MOST])))


def _nearest(found: Sequence[tuple[str, float]], least: float) -> list[str]:
    """What is near enough, and nearly as near as the first; the nearest first."""
    return [name for name, near in found if near >= max(least, _BESIDE * found[0][1])]


class _Space:
    """Points of seeds, and the middle of each name's."""

    def __init__(self, seeds: Mapping[str, Sequence[str]]) -> None:
        import numpy as np

        texts = [text for name in seeds for text in seeds[name]]
        self._embed = _pipeline().fit(texts)
        points = iter([point / np.linalg.norm(point) for point in self._embed.transform(texts)])
        middles = [np.mean([next(points) for _ in seeds[name]], axis=0) for name in seeds]
        self._names = list(seeds)
        self._middles = np.array([middle / np.linalg.norm(middle) for middle in middles])

    def near(self, text: str) -> list[tuple[str, float]]:
        """Every name with how near its middle is to `text`, the nearest first.

        The cosine times the share of `text` that the seeds know: a text of other words is near nothing.
        """
        point = self._embed.transform([text])[0]
        nearness = zip(self._names, map(float, self._middles @ point), strict=True)
        return sorted(nearness, key=lambda pair: (-pair[1], pair[0]))


def _pipeline() -> Any:
    try:
        from sklearn.decomposition import TruncatedSVD
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_pipeline
    except ImportError as error:
        raise TaggerMissing("embedding", "tagging") from error
    return make_pipeline(
        TfidfVectorizer(preprocessor=_plain, analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True),
        TruncatedSVD(_DIMENSIONS, algorithm="arpack", random_state=0),
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _seeds(of: str) -> dict[str, list[str]]:
    """Name -> sentences, and the words of the lexicon as one more for each language."""
    here = Path(__file__)
    sentences, lexicon = (
        tomllib.loads(here.with_name(file).read_text("utf-8"))[of] for file in ("seeds.toml", "lexicon.toml")
    )
    return {name: [*sentences[name], *_thirds(lexicon[name])] for name in sentences}


def _thirds(words: Sequence[str]) -> list[str]:
    third = -(-len(words) // _LANGUAGES)
    return [" ".join(words[start : start + third]) for start in range(0, len(words), third)]
