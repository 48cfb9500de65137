"""How a consumer's attention is shared among creators."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from planet_chain.core.engagement import Engagement, Pair
from planet_chain.core.epoch import ONE, Params


class Share(NamedTuple):
    """What one creator has of one consumer's attention."""

    part: int
    """q: of ONE, `share_cap` at most."""
    boost: int
    """b: the mean multiplier of what was read, ONE..2*ONE."""


class Attention(NamedTuple):
    """One consumer's week. Source: docs/math/settlement.md, sections 2.3 and 2.5."""

    total: int
    """Q: saturated engagement with all creators, > 0."""
    seconds: int
    """T: seconds of attention over all admitted pairs, of dropped ones too."""
    shares: Mapping[str, Share]
    """creator entity -> share, of every creator that was not dropped."""

    def fullness(self, full_attention: int) -> int:
        """act: how much of a full week's attention this was, of ONE, rounded down."""
        return ONE * min(self.seconds, full_attention) // full_attention


def saturated(engaged: int, half: int) -> int:
    """`half` * engaged / (half + engaged), rounded down: the first minute with a creator is worth most.

    Args:
        engaged: X >= 0.
        half: K > 0, what the result never reaches; at engaged = half it is half of it.
    Source: docs/math/settlement.md, section 2.3; written so that it fits 63 bits up to K = 2**30, X = 2**41.
    """
    return half - (half * half + engaged + half - 1) // (engaged + half)


def attention_of(
    pairs: Mapping[Pair, Engagement], creator_of: Mapping[str, str], params: Params
) -> dict[str, Attention]:
    """consumer entity -> attention, for the consumers who gave any.

    What `share_cap` cuts off is forfeited, not spread. Nothing here depends on the order of `pairs`.

    Args:
        creator_of: post -> creator entity.
    Source: docs/math/settlement.md, section 2.3.
    """
    seconds = Counter[str]()
    raw = defaultdict[str, Counter[str]](Counter)
    boosted = defaultdict[str, Counter[str]](Counter)
    for (consumer, post), engaged in pairs.items():
        creator = creator_of[post]
        seconds[consumer] += engaged.seconds
        raw[consumer][creator] += engaged.raw
        boosted[consumer][creator] += engaged.boosted
    found = {}
    for consumer, creators in raw.items():
        strength = {creator: saturated(x, params.pair_k * ONE) for creator, x in creators.items()}
        total = sum(strength.values())
        shares = {
            creator: Share(
                min(ONE * s // total, params.share_cap), boosted[consumer][creator] * ONE // creators[creator]
            )
            for creator, s in strength.items()
            if s > 0
        }
        if shares:
            found[consumer] = Attention(total, seconds[consumer], shares)
    return found


def points_of(attention: Attention, params: Params) -> int:
    """What one consumer's week earns in points, smallest units, rounded down at every step.

    Never more than the seconds read are worth, nor than `points_cap`: clicking without staying earns none.
    Source: docs/math/settlement.md, section 3.
    """
    read = ONE * attention.seconds // params.dwell_unit
    attended = min(attention.total, read) * attention.fullness(params.full_attention) // ONE
    return min(attended * params.point_unit // ONE, params.points_cap * params.point_unit)
