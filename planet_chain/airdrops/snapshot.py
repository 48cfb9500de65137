"""Who was there after a block: read from the index, or from a node alone. Both must say the same."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import text
from sqlmodel import Session

from indexer.decode import decode, topics_of
from indexer.errors import NodeRefused
from indexer.events import Event, Followed, NftTransfer, Transfer, Unfollowed
from indexer.logs import RawLog
from indexer.node import Filter, Node, RangeRefused
from indexer.paid_events import Cancelled, GiftAccepted, Joined, Released, Renewed
from indexer.ranges import RangeSizer
from planet_chain.airdrops.bundle import Block, Source
from planet_chain.airdrops.errors import AirdropRefused
from planet_chain.core.addresses import ZERO_ADDRESS
from planet_chain.store.queries.index import index_status

EVENTS: Final = {
    "holders": ("Transfer",),
    "followers": ("Followed", "Unfollowed"),
    "members": ("Joined", "Renewed", "GiftAccepted", "Cancelled", "Released", "NftTransfer"),
}
"""The events that a snapshot is made of."""


def snapshot_from_index(session: Session, source: Source, block: Block) -> dict[str, int]:
    """Lower-case address -> weight above 0, by the facts up to `block`.

    Raises:
        AirdropRefused: the index is not that far, or does not know the token.
    """
    status = index_status(session)
    if status is None or status.finalized_number < block.number:
        known = status.finalized_number if status else 0
        raise AirdropRefused(
            f"The index has final facts up to block {known}, not {block.number}; wait, or name another block."
        )
    wanted: dict[str, Any] = {"of": source.of, "number": block.number}
    if source.kind == "members":
        wanted |= {"tier": source.tier, "time": block.time, "contract": source.contract}
    elif source.kind == "holders":
        wanted["nobody"] = ZERO_ADDRESS
    found = session.execute(_QUERIES[source.kind], wanted)
    snapshot = {account: int(weight) for account, weight in found}
    if not snapshot and source.kind == "holders":
        raise AirdropRefused(f"The index knows nobody who held {source.of}; say --by node to ask the chain.")
    return snapshot


def snapshot_from_node(
    node: Node, source: Source, first: int, block: Block, sizer: RangeSizer
) -> dict[str, int]:
    """The same by the logs of a node that is trusted, without any index.

    Args:
        first: no such event was stated before this block.
    Raises:
        NodeRefused, NodeSilent: the node does not answer.
    """
    wanted = Filter([source.contract or ""], topics_of(*EVENTS[source.kind]))
    events = decode(log for part in _logs(node, wanted, first, block.number, sizer) for log in part)
    if source.kind == "holders":
        return balances_of(events)
    if source.kind == "members":
        return members_of(events, source.of or "", source.tier, block.time)
    return followers_of(events, source.of or "")


def balances_of(events: Iterable[Event]) -> dict[str, int]:
    """Holder -> balance above 0 after the transfers among `events`."""
    balances: dict[str, int] = {}
    for event in events:
        if isinstance(event, Transfer):
            balances[event.sender] = balances.get(event.sender, 0) - event.amount
            balances[event.recipient] = balances.get(event.recipient, 0) + event.amount
    return {holder: amount for holder, amount in balances.items() if amount > 0 and holder != ZERO_ADDRESS}


def followers_of(events: Iterable[Event], creator: str) -> dict[str, int]:
    """Follower of `creator` -> 1, after the follows among `events`."""
    now = set[str]()
    for event in events:
        if isinstance(event, Followed) and event.creator == creator:
            now.add(event.follower)
        elif isinstance(event, Unfollowed) and event.creator == creator:
            now.discard(event.follower)
    return dict.fromkeys(now, 1)


def members_of(events: Iterable[Event], creator: str, tier: int | None, now: int) -> dict[str, int]:
    """Holder -> passes of `creator` that last at `now`, unix seconds, after `events`.

    Args:
        tier: only of this one; None for all.
    """
    ends: dict[int, int] = {}
    holders: dict[int, str] = {}
    for event in events:
        match event:
            case Joined() | Renewed() | GiftAccepted():
                if event.creator == creator and tier in (None, event.tier):
                    ends[event.pass_id] = max(ends.get(event.pass_id, 0), event.ends_at)
            case Cancelled() | Released():
                ends.pop(event.pass_id, None)
            case NftTransfer():
                holders[event.token_id] = event.recipient
    return dict(Counter(holders[pass_id] for pass_id, end in ends.items() if end > now))


def differences(one: Mapping[str, int], other: Mapping[str, int]) -> list[str]:
    """The accounts whose weights differ, ascending."""
    return sorted(account for account in one.keys() | other.keys() if one.get(account) != other.get(account))


def _logs(node: Node, wanted: Filter, first: int, last: int, sizer: RangeSizer) -> Iterator[list[RawLog]]:
    while first <= last:
        until = min(last, first + sizer.size - 1)
        try:
            (found,), seconds = node.logs(first, until, [wanted])
        except RangeRefused as refused:
            if first == until:
                raise NodeRefused("eth_getLogs", refused.error.code, refused.error.message) from refused
            sizer.refused(until - first + 1, refused.span)
            continue
        sizer.went_well(until - first + 1, len(found.logs), seconds)
        # the time of a block plays no part in a snapshot
        yield found.logs
        first = until + 1


_QUERIES: Final = {
    "holders": text("""
        SELECT holder, sum(amount) AS weight FROM (
            SELECT recipient AS holder, amount FROM token_transfer
            WHERE token = :of AND block_number <= :number
            UNION ALL
            SELECT sender, -amount FROM token_transfer WHERE token = :of AND block_number <= :number
        ) AS moved WHERE holder <> :nobody GROUP BY holder HAVING sum(amount) > 0
    """),
    "followers": text("""
        SELECT follower, 1 FROM (
            SELECT DISTINCT ON (follower) follower, is_follow FROM follow
            WHERE creator = :of AND block_number <= :number
            ORDER BY follower, block_number DESC, log_index DESC
        ) AS newest WHERE is_follow
    """),
    # a pass lasts while its lots are newer than its last end; its newest receiver holds it
    "members": text("""
        SELECT owner.recipient, count(*) FROM (
            SELECT l.pass_id FROM lot_added AS l
            WHERE l.creator = :of AND l.block_number <= :number
                  AND (CAST(:tier AS bigint) IS NULL OR l.tier = :tier)
                  AND NOT EXISTS (
                      SELECT FROM pass_ended AS e WHERE e.pass_id = l.pass_id AND e.block_number <= :number
                      AND (e.block_number, e.log_index) > (l.block_number, l.log_index)
                  )
            GROUP BY l.pass_id HAVING max(l.ends_at) > :time
        ) AS p
        JOIN LATERAL (
            SELECT recipient FROM nft_transfer AS n
            WHERE n.token = :contract AND n.token_id = p.pass_id AND n.block_number <= :number
            ORDER BY block_number DESC, log_index DESC LIMIT 1
        ) AS owner ON true
        GROUP BY owner.recipient
    """),
}
