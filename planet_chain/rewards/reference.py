"""The reference engine: the settlement in plain Python, step by step as docs/math/settlement.md says it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from planet_chain.core.amounts import AMOUNT_LIMIT
from planet_chain.core.attention import Attention, attention_of, points_of
from planet_chain.core.engagement import Engagement, Pair, creators_of, engagements
from planet_chain.core.epoch import Counted, Cumulative, Member
from planet_chain.core.merkle import Leaf, build_tree
from planet_chain.core.scarcity import multipliers
from planet_chain.core.scores import scores_of
from planet_chain.core.settlement import pay
from planet_chain.core.weights import weights_of
from planet_chain.rewards.bundle import CUMULATIVE, Bundle
from planet_chain.rewards.errors import BundleRefused
from planet_chain.rewards.explanation import allocations, explanation
from planet_chain.rewards.settlement import Settlement


def settle(bundle: Bundle) -> Settlement:
    """Who earned what in the epoch of `bundle`. It reads the bundle and nothing else.

    Raises:
        BundleRefused: an account's new total is 2**256 or more.
        ConservationBroken: a defect of the program.
    """
    manifest, tables, params = bundle.manifest, bundle.tables, bundle.manifest.params
    multiplier_of = multipliers(manifest.scarcity, params.boost_max)
    pairs = engagements(tables, multiplier_of, params)
    creator_of = creators_of(tables)
    attention = attention_of(pairs, creator_of, params)
    account_of = accounts_of(tables.members)
    weights = weights_of(attention, values_of(tables.members), params)
    payees = account_of.keys() & set(creator_of.values())
    scores = scores_of(attention, weights, payees, bytes.fromhex(manifest.seed[2:]), params)
    payout = pay(manifest.pool, manifest.carry_in, manifest.unit, scores, params)
    points = {
        consumer: points_of(week, params) for consumer, week in attention.items() if consumer in account_of
    }
    cumulative = _added(
        tables.cumulative,
        _by_account(payout.paid, account_of, manifest.token),
        _by_account(points, account_of, manifest.points),
    )
    return Settlement(
        epoch=manifest.epoch,
        inputs_hash=bundle.inputs_hash,
        pool=manifest.pool,
        carry_in=manifest.carry_in,
        carry_out=payout.carry_out,
        returned=payout.returned,
        paid=sum(payout.paid.values()),
        points=sum(points.values()),
        creators=len(payout.paid),
        consumers=len(attention),
        allocations=allocations(payout, account_of),
        explanation=explanation(payout, _by_post(pairs, creator_of, attention)),
        cumulative=cumulative,
        counted=_counted(tables.counted, pairs),
        tree=build_tree(Leaf(*row) for row in cumulative),
        multipliers=multiplier_of,
    )


def accounts_of(members: Sequence[Member]) -> dict[str, str]:
    """entity -> payout address: that of its first member, in order of ids, that has one."""
    found: dict[str, str] = {}
    for row in sorted(members, key=lambda row: row.member):
        if row.payout is not None:
            found.setdefault(row.entity, row.payout)
    return found


def values_of(members: Sequence[Member]) -> dict[str, int]:
    """entity -> value, the sum over its members."""
    values = Counter[str]()
    for row in members:
        values[row.entity] += row.value
    return values


def _by_account(
    amounts: Mapping[str, int], account_of: Mapping[str, str], token: str
) -> Counter[tuple[str, str]]:
    earned = Counter[tuple[str, str]]()
    for entity, amount in amounts.items():
        earned[account_of[entity], token] += amount
    return earned


def _added(before: Sequence[Cumulative], *earned: Counter[tuple[str, str]]) -> list[Cumulative]:
    totals = Counter({(row.account, row.token): row.amount for row in before})
    for amounts in earned:
        totals.update(amounts)
    for (account, token), amount in totals.items():
        if amount >= AMOUNT_LIMIT:
            reason = f"the new total of account {account} in token {token} would be 2**256 or more"
            raise BundleRefused(CUMULATIVE, _row_of(before, account, token), reason)
    return [Cumulative(*key, amount) for key, amount in sorted(totals.items()) if amount > 0]


def _row_of(rows: Sequence[Cumulative], account: str, token: str) -> int | None:
    return next((number for number, row in enumerate(rows, 1) if row[:2] == (account, token)), None)


def _by_post(
    pairs: Mapping[Pair, Engagement], creator_of: Mapping[str, str], attention: Mapping[str, Attention]
) -> dict[str, Counter[str]]:
    """creator -> post -> boosted engagement, of the consumers who were not dropped for that creator."""
    engaged = defaultdict[str, Counter[str]](Counter)
    for (consumer, post), engagement in pairs.items():
        creator = creator_of[post]
        if consumer in attention and creator in attention[consumer].shares:
            engaged[creator][post] += engagement.boosted
    return engaged


def _counted(before: Sequence[Counted], pairs: Mapping[Pair, Engagement]) -> list[Counted]:
    epochs = {(row.entity, row.post): row.epochs for row in before}
    return [Counted(*pair, epochs.get(pair, 0) + 1) for pair in sorted(pairs)]
