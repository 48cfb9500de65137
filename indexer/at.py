"""Where on the chain something was said."""

from typing import NamedTuple


class At(NamedTuple):
    """Where on the chain it was said."""

    block_number: int
    log_index: int
    block_time: int
    transaction_hash: str
