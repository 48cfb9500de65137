"""Orders for a transaction, and the unsigned transactions they become."""

from typing import Annotated, Literal

from pydantic import Field

from planet_chain.api.schemas.base import Address, AddressOut, Amount, Hash, In, Money, Out, UnixTime
from planet_chain.api.schemas.communities import RiskOut
from planet_chain.core.addresses import ZERO_HASH

Slippage = Annotated[
    int, Field(ge=0, le=5_000, examples=[100], description="Worse than quoted by this much is refused.")
]
Lifetime = Annotated[
    int, Field(ge=60, le=86_400, examples=[600], description="Seconds until the chain refuses it.")
]
Number = Annotated[int, Field(ge=1, lt=2**53, examples=[1], description="As the contract counts them.")]
Fee = Annotated[int, Field(ge=0, le=500, examples=[100], description="Creator fee in basis points.")]


class Order(In):
    """What every order says."""

    account: Address = Field(description="Who will sign and send it.")


class BuyOrder(Order):
    """Buy a community token for exactly `quote_in`."""

    token: Address
    quote_in: Amount
    slippage_bps: Slippage = 100
    lifetime: Lifetime = 600
    content_id: Hash = ZERO_HASH


class SellOrder(Order):
    """Sell exactly `tokens_in`."""

    token: Address
    tokens_in: Amount
    slippage_bps: Slippage = 100
    lifetime: Lifetime = 600
    content_id: Hash = ZERO_HASH


class TipOrder(Order):
    """Tip `creator`, straight into their account."""

    creator: Address
    amount: Amount
    token: Address | None = Field(None, description="null is the network's USD₮0.")
    content_id: Hash = ZERO_HASH


class ClaimOrder(Order):
    """Claim everything that is claimable for `beneficiary`, or one token or one airdrop of it."""

    beneficiary: Address | None = Field(None, description="Who is paid; null is `account`.")
    token: Address | None = Field(None, description="null is every token.")
    campaign: Number | None = Field(None, description="Only of this airdrop; null is everything.")


class FollowOrder(Order):
    """Follow `creator`."""

    creator: Address
    content_id: Hash = ZERO_HASH


class UnfollowOrder(Order):
    """Follow `creator` no longer."""

    creator: Address


class AirdropOrder(Order):
    """Put `amount` into a campaign that pays the leaves of the tree with this `root`."""

    root: Hash
    amount: Amount
    token: Address | None = Field(None, description="null is the network's USD₮0.")
    starts_at: UnixTime = Field(0, description="From when on it can be claimed; in the past means now.")
    ends_at: UnixTime = Field(description="From when on the account may take the rest; a day later at least.")
    content_id: Hash = ZERO_HASH


class SweepOrder(Order):
    """Take what is left of an ended campaign of the account's own."""

    campaign: Number
    recipient: Address | None = Field(None, description="Who gets it; null is `account`.")


class CreateCommunityOrder(Order):
    """Make the account's community; only a verified creator can, once."""

    name: Annotated[str, Field(min_length=1, max_length=32, examples=["Seed Club"])]
    symbol: Annotated[str, Field(min_length=1, max_length=11, examples=["SEED"])]
    fee_bps: Fee = 100
    first_quote: Amount = "0"
    slippage_bps: Slippage = 100
    lifetime: Lifetime = 600
    content_id: Hash = ZERO_HASH


Kind = Literal[
    "approve",
    "buy",
    "sell",
    "tip",
    "claim",
    "create-community",
    "follow",
    "unfollow",
    "airdrop",
    "sweep",
    "join",
    "renew",
    "cancel",
    "gift",
    "accept-gift",
    "return-gift",
    "collect",
    "create-tier",
    "set-tier",
    "grant",
    "withdraw",
    "release",
    "ask",
    "answer",
    "award",
    "settle",
    "collect-prizes",
]


class StepOut(Out):
    """One transaction for a wallet to sign and send; never signed here."""

    kind: Kind
    chainId: int = Field(examples=[31337])  # noqa: N815 (the name that wallets use)
    sender: AddressOut = Field(serialization_alias="from")
    to: AddressOut
    data: str = Field(examples=["0x095ea7b3"], description="0x-hex.")
    value: str = Field(examples=["0"], description="wei, decimal text.")
    gas: int = Field(description="Limit: what the simulation used, and half on top.")
    summary: str


class TransactionOut(Out):
    """What to sign, in order; each step was tried after those before it."""

    steps: list[StepOut]
    complete: bool = Field(description="false: send these, then ask again; the node could not try the rest.")
    expires_at: int = Field(description="Unix seconds of the chain; ask again after it.")
    summary: str
    expected: dict[str, str] = Field(
        description="What the last step would make, by its id: a token, a campaign, a pass, a question.",
        examples=[{"campaign": "7"}],
    )
    amounts: dict[str, Money] = Field(
        description="What the last step would pay now, and the least it accepts; nothing of a token that is"
        " unknown here.",
        examples=[{"tokens_out": {"amount": "4975124378109452736318", "decimals": 18}}],
    )
    risks: list[RiskOut]
