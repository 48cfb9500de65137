"""Gates: rules, verdicts with their reasons, and passes."""

from typing import Annotated, Literal, Self

from pydantic import Field

from planet_chain.api.schemas.base import Address, AddressOut, Amount, HashOut, In, Money, Out, points, tokens
from planet_chain.community.gates import MOST_RULES, Match, Reason, Rule, Verdict

Tier = Annotated[int, Field(ge=1, lt=2**53, examples=[1], description="null is any tier.")]
_OWN = "null is the community's own."


class BalanceRule(In):
    """Have some of a community's token."""

    kind: Literal["balance"]
    at_least: Amount
    token: Address | None = Field(None, description=f"A community's token; {_OWN}")


class MembershipRule(In):
    """Hold a pass that lasts."""

    kind: Literal["membership"]
    creator: Address | None = Field(None, description=f"Whose pass; {_OWN}")
    tier: Tier | None = None


class FollowRule(In):
    """Follow a creator."""

    kind: Literal["follow"]
    creator: Address | None = Field(None, description=_OWN)


class PointsRule(In):
    """Have earned Planet Points, claimed or not."""

    kind: Literal["points"]
    at_least: Amount


RuleIn = Annotated[BalanceRule | MembershipRule | FollowRule | PointsRule, Field(discriminator="kind")]


class GateIn(In):
    """Who may enter from now on."""

    match: Match = "all"
    rules: list[RuleIn] = Field(min_length=1, max_length=MOST_RULES)


class RuleOut(Out):
    """One thing to have."""

    kind: Literal["balance", "membership", "follow", "points"]
    token: AddressOut | None = Field(description="Of `balance`.")
    creator: AddressOut | None = Field(description="Of `membership` and `follow`.")
    tier: int | None = Field(description="Of `membership`; null is any.")
    at_least: Money | None = Field(description="Of `balance` and `points`.")

    @classmethod
    def of(cls, rule: Rule) -> Self:
        """The rule as readers see it."""
        return cls(
            kind=rule.kind,
            token=rule.token,
            creator=rule.creator,
            tier=rule.tier,
            at_least=_money(rule, rule.at_least),
        )


class GateOut(Out):
    """The rules that a community's creator set."""

    community: AddressOut
    match: Match
    rules: list[RuleOut]


class EntryReasonOut(Out):
    """What one rule said."""

    rule: RuleOut
    met: bool
    found: Money | None = Field(description="What the account has; of `balance` and `points`.")
    until: int | None = Field(description="Unix seconds at which its pass ends; of `membership`.")

    @classmethod
    def of(cls, reason: Reason) -> Self:
        """The reason as readers see it."""
        until = reason.found if reason.rule.kind == "membership" and reason.met else None
        found = _money(reason.rule, reason.found)
        return cls(rule=RuleOut.of(reason.rule), met=reason.met, found=found, until=until)


class FinalBlock(Out):
    """The block as of which it was judged: finalized, so nobody can take it back."""

    number: int
    hash: HashOut
    at: int = Field(description="Unix seconds.")


class EntryOut(Out):
    """May this address enter?"""

    community: AddressOut
    address: AddressOut
    may_enter: bool
    match: Match
    reasons: list[EntryReasonOut] = Field(description="One for each rule, in order.")
    block: FinalBlock

    @classmethod
    def of(cls, community: str, address: str, match: Match, verdict: Verdict) -> Self:
        """The verdict as readers see it."""
        index = verdict.index
        return cls(
            community=community,
            address=address,
            may_enter=verdict.may_enter,
            match=match,
            reasons=[EntryReasonOut.of(reason) for reason in verdict.reasons],
            block=FinalBlock(
                number=index.finalized_number, hash=index.finalized_hash, at=index.finalized_time
            ),
        )


class GatePassOut(Out):
    """What a chat or a stream server lets its bearer in with, without asking us."""

    community: AddressOut
    address: AddressOut
    jwt: str = Field(description="Signed with ES256 by a key of /.well-known/jwks.json.")
    expires_at: int = Field(description="Unix seconds; ask for another before.")


class KeyOut(Out):
    """A public key, RFC 7517."""

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: str
    y: str
    kid: str = Field(description="Its thumbprint, RFC 7638.")
    use: Literal["sig"]
    alg: Literal["ES256"]


class KeysOut(Out):
    """Whoever verifies passes needs these alone."""

    keys: list[KeyOut]


def _money(rule: Rule, amount: int) -> Money | None:
    if rule.kind == "balance":
        return tokens(amount)
    return points(amount) if rule.kind == "points" else None
