"""Memberships: tiers, passes, gifts."""

from typing import Self

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, HashOut, Money, Out, Page, quote
from planet_chain.core.refund import refund_rounded_down
from planet_chain.store.queries.memberships import MembershipGift, Pass, Tier


class TierOut(Out):
    """A tier as of the newest indexed block."""

    creator: AddressOut
    tier: int = Field(description="The creator's number of it.")
    name: str
    price: Money = Field(description="For a period, if bought now.")
    period_days: int
    seats: int
    passes: int = Field(description="That exist, ended ones with them until they are released.")
    soulbound: bool = Field(description="Whether passes stay with their holder.")
    content_id: HashOut
    paid: Money = Field(description="Over all time.")
    refunded: Money
    earned: Money = Field(description="Credited to the creator so far.")
    created_at: int

    @classmethod
    def of(cls, row: Tier) -> Self:
        """The tier in `row`."""
        money = {name: quote(getattr(row, name)) for name in ("price", "paid", "refunded", "earned")}
        same = ("creator", "tier", "name", "period_days", "seats", "passes", "soulbound", "content_id")
        return cls(**{name: getattr(row, name) for name in same}, **money, created_at=row.created_at)


class PassOut(Out):
    """A pass that exists."""

    id: str = Field(description="Of the ERC-721 token, decimal text.")
    member: AddressOut
    creator: AddressOut
    tier: int
    name: str
    soulbound: bool
    starts_at: int
    ends_at: int
    active: bool = Field(description="Whether it lasts at the chain's time.")
    refund: Money = Field(description="What cancelling now would send to the holder.")
    refund_to_givers: Money

    @classmethod
    def of(cls, row: Pass, now: int) -> Self:
        """The pass in `row` at `now`."""
        return cls(
            id=str(row.pass_id),
            member=row.member,
            creator=row.creator,
            tier=row.tier,
            name=row.tier_name,
            soulbound=row.soulbound,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            active=now < row.ends_at,
            refund=quote(sum(refund_rounded_down(lot, now) for lot in row.paid_lots)),
            refund_to_givers=quote(sum(refund_rounded_down(lot, now) for lot in row.given_lots)),
        )


class MembershipGiftOut(Out):
    """A gift that waits: its receiver may accept or return it, and anybody may return it after `until`."""

    gift: int
    giver: AddressOut
    to: AddressOut
    creator: AddressOut
    tier: int
    paid: Money = Field(description="0 for time that the creator granted.")
    length_days: int
    until: int
    content_id: HashOut

    @classmethod
    def of(cls, row: MembershipGift) -> Self:
        """The gift in `row`."""
        same = ("gift", "giver", "creator", "tier", "length_days", "until", "content_id")
        return cls(**{name: getattr(row, name) for name in same}, to=row.recipient, paid=quote(row.paid))


class MembershipsOut(Page[PassOut]):
    """Passes, and what waits for the member they were asked for."""

    gifts: list[MembershipGiftOut] = Field(description="Made by or for the member that was asked for.")
