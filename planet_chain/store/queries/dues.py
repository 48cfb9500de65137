"""What accounts have coming, were paid and lost, of one moment: one statement for many accounts."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlmodel import Session

from planet_chain.store.queries.airdrops import GiftDue, GiftState
from planet_chain.store.queries.index import Finality, finality

PAID_MOST: Final = 50
FAILED_MOST: Final = 50
_STEP: Final = 64
"""Hexadecimal digits of a sibling in a proof."""

# Rows come as JSON arrays, which are read several times as fast as rows; amounts are integers of any size.
# What the leaves of rejected weeks said is gone with the next week; what they were made of stays.
STATEMENT: Final = f"""
    SELECT asked.account, checkpoint.safe_number, checkpoint.finalized_number, (
        SELECT self_only FROM self_only_set AS word WHERE word.account = asked.account
        ORDER BY block_number DESC, log_index DESC LIMIT 1
    ), (
        SELECT json_agg(json_build_array(
            leaf.token, leaf.epoch, epoch.state, epoch.root, leaf.cumulative, coalesce(claim_sum.amount, 0),
            encode(leaf.proof, 'hex'), epoch.activatable_at
        ) ORDER BY leaf.token, leaf.epoch)
        FROM leaf
        JOIN epoch ON epoch.number = leaf.epoch
            AND epoch.state IN ('settled', 'funded', 'proposed', 'activated')
        LEFT JOIN claim_sum ON claim_sum.account = leaf.account AND claim_sum.token = leaf.token
        WHERE leaf.account = asked.account
    )::text, (
        SELECT json_agg(json_build_array(
            made.campaign, made.token, made.root, leaf.leaf_index, leaf.account, leaf.amount,
            encode(leaf.proof, 'hex'), made.starts_at, made.ends_at, made.content_id,
            CASE WHEN made.starts_at > checkpoint.head_time THEN 'upcoming'
                 WHEN campaign_sum.amount - campaign_sum.claimed < leaf.amount THEN 'short'
                 ELSE 'claimable' END
        ) ORDER BY made.campaign, leaf.leaf_index)
        FROM airdrop_leaf AS leaf
        JOIN campaign_created AS made ON made.root = leaf.root
        JOIN campaign_sum ON campaign_sum.campaign = made.campaign AND campaign_sum.swept = 0
        WHERE leaf.account = asked.account AND NOT EXISTS (
            SELECT FROM airdrop_claimed AS paid
            WHERE paid.campaign = made.campaign AND paid.leaf_index = leaf.leaf_index
        )
    )::text, (
        SELECT json_agg(json_build_array(
            campaign, token, amount, block_time, block_number, transaction_hash
        ) ORDER BY block_number DESC, log_index DESC)
        FROM (
            (SELECT NULL AS campaign, token, amount, block_time, block_number, log_index, transaction_hash
             FROM reward_claimed WHERE account = asked.account
             ORDER BY block_number DESC, log_index DESC LIMIT {PAID_MOST})
            UNION ALL
            (SELECT campaign, token, amount, block_time, block_number, log_index, transaction_hash
             FROM airdrop_claimed WHERE account = asked.account
             ORDER BY block_number DESC, log_index DESC LIMIT {PAID_MOST})
            ORDER BY block_number DESC, log_index DESC LIMIT {PAID_MOST}
        ) AS paid
    )::text, (
        SELECT json_agg(json_build_array(epoch, token, amount, root, note) ORDER BY epoch DESC, token)
        FROM (
            SELECT lost.epoch, lost.token, lost.amount, epoch.root, coalesce(epoch.note, '') AS note
            FROM (
                SELECT allocation.epoch, calendar.token, sum(allocation.paid) AS amount
                FROM allocation, calendar WHERE allocation.account = asked.account
                GROUP BY allocation.epoch, calendar.token
                UNION ALL
                SELECT week_points.epoch, calendar.points, week_points.amount
                FROM week_points, calendar WHERE week_points.account = asked.account
            ) AS lost JOIN epoch ON epoch.number = lost.epoch AND epoch.state = 'rejected'
            WHERE lost.amount > 0 ORDER BY lost.epoch DESC, lost.token LIMIT {FAILED_MOST}
        ) AS failed
    )::text
    FROM unnest(%(accounts)s::text[]) AS asked (account) LEFT JOIN checkpoint ON true
"""  # noqa: S608 (constants)


class Claim(NamedTuple):
    """What an account has under one root, in one token. Amounts in smallest units."""

    token: str
    epoch: int
    state: str
    root: str
    cumulative: int
    """Everything ever allocated to it, as the leaf says; what `claim` on the contract wants."""
    claimed: int
    """Of it, already paid out on chain."""
    amount: int
    """What a claim pays. Before activation: what it will add to what was allocated before."""
    proof: list[str]
    """0x siblings from the leaf up."""
    activatable_at: int | None
    """Unix seconds from which anyone may activate the root; None before it is proposed."""


class Claims(NamedTuple):
    """Everything of the weekly rewards that an account has coming."""

    claimable: list[Claim]
    """Under the newest activated root, what is not claimed yet."""
    pending: list[Claim]
    """Of epochs that are settled but not activated: in a challenge window, or on their way to one."""


class FailedClaim(NamedTuple):
    """What a week would have paid, had its root not been rejected. Smallest units."""

    epoch: int
    token: str
    amount: int
    root: str
    note: str
    """By whom, and why."""


class Paid(NamedTuple):
    """A claim that was paid, of the weekly rewards or of an airdrop. Smallest units, unix seconds."""

    campaign: int | None
    """The airdrop's; None for weekly rewards."""
    token: str
    amount: int
    at: int
    block: int
    transaction: str


class Dues(NamedTuple):
    """Everything about one account; every list newest first, but gifts, whose oldest campaign is first."""

    account: str
    self_only: bool
    """Whether only the account itself may claim for itself: its newest word."""
    claims: Claims
    gifts: Sequence[GiftDue]
    paid: Sequence[tuple[Paid, Finality]]
    """At most `PAID_MOST`."""
    failed: Sequence[FailedClaim]
    """Of rejected weeks, at most `FAILED_MOST`."""


class _Leaf(NamedTuple):
    token: str
    epoch: int
    state: str
    root: str
    cumulative: int
    claimed: int
    proof: str
    activatable_at: int | None


class _Gift(NamedTuple):
    campaign: int
    token: str
    root: str
    leaf_index: int
    account: str
    amount: int
    proof: str
    starts_at: int
    ends_at: int
    content_id: str
    state: GiftState


_LEAVES: Final = msgspec.json.Decoder(list[_Leaf])
_GIFTS: Final = msgspec.json.Decoder(list[_Gift])
_PAID: Final = msgspec.json.Decoder(list[Paid])
_FAILED: Final = msgspec.json.Decoder(list[FailedClaim])


def dues_of(session: Session, account: str) -> Dues:
    """Everything about `account` (lower case)."""
    (found,) = session.connection().exec_driver_sql(STATEMENT, {"accounts": [account]})
    return dues_from(found)


def dues_from(row: Iterable[Any]) -> Dues:
    """What a row of `STATEMENT` says, which gives one for each of `accounts` (lower case)."""
    account, safe, finalized, self_only, leaves, gifts, paid, failed = row
    return Dues(
        account,
        bool(self_only),
        _claims(_LEAVES.decode(leaves)) if leaves else Claims([], []),
        [_gift(gift) for gift in _GIFTS.decode(gifts)] if gifts else (),
        [(one, finality(one.block, safe, finalized)) for one in _PAID.decode(paid)] if paid else (),
        _FAILED.decode(failed) if failed else (),
    )


def _claims(leaves: list[_Leaf]) -> Claims:
    # of each token the newest activated leaf counts, which is the last one
    active = {leaf.token: leaf for leaf in leaves if leaf.state == "activated"}
    claimable = (_claim(leaf, leaf.claimed) for leaf in active.values())
    pending = (_pending(leaf, active) for leaf in leaves if leaf.state != "activated")
    return Claims(
        [claim for claim in claimable if claim.amount > 0],
        [claim for claim in pending if claim.amount > 0],
    )


def _pending(leaf: _Leaf, active: dict[str, _Leaf]) -> Claim:
    before = active[leaf.token].cumulative if leaf.token in active else 0
    return _claim(leaf, max(leaf.claimed, before))


def _claim(leaf: _Leaf, floor: int) -> Claim:
    return Claim(
        token=leaf.token,
        epoch=leaf.epoch,
        state=leaf.state,
        root=leaf.root,
        cumulative=leaf.cumulative,
        claimed=leaf.claimed,
        amount=leaf.cumulative - floor,
        proof=_steps(leaf.proof),
        activatable_at=leaf.activatable_at,
    )


def _gift(gift: _Gift) -> GiftDue:
    return GiftDue(**{**gift._asdict(), "proof": tuple(_steps(gift.proof))})


def _steps(proof: str) -> list[str]:
    """The 0x hashes of a proof in hexadecimal, from the leaf up."""
    return ["0x" + proof[at : at + _STEP] for at in range(0, len(proof), _STEP)]
