"""From an order about follows to the transaction that carries it out."""

from typing import Any, Literal

from planet_chain.api.schemas.transactions import FollowOrder, TransactionOut, UnfollowOrder
from planet_chain.api.service import Service
from planet_chain.api.unsigned import Chain, Step, raw
from planet_chain.core.addresses import checksum_address


def follow(service: Service, order: FollowOrder) -> TransactionOut:
    """Follow a creator.

    Raises:
        ContractReverted: it is no verified creator, or is followed already.
    """
    creator = checksum_address(order.creator)
    arguments = (creator, raw(order.content_id))
    return _alone(service, order.account, "follow", arguments, f"Follow {creator}")


def unfollow(service: Service, order: UnfollowOrder) -> TransactionOut:
    """Follow a creator no longer.

    Raises:
        ContractReverted: it is not followed.
    """
    creator = checksum_address(order.creator)
    return _alone(service, order.account, "unfollow", (creator,), f"Follow {creator} no longer")


def _alone(
    service: Service,
    account: str,
    kind: Literal["follow", "unfollow"],
    arguments: tuple[Any, ...],
    summary: str,
) -> TransactionOut:
    chain, graph = Chain.of(service), service.address("FollowGraph")
    steps = [Step(kind, "FollowGraph", kind, graph, arguments, summary)]
    return chain.offer(account, steps, chain.undated)[0]
