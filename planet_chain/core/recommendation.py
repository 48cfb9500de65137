"""What to show whom: what a person cares about, times what a thing is about, times how scarce it is.

Integers, pure, the same for everybody who computes it. Laws and reasons: docs/math/recommendation.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from planet_chain.core.epoch import ONE

CROWD: Final = 10
"""So many people are half of what any number of people can be worth."""
MATCH_PARTS: Final = 3
"""Of four parts of a score, so many are the reader's own interest; the rest is what others do."""
EVIDENCE_MOST: Final = 4
"""Doing one thing about one topic more often than this says no more."""

Evidence = Literal["holds", "trades", "follows", "reads"]
WEIGHTS: Final[Mapping[Evidence, int]] = {"holds": 4, "follows": 4, "trades": 2, "reads": 1}
"""What one act says about an interest: what costs something says more than what is read in passing."""

Feature = str
"""What a thing is about, or somebody cares about: `#topic`, a token's address, `@` and a creator's."""


class Interest(NamedTuple):
    """What somebody cares about.

    Attributes:
        shares: feature -> its share of ONE; they sum to ONE at most.
        reasons: feature -> the evidence that says most for it.
    """

    shares: Mapping[Feature, int]
    reasons: Mapping[Feature, Evidence]


@dataclass(frozen=True)
class Candidate:
    """Something that can be shown.

    Attributes:
        id: of the thing; ties go to the smaller one.
        about: its features, each an equal part of it: to be about everything is to be about nothing.
        strength: 0..ONE: what everybody else says for it.
        multiplier: scarcity, ONE..2*ONE; ONE for what has none.
    """

    id: str
    about: frozenset[Feature]
    strength: int
    multiplier: int = ONE


class Ranked(NamedTuple):
    """A candidate with its place's reasons."""

    id: str
    score: int
    """0..2*ONE."""
    match: int
    """0..ONE: how much of it is what the reader cares about."""
    matched: tuple[Feature, ...]
    """The features that the reader cares about, the one that says most first."""


NOBODY: Final = Interest({}, {})
"""Of a reader of whom nothing is known."""


def crowd(people: int) -> int:
    """What `people` distinct persons are worth: ⌊ONE·n/(n + CROWD)⌋. Each adds less than the one before.

    Args:
        people: >= 0; persons, not accounts, and never the maker of what they liked.
    """
    return ONE * people // (people + CROWD)


def interest(acts: Iterable[tuple[Evidence, Feature]]) -> Interest:
    """What somebody who did `acts` cares about.

    Each kind of act counts `EVIDENCE_MOST` times at most for a feature, times its weight.

    Returns:
        shares of ONE, rounded down; nothing for nobody.
    """
    counts = Counter(acts)
    weights: dict[Feature, int] = {}
    best: dict[Feature, tuple[int, Evidence]] = {}
    for (evidence, feature), times in sorted(counts.items()):
        weight = WEIGHTS[evidence] * min(times, EVIDENCE_MOST)
        weights[feature] = weights.get(feature, 0) + weight
        best[feature] = max(best.get(feature, (0, evidence)), (weight, evidence))
    total = sum(weights.values())
    shares = {feature: ONE * weight // total for feature, weight in weights.items()}
    return Interest(shares, {feature: evidence for feature, (_, evidence) in best.items()})


def match(reader: Interest, about: frozenset[Feature]) -> int:
    """How much of something `about` these features `reader` cares about: ⌊Σ share / features⌋, 0..ONE."""
    return sum(reader.shares.get(feature, 0) for feature in about) // len(about) if about else 0


def score(reader: Interest, candidate: Candidate) -> int:
    """⌊multiplier · (3·match + strength) / (4·ONE)⌋, 0..2·ONE. For an unknown reader, popularity alone."""
    parts = MATCH_PARTS * match(reader, candidate.about) + candidate.strength
    return candidate.multiplier * parts // ((MATCH_PARTS + 1) * ONE)


def rank(reader: Interest, candidates: Iterable[Candidate], most: int) -> list[Ranked]:
    """At most `most` of `candidates`, the best for `reader` first, ties to the smaller id."""
    found = [
        Ranked(one.id, score(reader, one), match(reader, one.about), _matched(reader, one.about))
        for one in candidates
    ]
    return sorted(found, key=lambda one: (-one.score, one.id))[:most]


def _matched(reader: Interest, about: frozenset[Feature]) -> tuple[Feature, ...]:
    shared = [feature for feature in about if reader.shares.get(feature, 0)]
    return tuple(sorted(shared, key=lambda feature: (-reader.shares[feature], feature)))
