"""Signing in, and who is."""

from typing import Annotated

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, In, Out
from planet_chain.chain.signin import LONGEST

Hex = Annotated[
    str,
    # 4 KB: a contract wallet with many owners needs 65 bytes for each
    Field(pattern="^0x([0-9a-fA-F]{2}){0,4096}$", examples=["0x" + "5f" * 65], description="0x-hex."),
]


class NonceOut(Out):
    """What a message of EIP-4361 must say to be accepted here."""

    nonce: str = Field(examples=["8f14e45fceea167a5a36dedd4bea2543"], description="Good for one message.")
    domain: str = Field(examples=["planet.example"])
    uri: str = Field(examples=["https://planet.example"])
    chain_id: int = Field(examples=[31337])
    expires_at: int = Field(description="Unix seconds until which the message must be here, signed.")
    message: str | None = Field(
        description="The message itself, when the address was given: sign it as it is."
    )


class SignInIn(In):
    """A message of EIP-4361 and who signed it."""

    message: str = Field(min_length=1, max_length=LONGEST, description="Exactly as it was signed.")
    signature: Hex = Field(description="By personal_sign (EIP-191), or what a contract accepts (ERC-1271).")


class SessionOut(Out):
    """Who is signed in."""

    account: AddressOut | None = Field(description="null when nobody is.")
    expires_at: int | None = Field(description="Unix seconds; null when nobody is signed in.")
