"""What handlers ask for: the service, a transaction, who is calling, an answer given once."""

import hashlib
import time
from collections.abc import AsyncIterator, Callable
from functools import cache
from typing import Annotated, Any, Final

from fastapi import Depends, Header, Request, Response
from fastapi.concurrency import contextmanager_in_threadpool
from fastapi.security import APIKeyCookie, HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import Session

from planet_chain.api import sessions
from planet_chain.api.idempotency import Once
from planet_chain.api.metrics import Metrics
from planet_chain.api.service import Service
from planet_chain.api.sessions import OtherOrigin, SignInNeeded
from planet_chain.api.shared import Shared
from planet_chain.api.turns import Turns
from planet_chain.community import keys
from planet_chain.store.community import ApiKey
from planet_chain.store.database import transaction
from planet_chain.store.service import SignInSession

COOKIE: Final = "planet_session"
_SAFE: Final = ("GET", "HEAD", "OPTIONS")


# async: what only looks something up needs no thread of its own
async def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


ServiceDep = Annotated[Service, Depends(_service)]


async def _session(request: Request, service: ServiceDep) -> AsyncIterator[Session]:
    turns: Turns = request.app.state.writers
    # The turn comes first. A request holds its connection while it waits for a thread; if others waited for
    # connections in the threads, no thread would ever be free.
    async with turns.taken(), contextmanager_in_threadpool(transaction(service.database)) as session:
        yield session


async def _shared(request: Request) -> Shared:
    shared: Shared = request.app.state.shared
    return shared


SharedDep = Annotated[Shared, Depends(_shared)]


async def _metrics(request: Request) -> Metrics:
    metrics: Metrics = request.app.state.metrics
    return metrics


MetricsDep = Annotated[Metrics, Depends(_metrics)]


async def _reading(request: Request, service: ServiceDep) -> AsyncIterator[Session]:
    turns: Turns = request.app.state.readers
    # connects at the first question, in the handler's thread; giving the connection back asks nobody
    async with turns.taken():
        with Session(service.reading, expire_on_commit=False) as session:
            yield session


# For routes that only read: no transaction, and the database refuses to write.
ReadDep = Annotated[Session, Depends(_reading, scope="function")]

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


async def _maybe_account(signed_in: SignedInDep) -> str | None:
    return None if signed_in is None else signed_in.account


MaybeAccountDep = Annotated[str | None, Depends(_maybe_account)]
"""Lower-case address of the account that is signed in; None when nobody is."""


async def expect_account(account: MaybeAccountDep) -> str:
    """The account that is signed in.

    Raises:
        SignInNeeded: nobody is.
    """
    if account is None:
        raise SignInNeeded
    return account


AccountDep = Annotated[str, Depends(expect_account)]
"""Lower-case address of the account that is signed in; without one the answer is 401 `sign-in-needed`."""


@cache
def _key(scope: str) -> Callable[..., ApiKey]:
    def check(session: SessionDep, given: BearerDep) -> ApiKey:
        return keys.check(session, given.credentials if given else None, scope)

    return check


async def _body(request: Request) -> bytes:
    return await request.body()


IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,255}$",
        description="The same key with the same body gets the same answer, once done.",
    ),
]


class _Sent:
    """What of a request an answer is remembered by."""

    def __init__(
        self,
        request: Request,
        response: Response,
        session: SessionDep,
        body: Annotated[bytes, Depends(_body)],
        idempotency_key: IdempotencyKey = None,
    ) -> None:
        described = f"{request.method} {request.url.path}\n".encode() + body
        self.fingerprint = hashlib.sha256(described).digest()
        self.session, self.response, self.key = session, response, idempotency_key

    def once(self, owner: str) -> Once:
        """Does the work at most once for a key of `owner`."""
        return Once(self.session, self.response, owner, self.key, self.fingerprint)


SentDep = Annotated[_Sent, Depends()]


def _once(scope: str) -> Callable[..., Once]:
    # the key comes first: who may not write is told nothing about their body
    def once(owner: Annotated[ApiKey, Depends(_key(scope))], sent: SentDep) -> Once:
        return sent.once(str(owner.id))

    return once


def reader(scope: str) -> Any:
    """Dependency of a route that only those may use whose key has `scope`: the key's record."""
    return Depends(_key(scope))


def writer(scope: str) -> Any:
    """Dependency of a route that writes: checks the key's `scope`, and answers a repeated request once."""
    return Depends(_once(scope), scope="function")


def _account_once(account: AccountDep, sent: SentDep) -> Once:
    return sent.once(account)


AccountOnceDep = Annotated[Once, Depends(_account_once, scope="function")]
"""Does a request of whoever is signed in, and answers a repeated one once. A number is no address: API keys
and accounts do not share their keys of idempotency."""
