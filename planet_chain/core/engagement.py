"""How much a consumer engaged with a post, from what their members did."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from typing import NamedTuple

from planet_chain.core.epoch import DWELL, ONE, Params, Tables

Pair = tuple[str, str]
"""A consumer entity and a post."""


class Engagement(NamedTuple):
    """What one consumer did with one post in an epoch."""

    raw: int
    """r: engagement, ONE for each `dwell_unit` read and for each action point."""
    boosted: int
    """rm: the same, times the multiplier of the post's content type."""
    seconds: int
    """Seconds that count towards attention, halved for each earlier epoch like the engagement."""


def engagement(dwell: int, actions: Set[str], epochs: int, multiplier: int, params: Params) -> Engagement:
    """What `dwell` seconds and the distinct `actions` of a consumer with a post come to.

    A second like adds nothing, nor does a click without reading: it takes `action_seconds` to back one point.

    Args:
        epochs: earlier epochs that counted this consumer for this post, >= 0; each halves, up to a limit.
        multiplier: of the content type, of ONE.
    Returns:
        every part rounded down; 26 * ONE at most before the boost, with the widest parameters.
    Source: docs/math/settlement.md, section 2.2.
    """
    read = min(dwell, params.dwell_cap)
    points = min(sum(params.actions[action] for action in actions), read // params.action_seconds)
    halvings = min(epochs, params.halvings_max)
    raw = (ONE * read // params.dwell_unit + ONE * points) >> halvings
    return Engagement(raw, raw * multiplier // ONE, read >> halvings)


def creators_of(tables: Tables) -> dict[str, str]:
    """post -> the entity that made it."""
    entity_of = {row.member: row.entity for row in tables.members}
    return {row.post: entity_of[row.creator] for row in tables.posts}


def engagements(tables: Tables, multiplier_of: Mapping[str, int], params: Params) -> dict[Pair, Engagement]:
    """The engagement of every admitted pair.

    Identical rows count once, in whatever order they come. What an entity does with its own posts is not
    admitted, whichever of its members does it: acting on yourself earns exactly nothing.

    Args:
        multiplier_of: content type -> multiplier; ONE where it names none.
    Source: docs/math/settlement.md, sections 2.1 and 2.2.
    """
    entity_of = {row.member: row.entity for row in tables.members}
    creator_of = creators_of(tables)
    dwell, actions = Counter[Pair](), defaultdict[Pair, set[str]](set)
    for row in {row.id: row for row in tables.interactions}.values():
        pair = (entity_of[row.member], row.post)
        if pair[0] == creator_of[row.post]:
            continue
        dwell[pair] += row.quantity if row.action == DWELL else 0
        if row.action != DWELL:
            actions[pair].add(row.action)
    epochs = {(row.entity, row.post): row.epochs for row in tables.counted}
    multiplier = {row.post: multiplier_of.get(row.type, ONE) for row in tables.posts}
    return {
        pair: engagement(seconds, actions.get(pair, set()), epochs.get(pair, 0), multiplier[pair[1]], params)
        for pair, seconds in dwell.items()
    }
