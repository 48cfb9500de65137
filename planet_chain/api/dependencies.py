"""What handlers ask for: the service, a transaction, who is calling, an answer given once."""

import hashlib
import time
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Final

from fastapi import Depends, Header, Request, Response
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import Session

from planet_chain.api import sessions
from planet_chain.api.idempotency import Once
from planet_chain.api.service import Service
from planet_chain.api.sessions import OtherOrigin, SignInNeeded
from planet_chain.community import keys
from planet_chain.store.database import transaction
from planet_chain.store.service import SignInSession

COOKIE: Final = "planet_session"
_SAFE: Final = ("GET", "HEAD", "OPTIONS")


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


ServiceDep = Annotated[Service, Depends(_service)]


def _session(service: ServiceDep) -> Iterator[Session]:
    with transaction(service.database) as session:
        yield session


# Committed when the handler is done and before the answer leaves: what was said to be accepted is.
SessionDep = Annotated[Session, Depends(_session, scope="function")]

_bearer = HTTPBearer(
    auto_error=False, scheme_name="ApiKey", description="An API key of `planet key create`, with the scope."
)
BearerDep = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]

_cookie = APIKeyCookie(
    name=COOKIE, auto_error=False, scheme_name="Session", description="What POST /session began."
)
CookieDep = Annotated[str | None, Depends(_cookie)]


def expect_own_page(service: Service, origin: str | None) -> None:
    """Refuse what a page of another site sends, with whatever cookie the browser adds.

    Raises:
        OtherOrigin: `origin`, the header, is not where our page is.
    """
    if origin not in service.origins:
        raise OtherOrigin


def _signed_in(
    request: Request, response: Response, service: ServiceDep, session: SessionDep, token: CookieDep
) -> SignInSession | None:
    response.headers["Cache-Control"] = "private, no-cache"  # another's copy must not answer
    found = sessions.session_of(session, token, int(time.time()))
    if found is not None and request.method not in _SAFE:
        expect_own_page(service, request.headers.get("origin"))
    return found


SignedInDep = Annotated[SignInSession | None, Depends(_signed_in)]


def _maybe_account(signed_in: SignedInDep) -> str | None:
    return None if signed_in is None else signed_in.account


MaybeAccountDep = Annotated[str | None, Depends(_maybe_account)]
"""Lower-case address of the account that is signed in; None when nobody is."""


def _account(account: MaybeAccountDep) -> str:
    if account is None:
        raise SignInNeeded
    return account


AccountDep = Annotated[str, Depends(_account)]
"""Lower-case address of the account that is signed in; without one the answer is 401 `sign-in-needed`."""


def _owner(scope: str) -> Callable[..., str]:
    def check(session: SessionDep, given: BearerDep) -> str:
        return str(keys.check(session, given.credentials if given else None, scope).id)

    return check


async def _body(request: Request) -> bytes:
    return await request.body()


def _once(scope: str) -> Callable[..., Once]:
    def once(
        request: Request,
        response: Response,
        session: SessionDep,
        owner: Annotated[str, Depends(_owner(scope))],
        body: Annotated[bytes, Depends(_body)],
        idempotency_key: Annotated[
            str | None,
            Header(
                pattern=r"^[\x21-\x7e]{1,255}$",
                description="The same key with the same body gets the same answer, once done.",
            ),
        ] = None,
    ) -> Once:
        described = f"{request.method} {request.url.path}\n".encode() + body
        return Once(session, response, owner, idempotency_key, hashlib.sha256(described).digest())

    return once


def writer(scope: str) -> Any:
    """Dependency of a route that writes: checks the key's `scope`, and answers a repeated request once."""
    return Depends(_once(scope), scope="function")
