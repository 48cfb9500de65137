"""The words of an epoch: its rows, its rules and the fixed-point unit they are written in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple

ONE: Final = 2**20
"""The fixed-point unit of every score, share and multiplier: 1.0 is written as 2**20."""

DWELL: Final = "dwell"
"""The one interaction that has a quantity: seconds of attention."""


class Member(NamedTuple):
    """An account of the community, as the exporter pseudonymised it for this epoch."""

    member: str
    entity: str
    """One verified person, fresh each epoch; several members may share it."""
    value: int
    """Net trading fees over the 28 days before the epoch closed, in whole value units."""
    payout: str | None
    """Where rewards go, 0x address, or None for nowhere."""


class Post(NamedTuple):
    """A post that somebody acted on."""

    post: str
    creator: str
    """A member."""
    type: str
    """The content type, which scarcity may favour."""


class Interaction(NamedTuple):
    """What a member did with a post: seconds of dwell, or an action such as a like."""

    id: str
    """Names the row: the same row sent twice counts once."""
    member: str
    post: str
    action: str
    quantity: int
    """Seconds 1..86400 for `dwell`, else 1."""


class Counted(NamedTuple):
    """In how many earlier epochs a consumer's attention to a post was counted."""

    entity: str
    post: str
    epochs: int


class Cumulative(NamedTuple):
    """What an account has earned in a token, over all epochs, in smallest units."""

    account: str
    token: str
    amount: int


@dataclass(frozen=True)
class Tables:
    """The rows of one epoch."""

    members: Sequence[Member] = ()
    posts: Sequence[Post] = ()
    interactions: Sequence[Interaction] = ()
    counted: Sequence[Counted] = ()
    """Empty for the first epoch, as is `cumulative`."""
    cumulative: Sequence[Cumulative] = ()


@dataclass(frozen=True)
class Scarcity:
    """How much of a content type the community wants and has: docs/math/settlement.md, section 2.4."""

    target_bp: int
    """Wanted share of all supply, basis points, 0..10000."""
    supply: int
    """What the previous epoch had of it, 0..2**40."""
    previous: int
    """The multiplier of the previous epoch, ONE..boost_max; ONE at first."""


def _default_actions() -> Mapping[str, int]:
    return MappingProxyType({"like": 1, "click": 2, "comment": 3, "share": 4, "follow": 6})


@dataclass(frozen=True)
class Params:
    """Every constant of the settlement, by name. Ranges and meaning: docs/math/settlement.md, section 2."""

    dwell_cap: int = 600
    """Seconds that count per consumer and post."""
    dwell_unit: int = 60
    """Seconds of dwell that are worth ONE."""
    actions: Mapping[str, int] = field(default_factory=_default_actions)
    """Action -> worth in whole ONEs."""
    action_seconds: int = 10
    """Seconds of dwell that back one action point."""
    halvings_max: int = 3
    pair_k: int = 20
    """Half-saturation of a consumer's engagement with one creator, in ONEs."""
    share_cap: int = ONE // 4
    """The most of a consumer's attention that one creator receives, of ONE."""
    full_attention: int = 1800
    """Seconds from which a consumer's value weighs in full."""
    whale_divisor: int = 100
    """No consumer weighs more than 1/whale_divisor of all, where there are enough of them."""
    boost_max: int = 2 * ONE
    base_bp: int = 1000
    """The base tranche's share of the fresh pool, basis points."""
    carry_pools: int = 4
    """How many pools may be carried into the next epoch."""
    base_price: int = 5_000_000
    """What a unit of breadth is worth at most, smallest token units."""
    creator_divisor: int = 10
    """No creator is paid more than 1/creator_divisor of the pool, where there are enough of them."""
    wash_divisor: int = 10
    """The value tranche is at most 1/wash_divisor of the fees behind it."""
    point_unit: int = 10**6
    """Smallest units of one point."""
    points_cap: int = 1000
    """Whole points a consumer earns in an epoch at most."""
    cluster_bits: int = 30
