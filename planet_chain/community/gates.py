"""Gates: may this account enter a community's private places? Judged at a final block, rule by rule."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from sqlmodel import Session

from planet_chain.core.addresses import checksum_address
from planet_chain.core.errors import PlanetError
from planet_chain.store.gates import Gate
from planet_chain.store.queries import gates
from planet_chain.store.queries.index import IndexStatus

Match = Literal["all", "any"]
Kind = Literal["balance", "membership", "follow", "points"]
MOST_RULES: Final = 16


class GateMissing(PlanetError):
    """A community's creator set no rules, and the question names none."""

    def __init__(self, community: str) -> None:
        super().__init__(
            "unknown-gate",
            f"The creator of {checksum_address(community)} set no rules yet;"
            " state some in the question, or PUT them.",
        )


class EntryRefused(PlanetError):
    """An account may not enter."""

    def __init__(self, community: str, missing: Sequence[str]) -> None:
        super().__init__("entry-refused", f"Not admitted to {community}: {'; '.join(missing)}.")


@dataclass(frozen=True)
class Rule:
    """One thing to have. Addresses in lower case, amounts in smallest units.

    Attributes:
        token: of `balance`: whose, a community's token.
        creator: of `membership` and `follow`: whose.
        tier: of `membership`: which; None is any.
        at_least: of `balance` and `points`.
    """

    kind: Kind
    token: str | None = None
    creator: str | None = None
    tier: int | None = None
    at_least: int = 0


@dataclass(frozen=True)
class Reason:
    """What one rule said.

    Attributes:
        found: smallest units of `balance` and `points`; unix seconds until which a pass lasts, 0 for none;
            1 or 0 for a follow.
    """

    rule: Rule
    met: bool
    found: int


@dataclass(frozen=True)
class Verdict:
    """Whether an account may enter, and why. As of the finalized block of `index`."""

    may_enter: bool
    reasons: tuple[Reason, ...]
    index: IndexStatus


def judge(
    session: Session, index: IndexStatus, membership: str, account: str, match: Match, rules: Sequence[Rule]
) -> Verdict:
    """May `account` enter, by `all` or `any` of `rules`, at the finalized block?

    Args:
        membership: lower-case address of the contract.
    """
    reasons = tuple(_reason(session, index, membership, account, rule) for rule in rules)
    met = [reason.met for reason in reasons]
    return Verdict(all(met) if match == "all" else any(met), reasons, index)


def set_gate(session: Session, community: str, match: Match, rules: Sequence[Rule], *, now: int) -> None:
    """Make `rules` those of `community` (lower case); whoever asks has checked who its creator is."""
    row = session.get(Gate, community) or Gate(community=community, match=match, rules=[], changed_at=now)
    row.match, row.changed_at = match, now
    row.rules = [asdict(rule) | {"at_least": str(rule.at_least)} for rule in rules]
    session.add(row)
    session.flush()


def gate_of(session: Session, community: str) -> tuple[Match, tuple[Rule, ...]]:
    """The rules of `community`, lower case.

    Raises:
        GateMissing: its creator set none.
    """
    row = session.get(Gate, community)
    if row is None:
        raise GateMissing(community)
    match: Any = row.match
    return match, tuple(Rule(**{**rule, "at_least": int(rule["at_least"])}) for rule in row.rules)


def _reason(session: Session, index: IndexStatus, membership: str, account: str, rule: Rule) -> Reason:
    block, time = index.finalized_number, index.finalized_time
    match rule.kind:
        case "balance":
            found = gates.balance_at(session, rule.token or "", account, block)
            return Reason(rule, found >= rule.at_least, found)
        case "points":
            found = gates.points_at(session, account, block)
            return Reason(rule, found >= rule.at_least, found)
        case "follow":
            follows = gates.follows_at(session, account, rule.creator or "", block)
            return Reason(rule, follows, int(follows))
        case "membership":
            until = gates.pass_at(session, membership, account, rule.creator or "", rule.tier, block, time)
            return Reason(rule, until is not None, until or 0)
