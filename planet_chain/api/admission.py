"""Who is admitted to a community's private places: rules in, verdicts and passes out."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from planet_chain.api import passes
from planet_chain.api.listing import community_named, index_of
from planet_chain.api.schemas.gates import EntryOut, GateIn, GateOut, GatePassOut, RuleIn, RuleOut
from planet_chain.api.service import Service
from planet_chain.community import gates
from planet_chain.community.gates import EntryRefused, Match, Rule, Verdict
from planet_chain.core.addresses import checksum_address
from planet_chain.core.errors import PlanetError
from planet_chain.store.queries.communities import Community


class NotTheCreator(PlanetError):
    """Somebody else than a community's creator would change it."""

    def __init__(self, creator: str) -> None:
        super().__init__("not-the-creator", f"Only {creator} can; sign in with that account.")


@dataclass(frozen=True)
class Asked:
    """Rules in a question; none of them means those of the creator."""

    balance: str | None
    member: bool
    tier: int | None
    follow: bool
    points: str | None
    match: Match

    def rules(self, community: Community) -> list[Rule]:
        """The rules, of `community`."""
        found: list[Rule] = []
        if self.balance is not None:
            found.append(Rule("balance", token=community.token, at_least=int(self.balance)))
        if self.member or self.tier is not None:
            found.append(Rule("membership", creator=community.creator, tier=self.tier))
        if self.follow:
            found.append(Rule("follow", creator=community.creator))
        if self.points is not None:
            found.append(Rule("points", at_least=int(self.points)))
        return found


def verdict(service: Service, session: Session, token: str, address: str, asked: Asked) -> EntryOut:
    """May `address` enter the community of `token`?

    Raises:
        NotFound: there is no such community.
        GateMissing: neither the question nor its creator said who may.
    """
    community = community_named(service, session, token)
    stated = asked.rules(community)
    match, rules = (asked.match, stated) if stated else gates.gate_of(session, token)
    return EntryOut.of(token, address, match, _judged(service, session, address, match, rules))


def rules_of(service: Service, session: Session, token: str) -> GateOut:
    """What the creator set for the community of `token`.

    Raises:
        NotFound, GateMissing: there is no such community, or no rule.
    """
    community_named(service, session, token)
    match, rules = gates.gate_of(session, token)
    return GateOut(community=token, match=match, rules=[RuleOut.of(rule) for rule in rules])


def set_rules(
    service: Service, session: Session, token: str, account: str, gate: GateIn, now: int
) -> GateOut:
    """Replace the rules of the community of `token`, as `account`.

    Raises:
        NotFound: there is no such community, or a rule names one that is none.
        NotTheCreator: `account` is somebody else.
    """
    community = community_named(service, session, token)
    if account != community.creator:
        raise NotTheCreator(checksum_address(community.creator))
    rules = [_rule(service, session, community, rule) for rule in gate.rules]
    gates.set_gate(session, token, gate.match, rules, now=now)
    return rules_of(service, session, token)


def issue_pass(service: Service, session: Session, token: str, account: str, now: int) -> GatePassOut:
    """A pass into the community of `token` for `account`.

    Raises:
        NotFound, GateMissing: there is no such community, or no rule.
        EntryRefused: `account` may not enter.
        PassesUnavailable: the operator made no key.
    """
    key = passes.read_keys(service.pass_keys_file)[0]
    community_named(service, session, token)
    match, rules = gates.gate_of(session, token)
    judged = _judged(service, session, account, match, rules)
    if not judged.may_enter:
        missing = [_missing(each.rule) for each in judged.reasons if not each.met]
        raise EntryRefused(checksum_address(token), missing)
    until = now + passes.SECONDS
    signed = passes.signed_pass(
        key,
        issuer=service.origins[0],
        audience=passes.account_id(service.network.chain_id, token),
        subject=passes.account_id(service.network.chain_id, account),
        block=judged.index.finalized_number,
        now=now,
        until=until,
    )
    return GatePassOut(community=token, address=account, jwt=signed, expires_at=until)


def keys_of(service: Service) -> list[dict[str, Any]]:
    """The public keys; none while the operator made none."""
    try:
        return passes.public_keys(passes.read_keys(service.pass_keys_file))
    except passes.PassesUnavailable:
        return []


def _judged(service: Service, session: Session, account: str, match: Match, rules: Any) -> Verdict:
    return gates.judge(session, index_of(session), service.address("Membership"), account, match, rules)


def _rule(service: Service, session: Session, community: Community, rule: RuleIn) -> Rule:
    match rule.kind:
        case "balance":
            token = rule.token or community.token
            community_named(service, session, token)  # balances of other tokens are not followed
            return Rule("balance", token=token, at_least=int(rule.at_least))
        case "membership":
            return Rule("membership", creator=rule.creator or community.creator, tier=rule.tier)
        case "follow":
            return Rule("follow", creator=rule.creator or community.creator)
        case "points":
            return Rule("points", at_least=int(rule.at_least))


def _missing(rule: Rule) -> str:
    match rule.kind:
        case "balance":
            return f"it takes {rule.at_least} units of {checksum_address(rule.token or '')}"
        case "membership":
            tier = "any tier" if rule.tier is None else f"tier {rule.tier}"
            return f"it takes a pass of {checksum_address(rule.creator or '')}, {tier}"
        case "follow":
            return f"it takes to follow {checksum_address(rule.creator or '')}"
        case "points":
            return f"it takes {rule.at_least} units of points"
