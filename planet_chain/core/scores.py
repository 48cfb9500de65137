"""What creators score: value behind their readers, and breadth of their readers."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Final

from planet_chain.core.attention import Attention
from planet_chain.core.epoch import ONE, Params

BREADTH_HALF: Final = 2**31
"""G: what one cluster of like-minded readers adds to a creator's breadth never reaches it."""


@dataclass(frozen=True)
class Scores:
    """creator entity -> score, of the creators that can be paid."""

    value: Mapping[str, int]
    """V: weighted shares, with the scarcity boost: value units, times ONE."""
    unboosted: Mapping[str, int]
    """U: the same without the boost: value units, times ONE."""
    breadth: Mapping[str, int]
    """B: attention over clusters of readers, however little they paid."""


def scores_of(
    attention: Mapping[str, Attention],
    weights: Mapping[str, int],
    payees: Set[str],
    seed: bytes,
    params: Params,
) -> Scores:
    """The scores of `payees`; other creators score nothing.

    Args:
        weights: consumer -> w.
        payees: the creators with a payout address.
        seed: 32 bytes that nobody knew while acting.
    Returns:
        scores, each term rounded down; a payee may be left out when it scores 0.
    Source: docs/math/settlement.md, section 2.6.
    """
    value, unboosted = Counter[str](), Counter[str]()
    for consumer, week in attention.items():
        weight = weights[consumer]
        for creator in week.shares.keys() & payees:
            part, boost = week.shares[creator]
            value[creator] += weight * part * boost // ONE
            unboosted[creator] += weight * part
    return Scores(value, unboosted, _breadth(attention, payees, seed, params))


def creator_hash(seed: bytes, creator: str) -> int:
    """h: 63 bits that the seed gives to `creator`."""
    return int.from_bytes(hashlib.sha256(seed + creator.encode()).digest()[:8], "big") >> 1


def _breadth(
    attention: Mapping[str, Attention], payees: Set[str], seed: bytes, params: Params
) -> dict[str, int]:
    hashes = {creator: creator_hash(seed, creator) for creator in payees}
    clusters = defaultdict[tuple[str, str], int](int)
    for week in attention.values():
        parts = {creator: week.shares[creator] for creator in week.shares.keys() & payees}
        cluster = cluster_of({creator: share.part for creator, share in parts.items()}, hashes)
        if cluster is None:
            continue
        fullness = week.fullness(params.full_attention)
        for creator, share in parts.items():
            clusters[creator, cluster] += (fullness * share.part * share.boost) >> params.cluster_bits
    breadth = Counter[str]()
    for (creator, _), gathered in clusters.items():
        breadth[creator] += cluster_breadth(gathered)
    return breadth


def cluster_of(parts: Mapping[str, int], hashes: Mapping[str, int]) -> str | None:
    """g: the creator that stands for a consumer's taste, by weighted MinHash.

    Readers with alike shares get the same one likely, so a crowd that reads the same counts like a few.

    Args:
        parts: creator -> q.
    Returns:
        the creator with the smallest hash per share, ties to the smaller id; None without a share above 0.
    """
    shared = [creator for creator, part in parts.items() if part > 0]
    return min(shared, key=lambda creator: (hashes[creator] // parts[creator], creator), default=None)


def cluster_breadth(gathered: int) -> int:
    """G * Z / (Z + G), rounded down, for Z = `gathered` >= 0 attention of one cluster."""
    half = BREADTH_HALF
    return half - (half * half + gathered + half - 1) // (gathered + half)
