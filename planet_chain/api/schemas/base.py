"""The words that all schemas share: addresses, hashes, money, pages."""

from typing import Annotated, Any, Final, Generic, TypeVar

from fastapi import Path
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from planet_chain.core.addresses import checksum_address, lower_address, lower_hash
from planet_chain.core.amounts import format_amount, parse_amount
from planet_chain.core.errors import PlanetError

QUOTE_DECIMALS: Final = 6
POINTS_DECIMALS: Final = 6
TOKEN_DECIMALS: Final = 18
PRICE_DECIMALS: Final = 18

_ADDRESS: Final = "^0x[0-9a-fA-F]{40}$"
_HASH: Final = "^0x[0-9a-fA-F]{64}$"
_EXAMPLE_ADDRESS: Final = "0x976EA74026E726554dB657fA54763abd0C3a0aa9"
_EXAMPLE_HASH: Final = "0x" + "5f" * 32
_Item = TypeVar("_Item")
# decimal text that is an integer to programs: the clients know by it
UNITS: Final[dict[str, Any]] = {"format": "units"}


def _below_limit(text: str) -> str:
    try:
        return format_amount(parse_amount(text))
    except PlanetError as error:
        raise ValueError(error.sentence) from error  # which names the field that holds it


def _flag(given: object) -> object:
    if given not in (True, False, "true", "false"):
        raise ValueError("write true or false")
    return given


Flag = Annotated[bool, BeforeValidator(_flag)]
"""A boolean in a query, as JSON writes it: `yes` and `1` are none."""
Address = Annotated[
    str,
    Field(pattern=_ADDRESS, examples=[_EXAMPLE_ADDRESS], description="20 bytes, in any case."),
    AfterValidator(lower_address),
]
AddressPath = Annotated[
    str,
    Path(pattern=_ADDRESS, examples=[_EXAMPLE_ADDRESS], description="20 bytes, in any case."),
    AfterValidator(lower_address),
]
AddressOut = Annotated[
    str,
    AfterValidator(checksum_address),
    Field(examples=[_EXAMPLE_ADDRESS], description="With the checksum of EIP-55."),
]
Hash = Annotated[
    str, Field(pattern=_HASH, examples=[_EXAMPLE_HASH], description="32 bytes."), AfterValidator(lower_hash)
]
HashOut = Annotated[str, Field(examples=[_EXAMPLE_HASH], description="32 bytes, lower case.")]
Amount = Annotated[
    str,
    # 78 digits hold every uint256; parse_amount refuses the few that are above it
    Field(
        pattern="^(0|[1-9][0-9]{0,77})$",
        examples=["1500000"],
        description="Smallest units as plain digits, below 2**256.",
        json_schema_extra=UNITS,
    ),
    AfterValidator(_below_limit),
]
Label = Annotated[str, Field(min_length=1, max_length=128, examples=["m-1042"])]
"""The id of a member, a post or a row: the caller's own, compared byte for byte."""
Word = Annotated[str, Field(pattern=r"^[^\s\x00-\x1f\x7f]{1,128}$")]
"""Text that names something: no blanks, no control characters."""
UnixTime = Annotated[int, Field(ge=0, lt=2**53, examples=[1790000000], description="Unix seconds.")]


class In(BaseModel):
    """What callers send: a member nobody knows is a mistake, and is refused."""

    # strict: `true` is no number, and a number is no text
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Out(BaseModel):
    """What callers get; made from rows by their attributes."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Money(Out):
    """An amount that cannot be misread: `amount` / 10**`decimals` whole tokens."""

    amount: str = Field(
        examples=["1500000"], description="Smallest units, decimal text.", json_schema_extra=UNITS
    )
    decimals: int = Field(examples=[6])


def quote(amount: int) -> Money:
    """`amount` smallest units of the quote token."""
    return Money(amount=format_amount(amount), decimals=QUOTE_DECIMALS)


def tokens(amount: int) -> Money:
    """`amount` smallest units of a community token."""
    return Money(amount=format_amount(amount), decimals=TOKEN_DECIMALS)


def points(amount: int) -> Money:
    """`amount` smallest units of Planet Points."""
    return Money(amount=format_amount(amount), decimals=POINTS_DECIMALS)


def price(scaled: int) -> Money:
    """A price as the index scales it: quote for one whole token, 18 decimals."""
    return Money(amount=format_amount(scaled), decimals=PRICE_DECIMALS)


class TokenMoney(Out):
    """An amount of any token."""

    token: AddressOut
    symbol: str | None = Field(examples=["USD₮0"], description="null for a token unknown here.")
    amount: str = Field(
        examples=["1500000"], description="Smallest units, decimal text.", json_schema_extra=UNITS
    )
    decimals: int | None = Field(examples=[6], description="null for a token unknown here.")


class Page(Out, Generic[_Item]):
    """A part of a list, and where the next one begins."""

    items: list[_Item]
    next: str | None = Field(description="Give it as `cursor` for the next page; null on the last one.")
