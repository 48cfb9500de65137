"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import msgspec

from planet_chain.client.model import Model
from planet_chain.client.models.shared import Money


class AuthorizationOut(Model, frozen=True, kw_only=True):
    """What to sign without gas: an EIP-3009 `ReceiveWithAuthorization` to one contract for one purpose."""

    typed_data: dict[str, Any]
    salt: str
    valid_before: int
    price: Money
    summary: str


class JoinAuthorizationIn(Model, frozen=True, kw_only=True):
    """A membership for one period, to be signed by whom it is for, who is `account`."""

    account: str
    creator: str
    tier: int
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )
    lifetime: int = msgspec.field(default=3600)


class RelayIn(Model, frozen=True, kw_only=True):
    """Send the claims of `address` for it; they pay it and nobody else."""

    address: str


class RelayOut(Model, frozen=True, kw_only=True):
    """A wish on its way."""

    id: str
    kind: Literal["claims", "tip", "join"]
    account: str
    state: Literal["queued", "sending", "done", "refused"]
    reason: str | None
    requested_at: int
    transactions: list[RelayedOut]


class RelayedOut(Model, frozen=True, kw_only=True):
    """A transaction of the relayer."""

    hash: str
    state: Literal["sent", "mined", "reverted", "replaced"]
    block: int | None


class SignedJoinIn(Model, frozen=True, kw_only=True):
    """Buy this membership, as `relays/joins/authorizations` had it signed."""

    units: ClassVar[frozenset[str]] = frozenset(["price"])

    account: str
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )
    salt: str
    valid_before: int
    signature: str
    creator: str
    tier: int
    price: int


class SignedTipIn(Model, frozen=True, kw_only=True):
    """Send this tip, as `relays/tips/authorizations` had it signed."""

    units: ClassVar[frozenset[str]] = frozenset(["amount"])

    account: str
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )
    salt: str
    valid_before: int
    signature: str
    creator: str
    amount: int


class TipAuthorizationIn(Model, frozen=True, kw_only=True):
    """A tip in the network's USD₮0, to be signed by its fan, who is `account`."""

    units: ClassVar[frozenset[str]] = frozenset(["amount"])

    account: str
    creator: str
    amount: int
    content_id: str = msgspec.field(
        default="0x0000000000000000000000000000000000000000000000000000000000000000"
    )
    lifetime: int = msgspec.field(default=3600)
