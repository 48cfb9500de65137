"""What one's own reading gave, for one's own eyes."""

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, Money, Out


class GivenOut(Out):
    """What of one creator's pay is due to this reader, before the cap and rounded down."""

    creator: str = Field(description="The creator's pseudonym in this week's bundle.")
    account: AddressOut = Field(description="Where the creator is paid.")
    value: Money = Field(description="Of the value tranche.")
    base: Money = Field(description="Of the base tranche.")


class ReadingsOut(Out):
    """Why an account earned points in a week, and whom its reading paid."""

    epoch: int
    account: AddressOut
    points: Money = Field(description="Earned this week.")
    given: list[GivenOut] = Field(description="By creator; empty for who read nothing that counted.")
