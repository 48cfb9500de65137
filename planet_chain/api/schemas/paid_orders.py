"""Orders about memberships and paid questions."""

from typing import Annotated

from pydantic import Field

from planet_chain.api.schemas.base import Address, Amount, Hash, In, UnixTime
from planet_chain.api.schemas.transactions import Number, Order
from planet_chain.core.addresses import ZERO_HASH

Tier = Annotated[int, Field(ge=1, lt=2**32, examples=[1], description="The creator's number of the tier.")]
Seats = Annotated[
    int, Field(ge=0, lt=2**32, description="Most passes at once; 2**32 - 1 is as good as no limit.")
]
Price = Annotated[
    str,
    # the contract has 96 bits, which hold any 28 digits
    Field(pattern="^[1-9][0-9]{0,27}$", examples=["5000000"], description="Smallest units, for a period."),
]
Days = Annotated[int, Field(ge=1, le=3_650, examples=[30])]
PassId = Annotated[Amount, Field(description="Of the ERC-721 token, decimal text.")]


class JoinOrder(Order):
    """Buy a pass of a tier, for one period from now."""

    creator: Address
    tier: Tier
    max_price: Amount | None = Field(None, description="null is the price as the chain has it now.")
    content_id: Hash = ZERO_HASH


class RenewOrder(Order):
    """Buy one more period of a pass of the account's own."""

    pass_id: PassId
    max_price: Amount | None = Field(None, description="null is the price as the chain has it now.")
    content_id: Hash = ZERO_HASH


class CancelOrder(Order):
    """End a pass of the account's own; what is left of it comes back."""

    pass_id: PassId


class GiftOrder(Order):
    """Pay one period for somebody, who has 30 days to accept it."""

    to: Address
    creator: Address
    tier: Tier
    max_price: Amount | None = Field(None, description="null is the price as the chain has it now.")
    content_id: Hash = ZERO_HASH


class GiftAnswerOrder(Order):
    """Accept or return a gift."""

    gift: Number


class CollectOrder(Order):
    """Take what memberships have earned the account."""

    pass_ids: list[PassId] = Field(
        default_factory=list, max_length=200, description="Passes to count up to now."
    )
    recipient: Address | None = Field(None, description="Who gets it; null is `account`.")


class CreateTierOrder(Order):
    """Offer a tier; period and kind are for ever. Only a verified creator can."""

    name: Annotated[str, Field(min_length=1, max_length=32, examples=["Front row"])]
    price: Price
    period_days: Days
    seats: Seats = 2**32 - 1
    soulbound: bool = Field(description="Whether passes stay with their holder.")
    content_id: Hash = ZERO_HASH


class SetTierOrder(Order):
    """Change price and seats of a tier of the account's own, for later purchases."""

    tier: Tier
    price: Price
    seats: Seats


class GrantOrder(Order):
    """Give time in a tier of the account's own to somebody, who has 30 days to accept it."""

    to: Address
    tier: Tier
    length_days: Days
    content_id: Hash = ZERO_HASH


class WithdrawOrder(Order):
    """Take all refunds of gifts that the account made."""

    recipient: Address | None = Field(None, description="Who gets it; null is `account`.")


class ReleaseOrder(Order):
    """End a pass whose time is over for 7 days, so that its seat is free."""

    pass_id: PassId


class AskOrder(Order):
    """Put a prize on a question, to one creator or to all."""

    creator: Address | None = Field(None, description="Who alone may answer; null is an open prize.")
    prize: Amount
    answer_by: UnixTime
    judge_by: UnixTime
    question_hash: Hash
    content_id: Hash = ZERO_HASH


class AnswerOrder(Order):
    """Answer a question by a hash that opens as nobody else's: see `answerHashOf` of the contract."""

    question: Number
    answer_hash: Hash


class Winner(In):
    """An answer that wins, with what opens its hash."""

    answerer: Address
    weight: Annotated[int, Field(ge=1, lt=2**32)] = 1
    text_hash: Hash
    salt: Hash


class AwardOrder(Order):
    """Share the prize among answers."""

    question: Number
    winners: Annotated[list[Winner], Field(min_length=1, max_length=5)]


class SettleOrder(Order):
    """End a question whose time is over."""

    question: Number


class CollectPrizesOrder(Order):
    """Take everything that questions owe the account."""

    recipient: Address | None = Field(None, description="Who gets it; null is `account`.")
