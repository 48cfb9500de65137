"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from planet_chain.client.model import Model


class NonceOut(Model, frozen=True, kw_only=True):
    """What a message of EIP-4361 must say to be accepted here."""

    nonce: str
    domain: str
    uri: str
    chain_id: int
    expires_at: int
    message: str | None


class SessionOut(Model, frozen=True, kw_only=True):
    """Who is signed in."""

    account: str | None
    expires_at: int | None


class SignInIn(Model, frozen=True, kw_only=True):
    """A message of EIP-4361 and who signed it."""

    message: str
    signature: str
