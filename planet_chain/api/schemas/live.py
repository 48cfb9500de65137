"""What the stream tells."""

from pydantic import Field

from planet_chain.api.schemas.base import HashOut, Out


class BlockEvent(Out):
    """The index moved."""

    number: int = Field(description="Newest indexed block.")
    hash: HashOut
    finalized: int = Field(description="Newest final block.")
    dropped_above: int | None = Field(
        None, description="A reorganisation replaced every block above this one: read them again."
    )
