"""Who was there after a block: read from the index, or from a node alone. Both must say the same."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sqlalchemy import text
from sqlmodel import Session

from indexer.decode import decode, topics_of
from indexer.errors import NodeRefused
from indexer.events import Event, Followed, Transfer, Unfollowed
from indexer.logs import RawLog
from indexer.node import Filter, Node, RangeRefused
from indexer.ranges import RangeSizer
from planet_chain.airdrops.bundle import Block, Source
from planet_chain.airdrops.errors import AirdropRefused
from planet_chain.core.addresses import ZERO_ADDRESS
from planet_chain.store.queries.index import index_status

EVENTS: Final = {
    "holders": ("Transfer",),
    "followers": ("Followed", "Unfollowed"),
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
    found = session.execute(
        _QUERIES[source.kind], {"of": source.of, "number": block.number, "nobody": ZERO_ADDRESS}
    )
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


def differences(one: Mapping[str, int], other: Mapping[str, int]) -> list[str]:
    """The accounts whose weights differ, ascending."""
    return sorted(account for account in one.keys() | other.keys() if one.get(account) != other.get(account))


def _logs(node: Node, wanted: Filter, first: int, last: int, sizer: RangeSizer) -> Iterator[list[RawLog]]:
    while first <= last:
        until = min(last, first + sizer.size - 1)
        try:
            found = node.logs(first, until, wanted)
        except RangeRefused as refused:
            if first == until:
                raise NodeRefused("eth_getLogs", refused.error.code, refused.error.message) from refused
            sizer.refused(until - first + 1, refused.span)
            continue
        sizer.went_well(until - first + 1, len(found.logs), 0.0)
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
}
