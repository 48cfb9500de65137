"""Plans of airdrops: who would get what, before anything is paid."""

from typing import Annotated, Literal, Self

from pydantic import Field

from planet_chain.airdrops.bundle import Airdrop
from planet_chain.api.schemas.base import Address, AddressOut, Amount, Hash, HashOut, In, Out, TokenMoney
from planet_chain.core.amounts import format_amount

_SHOWN = 200
_LIST_BYTES = 900_000


class AirdropSourceIn(In):
    """Who is in it."""

    kind: Literal["holders", "members", "followers", "csv"]
    of: Address | None = Field(
        None, description="The token that is held, or the creator; null for a list of one's own."
    )
    tier: Annotated[int, Field(ge=1, lt=2**32)] | None = Field(
        None, description="Only members of this tier; null is all of them."
    )


class AirdropPlan(In):
    """What somebody wants to give, and to whom."""

    source: AirdropSourceIn
    rows: Annotated[str, Field(max_length=_LIST_BYTES)] | None = Field(
        None,
        examples=["account,amount\n0x976EA74026E726554dB657fA54763abd0C3a0aa9,12.5\n"],
        description="A list as CSV: account; or account,weight; or account,amount in whole tokens.",
    )
    token: Address | None = Field(None, description="What is given; null is the network's USD₮0.")
    amount: Amount | None = Field(None, description="In all; null is the sum of a list with amounts.")
    weights: Literal["equal", "balance"] | None = Field(
        None, description="Equal parts, or in proportion to the balance; null is balance for holders."
    )
    least: Amount = Field("1", description="Who has less of what is held is left out.")
    excluded: Annotated[list[Address], Field(max_length=50)] = Field([], description="Left out as well.")
    block: Annotated[int, Field(ge=0, lt=2**53)] | None = Field(
        None, description="The final block after which the snapshot is taken; null is the newest one."
    )


class AirdropTreeIn(AirdropPlan):
    """The same, and the root that its preview led to."""

    root: Hash


class AirdropPart(Out):
    """What one account would get."""

    account: AddressOut
    weight: str = Field(description="In the snapshot, decimal text.")
    amount: str = Field(description="Smallest units, decimal text.")


class SnapshotBlock(Out):
    """The block after which the snapshot was taken."""

    number: int
    hash: HashOut
    time: int


class AirdropPreview(Out):
    """Who would get what: the same bytes on every machine, so that anybody derives the root."""

    root: HashOut
    block: SnapshotBlock | None = Field(description="null for a list.")
    weights: Literal["equal", "balance", "given"]
    total: TokenMoney = Field(description="All parts together, to the smallest unit.")
    in_snapshot: int = Field(description="Accounts before anybody is left out.")
    leaves: int = Field(description="Accounts that get something.")
    least: TokenMoney
    most: TokenMoney
    rounded_off: TokenMoney = Field(
        description="No part was a whole number of these; one each goes to the largest remainders."
    )
    parts: list[AirdropPart] = Field(description=f"The {_SHOWN} largest.")

    @classmethod
    def of(cls, airdrop: Airdrop, money: "dict[str, TokenMoney]") -> Self:
        """`airdrop`, with its amounts in `money`."""
        largest = sorted(airdrop.tree.gifts, key=lambda gift: (-gift.amount, gift.account))[:_SHOWN]
        parts = [
            AirdropPart(
                account=gift.account,
                weight=format_amount(airdrop.snapshot[gift.account]),
                amount=format_amount(gift.amount),
            )
            for gift in largest
        ]
        return cls(
            root=airdrop.tree.root,
            block=SnapshotBlock.model_validate(airdrop.terms.block) if airdrop.terms.block else None,
            weights=airdrop.terms.weights,
            in_snapshot=len(airdrop.snapshot),
            leaves=len(airdrop.tree.gifts),
            parts=parts,
            **money,
        )


class AirdropTreeOut(Out):
    """A tree that is known here: its proofs are served once a campaign has its root."""

    root: HashOut
    leaves: int
    total: TokenMoney
    new: bool = Field(description="Whether nobody had registered it before.")
