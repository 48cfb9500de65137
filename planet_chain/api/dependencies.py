"""What handlers ask for: the service, a transaction, a caller's key, an answer given once."""

import hashlib
from collections.abc import Callable, Iterator
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlmodel import Session

from planet_chain.api.idempotency import Once
from planet_chain.api.service import Service
from planet_chain.community import keys
from planet_chain.store.database import transaction


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
