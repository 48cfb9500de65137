"""What the indexer refuses, and what it must not go on after."""

from planet_chain.core.errors import PlanetError


class NodeSilent(PlanetError):
    """The node gave no usable answer, however often it was asked.

    Attributes:
        is_slow: it answered too late, rather than wrongly or not at all.
    """

    def __init__(self, rpc_url: str, reason: str, is_slow: bool = False) -> None:
        self.is_slow = is_slow
        super().__init__(
            "node-unreachable",
            f"The node at {rpc_url} does not answer ({reason}); start it, or set PLANET_RPC_URL.",
        )


class NodeRefused(PlanetError):
    """The node answered a call with an error that asking again will not change."""

    def __init__(self, method: str, code: int, message: str) -> None:
        super().__init__("node-refused", f"The node refused {method}: {message} ({code}); try another node.")


class NodeConfused(NodeRefused):
    """The node answered something else than it was asked; asking again may help."""


class MalformedLog(PlanetError):
    """A log does not have the shape that its event has."""

    def __init__(self, event: str, block_number: int, log_index: int) -> None:
        super().__init__(
            "malformed-log",
            f"Log {log_index} of block {block_number} is no whole {event}: node or raw logs are damaged.",
        )


class BranchMoved(PlanetError):
    """The chain changed while a branch was read; read it again."""

    def __init__(self, reason: str) -> None:
        super().__init__("branch-moved", f"The chain moved while it was read: {reason}.")


class BlockMissing(BranchMoved):
    """The node has no such block, any longer or yet; where it only lags, asking again helps."""

    def __init__(self, number: int) -> None:
        super().__init__(f"there is no block {number}")


class IndexHalted(PlanetError):
    """What the tables say and what the node says cannot both be true; a person must decide."""


class WrongIndex(IndexHalted):
    """The tables are of another chain or of another deployment."""

    def __init__(self, what: str, indexed: object, found: object) -> None:
        super().__init__(
            "chain-was-reset",
            f"The tables are of another chain: their {what} is {indexed}, the node's {found}. "
            "If the chain was started anew, run `planet index reset` and start the indexer again.",
        )


class FinalityBroken(IndexHalted):
    """The node has another block where ours was final."""

    def __init__(self, number: int, indexed: str, found: str) -> None:
        super().__init__(
            "finality-broken",
            f"Block {number} was final as {indexed}, and the node now has {found}. Nothing was changed. "
            "Compare with another node; if this chain is the right one, run `planet index reset`.",
        )
