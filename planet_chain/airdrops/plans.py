"""From what somebody wants to give, and to whom, to the airdrop: what the command line and the page share."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from planet_chain.airdrops.bundle import Airdrop, Block, Source, Terms, Weights, build, eligible_of
from planet_chain.airdrops.errors import AirdropRefused

CONTRACTS: Final = {"followers": "FollowGraph", "members": "Membership"}
"""Whose events say who is in a snapshot; of holders it is the token itself."""


@dataclass(frozen=True)
class Plan:
    """What somebody wants to give, and to whom.

    Attributes:
        token: lower-case address of what is given.
        amount: of it in all, smallest units; None is the sum of a list's amounts.
        weights: None is `balance` for holders and `equal` for others; of a list, what its header says.
        least: who has less in the snapshot is left out.
        excluded: lower-case addresses that are left out.
    """

    chain_id: int
    token: str
    source: Source
    amount: int | None = None
    weights: Literal["equal", "balance"] | None = None
    least: int = 1
    excluded: frozenset[str] = frozenset()


def airdrop_of(
    plan: Plan, snapshot: Mapping[str, int], block: Block | None = None, header: Weights | None = None
) -> Airdrop:
    """The airdrop that `plan` comes to.

    Args:
        snapshot: lower-case address -> weight above 0.
        block: after which the snapshot was taken; None for a list.
        header: what a list says about its weights; None for a source on chain.
    Raises:
        AirdropRefused: no amount is said, nobody is left to give to, or a list gives another sum.
        InvalidAmount: the amount is none.
    """
    weights: Weights = plan.weights or header or ("balance" if plan.source.kind == "holders" else "equal")
    amount = plan.amount
    if amount is None:
        if weights != "given":
            raise AirdropRefused("Say how much to give in all: only a list with amounts says it itself.")
        amount = sum(snapshot.values())
    excluded = tuple(sorted(plan.excluded))
    terms = Terms(plan.chain_id, plan.token, amount, plan.source, weights, plan.least, excluded, block)
    return build(terms, snapshot)


def rounded_off(airdrop: Airdrop) -> int:
    """Smallest units that no part was a whole number of; one each goes to the largest remainders."""
    terms = airdrop.terms
    if terms.weights == "given":
        return 0
    eligible = eligible_of(terms, airdrop.snapshot)
    parts = dict.fromkeys(eligible, 1) if terms.weights == "equal" else eligible
    whole = sum(parts.values())
    return terms.amount - sum(terms.amount * part // whole for part in parts.values())
