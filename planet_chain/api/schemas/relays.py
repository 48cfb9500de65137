"""What the relayer sends for people without gas: claims, and payments that they signed."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field

from planet_chain.api.schemas.base import (
    Address,
    AddressOut,
    Amount,
    Hash,
    HashOut,
    In,
    Money,
    Out,
    UnixTime,
)
from planet_chain.api.schemas.paid_orders import Tier
from planet_chain.api.schemas.transactions import Lifetime, Order
from planet_chain.core.addresses import ZERO_HASH
from planet_chain.store.relays import Relay, RelayTransaction


class RelayIn(In):
    """Send the claims of `address` for it; they pay it and nobody else."""

    address: Address


class TipAuthorizationIn(Order):
    """A tip in the network's USD₮0, to be signed by its fan, who is `account`."""

    creator: Address
    amount: Amount
    content_id: Hash = ZERO_HASH
    lifetime: Lifetime = 3_600


class JoinAuthorizationIn(Order):
    """A membership for one period, to be signed by whom it is for, who is `account`."""

    creator: Address
    tier: Tier
    content_id: Hash = ZERO_HASH
    lifetime: Lifetime = 3_600


class AuthorizationOut(Out):
    """What to sign without gas: an EIP-3009 `ReceiveWithAuthorization` to one contract for one purpose."""

    typed_data: dict[str, Any] = Field(
        examples=[{"primaryType": "ReceiveWithAuthorization"}],
        description="For eth_signTypedData_v4; integers as decimal text.",
    )
    salt: HashOut = Field(description="Of the signed nonce: send it along.")
    valid_before: int = Field(
        examples=[1790003600], description="Unix seconds of the chain: send it along; it is too late then."
    )
    price: Money = Field(description="What the fan pays; all of it arrives.")
    summary: str


class Authorization(Order):
    """A signature of `account`, and what of it the contract cannot know."""

    content_id: Hash = ZERO_HASH
    salt: Hash
    valid_before: UnixTime
    signature: Annotated[
        str,
        Field(
            pattern="^0x[0-9a-fA-F]{128}(1b|1c|1B|1C)$",
            examples=["0x" + "5f" * 64 + "1b"],
            description="r, s and v: 65 bytes of an account with a key.",
        ),
    ]


class SignedTipIn(Authorization):
    """Send this tip, as `relays/tips/authorizations` had it signed."""

    creator: Address
    amount: Amount


class SignedJoinIn(Authorization):
    """Buy this membership, as `relays/joins/authorizations` had it signed."""

    creator: Address
    tier: Tier
    price: Amount = Field(description="As signed; when the tier costs something else now, it is refused.")


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
    kind: Literal["claims", "tip", "join"]
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
            kind=relay.kind,
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
