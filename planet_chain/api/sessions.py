"""Signing in: nonces that count once, and sessions of which only a hash is kept. Times are unix seconds."""

import hashlib
import secrets
from typing import Final

from sqlalchemy import delete, select
from sqlmodel import Session, col

from planet_chain.api.service import Service
from planet_chain.chain.signatures import check_signed
from planet_chain.chain.signin import SignIn, SignInRefused
from planet_chain.core.errors import PlanetError
from planet_chain.store.database import transaction
from planet_chain.store.service import SignInNonce, SignInSession

NONCE_SECONDS: Final = 600
"""From showing the message to its signature: hardware wallets and their owners take their time."""
SESSION_SECONDS: Final = 7 * 24 * 60 * 60
# ASCII by the EIP's grammar, and no words of strangers: a name could read like another statement
STATEMENT: Final = "Sign in to Planet Chain. This moves nothing and costs nothing."


class SignInNeeded(PlanetError):
    """A route is for accounts that are signed in."""

    def __init__(self) -> None:
        super().__init__(
            "sign-in-needed",
            "Sign in first: GET /api/v1/nonce, sign its message, POST /api/v1/session, and bring the cookie.",
        )


class OtherOrigin(PlanetError):
    """A request that changes something brings a session from another site."""

    def __init__(self) -> None:
        super().__init__(
            "other-origin",
            "A signed-in request that changes something must come from this site's own page;"
            " programs send its address as Origin.",
        )


class SignInUnavailable(PlanetError):
    """The service does not know where its page is."""

    def __init__(self) -> None:
        super().__init__(
            "sign-in-unavailable", "Nobody can sign in here: the operator has to set PLANET_PUBLIC_URL."
        )


def offer(session: Session, service: Service, account: str | None, origin: str | None, now: int) -> SignIn:
    """A message to sign, with a nonce that nobody had before.

    Args:
        account: lower-case address of the signer; None when the caller fills in its own.
        origin: where the caller's page is, as its browser says; None takes the first of ours.
    Raises:
        SignInUnavailable: the operator did not say where the page is.
    """
    if not service.origins:
        raise SignInUnavailable
    site = origin if origin in service.origins else service.origins[0]
    nonce = secrets.token_hex(16)
    session.execute(delete(SignInNonce).where(col(SignInNonce.expires_at) <= now))
    session.add(SignInNonce(nonce=nonce, expires_at=now + NONCE_SECONDS))
    return SignIn(
        domain=site.partition("://")[2],
        address=account or "0x" + "0" * 40,
        uri=site,
        chain_id=service.network.chain_id,
        nonce=nonce,
        issued_at=now,
        expires_at=now + NONCE_SECONDS,
        statement=STATEMENT,
    )


def sign_in(
    service: Service, text: str, signature: bytes, now: int, before: str | None = None
) -> tuple[str, SignInSession]:
    """Begin a session of whoever signed `text`.

    Args:
        before: token of the session that the same browser had; it ends.
    Returns:
        The token, 256 random bits that are kept nowhere, and the session.
    Raises:
        SignInRefused: the message, its nonce or its signature.
        NodeUnreachable: a contract wallet could not be asked.
    """
    said = SignIn.parse(text)
    said.check(service.origins, service.network.chain_id, now)
    # before the transaction: a contract wallet is asked on the chain, which may take its time
    check_signed(service.node, said.address, text, signature)
    token = secrets.token_urlsafe(32)
    row = SignInSession(
        hash=_hash(token), account=said.address, created_at=now, expires_at=now + SESSION_SECONDS
    )
    with transaction(service.database) as session:
        used = delete(SignInNonce).where(
            col(SignInNonce.nonce) == said.nonce, col(SignInNonce.expires_at) > now
        )
        # of two requests at once with one nonce, the second waits here and then finds none
        if session.connection().execute(used).rowcount != 1:
            raise SignInRefused("nonce", "it was never given out, was used already, or its time is over")
        session.execute(delete(SignInSession).where(col(SignInSession.expires_at) <= now))
        sign_out(session, before)
        session.add(row)
    return token, row


def session_of(session: Session, token: str | None, now: int) -> SignInSession | None:
    """The session that `token` opens, if it lasts."""
    if token is None:
        return None
    # found by its hash: no timing tells how much of a guess was right
    query = select(SignInSession).where(
        col(SignInSession.hash) == _hash(token), col(SignInSession.expires_at) > now
    )
    return session.scalars(query).one_or_none()


def sign_out(session: Session, token: str | None, *, everywhere: bool = False) -> None:
    """End the session of `token`, or all of its account; without one nothing happens.

    Args:
        everywhere: in every other browser too.
    """
    if token is None:
        return
    own = col(SignInSession.hash) == _hash(token)
    account = select(col(SignInSession.account)).where(own).scalar_subquery()
    session.execute(delete(SignInSession).where(col(SignInSession.account) == account if everywhere else own))


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
