"""Claims that the relayer sends for people without gas."""

from typing import Literal, Self

from pydantic import Field

from planet_chain.api.schemas.base import Address, AddressOut, HashOut, In, Out
from planet_chain.store.relays import Relay, RelayTransaction


class RelayIn(In):
    """Send the claims of `address` for it; they pay it and nobody else."""

    address: Address


class RelayedOut(Out):
    """A transaction of the relayer."""

    hash: HashOut
    state: Literal["sent", "mined", "reverted", "replaced"] = Field(
        description="`sent` until it is final; `replaced` when it can never be mined and another is sent."
    )
    block: int | None


class RelayOut(Out):
    """A wish on its way."""

    id: str = Field(examples=["Jq2vX0mYc7b1dZr9S3kTfA"], description="Ask for it again by this.")
    account: AddressOut
    state: Literal["queued", "sending", "done", "refused"] = Field(description="`done` when all is final.")
    reason: str | None = Field(description="Why it was refused, in whole or in part, or what it waits for.")
    requested_at: int
    transactions: list[RelayedOut]

    @classmethod
    def of(cls, relay: Relay, transactions: list[RelayTransaction]) -> Self:
        """The wish in `relay`."""
        return cls(
            id=relay.id,
            account=relay.account,
            state=relay.state,
            reason=relay.reason,
            requested_at=relay.requested_at,
            transactions=[
                RelayedOut(
                    hash=each.hash,
                    state="sent" if each.state == "recorded" else each.state,
                    block=each.block,
                )
                for each in transactions
            ],
        )
