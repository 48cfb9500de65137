"""Orders about memberships and paid questions."""

from typing import Annotated

from pydantic import Field

from planet_chain.api.schemas.base import Address, Amount, Hash, In, UnixTime
from planet_chain.api.schemas.transactions import Number, Order
from planet_chain.core.addresses import ZERO_HASH

Tier = Annotated[int, Field(ge=1, lt=2**32, examples=[1], description="The creator's number of the tier.")]
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
