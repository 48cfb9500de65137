"""Airdrops: campaigns, and what an account is given."""

from typing import Literal, Self

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, HashOut, Out, TokenMoney
from planet_chain.store.queries.airdrops import Campaign, GiftState


class AirdropOut(Out):
    """A campaign on chain, as of the newest indexed block."""

    campaign: int = Field(examples=[1], description="Its number in the contract.")
    funder: AddressOut
    amount: TokenMoney
    claimed: TokenMoney
    left: TokenMoney = Field(description="What can still be claimed.")
    claims: int
    root: HashOut
    leaves: int | None = Field(description="null while its tree is unknown here.")
    gives: TokenMoney | None = Field(
        description="What all leaves add up to: more than `amount` means that who claims late gets nothing."
    )
    state: Literal["upcoming", "open", "ended", "swept"] = Field(
        description="An ended campaign can be claimed until its funder sweeps it."
    )
    starts_at: int
    ends_at: int
    content_id: HashOut = Field(
        description="The post that announced it, by the funder's word; zero for none."
    )
    created_at: int
    block: int
    transaction: HashOut
    files: list[str] = Field(description="URLs of the bundle from which anybody derives the root.")

    @classmethod
    def of(cls, row: Campaign, now: int, money: "dict[str, TokenMoney | None]", files: list[str]) -> Self:
        """The campaign in `row` at `now`; `money` has its amounts."""
        state: Literal["upcoming", "open", "ended", "swept"] = "open"
        if row.swept:
            state = "swept"
        elif now < row.starts_at:
            state = "upcoming"
        elif now >= row.ends_at:
            state = "ended"
        same = (
            "campaign",
            "funder",
            "claims",
            "root",
            "leaves",
            "starts_at",
            "ends_at",
            "content_id",
            "created_at",
        )
        return cls.model_validate(
            {
                **{name: getattr(row, name) for name in same},
                **money,
                "state": state,
                "block": row.block_number,
                "transaction": row.transaction_hash,
                "files": files,
            }
        )


class GiftOut(Out):
    """A leaf that was not paid yet, ready for `Airdrops.claim`."""

    campaign: int
    token: AddressOut
    amount: TokenMoney
    index: int = Field(description="Argument of `claim`: the number of the leaf.")
    proof: list[HashOut]
    root: HashOut
    state: GiftState = Field(description="`short`: less is left in the campaign than the leaf gives.")
    starts_at: int
    ends_at: int = Field(description="From then on the funder may take the rest; until they do, claim.")
    content_id: HashOut
