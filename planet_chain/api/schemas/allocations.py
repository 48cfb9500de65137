"""What a week pays creators, and why."""

from collections.abc import Mapping
from typing import Final, Self

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, Money, Out, quote
from planet_chain.store.rewards import Allocation, Explanation

_SHOWN: Final = 100


class PostPay(Out):
    """What of the pay one post earned."""

    post: str
    title: str = Field(description="Empty for a post without one.")
    amount: Money


class AllocationOut(Out):
    """What one creator is paid: value + base - cut = paid = the sum over posts + others."""

    entity: str = Field(description="The creator's pseudonym in this week's bundle.")
    value: Money = Field(description="From the value tranche: what paying readers weigh.")
    base: Money = Field(description="From the base tranche: how many unlike readers there are.")
    cut: Money = Field(description="What the cap for one creator took.")
    paid: Money
    posts: list[PostPay] = Field(description=f"The {_SHOWN} that earned most.")
    others: Money = Field(description="All other posts together.")

    @classmethod
    def of(cls, row: Allocation, lines: list[Explanation], titles: Mapping[str, str]) -> Self:
        """The allocation in `row`, with its `lines`, the largest first; `titles` by post."""
        money = {name: quote(getattr(row, name)) for name in ("value", "base", "cut", "paid")}
        posts = [
            PostPay(post=line.post, title=titles.get(line.post, ""), amount=quote(line.amount))
            for line in lines[:_SHOWN]
        ]
        others = quote(sum(line.amount for line in lines[_SHOWN:]))
        return cls(entity=row.entity, **money, posts=posts, others=others)


class PaidCreator(Out):
    """What a week pays one creator: value + base - cut."""

    entity: str = Field(description="The creator's pseudonym in this week's bundle.")
    account: AddressOut
    value: Money
    base: Money
    cut: Money
    paid: Money

    @classmethod
    def of(cls, row: Allocation) -> Self:
        """The creator in `row`."""
        money = {name: quote(getattr(row, name)) for name in ("value", "base", "cut", "paid")}
        return cls(entity=row.entity, account=row.account, **money)


class AllocationsOut(Out):
    """What a week pays at one address."""

    epoch: int
    account: AddressOut
    paid: Money
    allocations: list[AllocationOut] = Field(
        description="By creator: several may be paid at one address. Empty when none is."
    )
    picture: str | None = Field(description="URL of a picture of the first, SVG.")
