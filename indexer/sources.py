"""Whose logs are followed: the contracts of the deployment, and the community tokens that the market made."""

from collections.abc import Iterable, Sequence
from typing import Final

from indexer.decode import decoders, topic_of
from indexer.logs import RawLog
from indexer.node import Filter
from planet_chain.chain.abi import abi_of
from planet_chain.chain.deployment import Deployment
from planet_chain.core.addresses import lower_address
from planet_chain.core.keccak import keccak

FOLLOWED: Final = (
    "Airdrops",
    "CommunityMarket",
    "CreatorRegistry",
    "FollowGraph",
    "Membership",
    "Points",
    "PrizeQuestions",
    "RewardDistributor",
    "Tips",
)
"""Contracts of the deployment whose events are indexed."""


class Sources:
    """The addresses that are followed.

    Community tokens are its children. They are only ever added at the end, so that a number of children says
    which ones a query knew; one that a reorganisation took away stays, and says nothing.

    Args:
        deployment: where the contracts stand.
        children: the community tokens that are known already, lower-case, in the order of their creation.
    """

    def __init__(self, deployment: Deployment, children: Iterable[str] = ()) -> None:
        places = {name: lower_address(deployment.address(name)) for name in FOLLOWED}
        self.market = places["CommunityMarket"]
        self.fixed: tuple[str, ...] = tuple(places.values())
        self.children = list(children)
        self.topics = tuple(decoders())
        self.fingerprint = "0x" + keccak(repr(sorted(places.items())).encode()).hex()
        """Says which deployment the tables are of."""

    def filter(self) -> Filter:
        """Everything that is followed now."""
        return Filter([*self.fixed, *self.children], self.topics)

    def filter_of(self, children: Sequence[str]) -> Filter:
        """Only these children."""
        return Filter(children, self.topics)

    def born_in(self, logs: Iterable[RawLog]) -> list[str]:
        """The community tokens that were made in `logs` and are not children yet."""
        known = frozenset(self.children)
        made = [
            "0x" + log.topics[64 + 24 : 128]
            for log in logs
            if log.address == self.market and log.topics.startswith(_CREATED)
        ]
        return [token for token in dict.fromkeys(made) if token not in known]


_CREATED: Final = next(
    topic_of(entry)
    for entry in abi_of("CommunityMarket")
    if entry["type"] == "event" and entry["name"] == "CommunityCreated"
)
