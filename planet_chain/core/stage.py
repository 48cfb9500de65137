"""The title a creator has earned, from what anybody can count on chain and in the community."""

from typing import Final, Literal

Stage = Literal["newcomer", "author", "founder", "beacon"]

BEACON_HOLDERS: Final = 100


def stage_of(*, posts: int, has_community: bool, holders: int) -> Stage:
    """How far a creator has come; nothing but losing holders takes a stage away.

    Args:
        posts: published, in the community or on chain.
        has_community: whether they made a community token.
        holders: of that token; 100 make a founder a beacon.
    """
    if has_community:
        return "beacon" if holders >= BEACON_HOLDERS else "founder"
    return "author" if posts else "newcomer"
