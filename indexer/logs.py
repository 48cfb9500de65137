"""A log as the indexer carries it from the node to the tables and back."""

from typing import NamedTuple

from indexer.events import At


class RawLog(NamedTuple):
    """A log in hexadecimal, lower-case. `topics` and `data` have no 0x, the topics follow one another."""

    block_number: int
    log_index: int
    block_time: int
    transaction_hash: str
    address: str
    topics: str
    data: str

    @property
    def at(self) -> At:
        """Where on the chain it was said."""
        return At(self.block_number, self.log_index, self.block_time, self.transaction_hash)
