"""Sign-In with Ethereum: the proof that a caller has an account."""

import time
from typing import Annotated

from fastapi import APIRouter, Header, Query, Response

from planet_chain.api import sessions
from planet_chain.api.dependencies import (
    COOKIE,
    CookieDep,
    ServiceDep,
    SessionDep,
    SignedInDep,
    expect_own_page,
)
from planet_chain.api.schemas.base import Address, Flag
from planet_chain.api.schemas.sessions import NonceOut, SessionOut, SignInIn

router = APIRouter(tags=["session"])

Origin = Annotated[str | None, Header(max_length=300, description="As browsers send it.")]
_PATH = "/api"


@router.get("/nonce", summary="Begin to sign in")
def read_nonce(
    service: ServiceDep,
    session: SessionDep,
    response: Response,
    address: Annotated[
        Address | None, Query(description="Who will sign: then the message is written.")
    ] = None,
    origin: Origin = None,
) -> NonceOut:
    """A nonce, and the message to sign. Each is good once, for ten minutes."""
    response.headers["Cache-Control"] = "no-store"
    offered = sessions.offer(session, service, address, origin, int(time.time()))
    message = offered.text if address else None
    shown = ("nonce", "domain", "uri", "chain_id", "expires_at")
    return NonceOut(**{name: getattr(offered, name) for name in shown}, message=message)


@router.post("/session", summary="Sign in", status_code=201)
def sign_in(
    signed: SignInIn,
    service: ServiceDep,
    response: Response,
    before: CookieDep,
    origin: Origin = None,
) -> SessionOut:
    """Begin a session of a week, kept in a cookie that no script can read. A session before it ends."""
    if origin is not None:
        expect_own_page(service, origin)
    signature = bytes.fromhex(signed.signature[2:])
    token, row = sessions.sign_in(service, signed.message, signature, int(time.time()), before)
    response.set_cookie(
        COOKIE,
        token,
        max_age=sessions.SESSION_SECONDS,
        path=_PATH,
        secure=not service.network.is_local,
        httponly=True,
        samesite="strict",
    )
    return SessionOut(account=row.account, expires_at=row.expires_at)


@router.get("/session", summary="Who is signed in?")
def read_session(signed_in: SignedInDep) -> SessionOut:
    """The account of this session, or nobody."""
    if signed_in is None:
        return SessionOut(account=None, expires_at=None)
    return SessionOut(account=signed_in.account, expires_at=signed_in.expires_at)


@router.delete("/session", summary="Sign out", status_code=204)
def sign_out(
    session: SessionDep,
    response: Response,
    signed_in: SignedInDep,
    token: CookieDep,
    everywhere: Annotated[Flag, Query(description="In every other browser too.")] = False,
) -> None:
    """End this session, or every session of the account. Nobody signed in is no error."""
    if signed_in is not None:
        sessions.sign_out(session, token, everywhere=everywhere)
    response.delete_cookie(COOKIE, path=_PATH, httponly=True, samesite="strict")
