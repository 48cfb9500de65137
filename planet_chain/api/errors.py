"""Errors on the wire: RFC 9457 problems, with the status that `problems` has for their codes."""

from http import HTTPStatus
from typing import Any, Final

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi_problem.error import Problem, StatusProblem
from fastapi_problem.handler import ExceptionHandler, new_exception_handler
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import compile_path
from web3.exceptions import Web3Exception

from planet_chain.api.problems import PATH, PROBLEMS, status_of, title_of
from planet_chain.api.unfit import unfit
from planet_chain.core.errors import PlanetError

MEDIA_TYPE: Final = "application/problem+json"
_LOG = structlog.get_logger("planet.api")

_LATER: Final = {"Retry-After": "5"}
_COOKIE: Final = 'Cookie cookie-name="planet_session"'
_WAYS_IN: Final = {"sign-in-needed": _COOKIE, "sign-in-refused": _COOKIE}


class NotFound(PlanetError):
    """Nothing has this id."""

    def __init__(self, noun: str, name: str) -> None:
        super().__init__(f"unknown-{noun}", f"There is no {noun} {name}.")


class IndexNotStarted(PlanetError):
    """The indexer has not written anything yet."""

    def __init__(self) -> None:
        super().__init__(
            "index-not-started",
            "The chain is not indexed yet; try again shortly. `planet index run` does it.",
        )


class InvalidCursor(PlanetError):
    """A cursor that no page of this list gave."""

    def __init__(self) -> None:
        super().__init__("invalid-cursor", "The cursor was not made by this list; start again without one.")


class NothingToSearch(PlanetError):
    """A search names no word."""

    def __init__(self) -> None:
        super().__init__("nothing-to-search", "There is no word to look for; write a letter or a digit.")


class NoToken(PlanetError):
    """There is no token at an address."""

    def __init__(self, address: str) -> None:
        super().__init__("no-token", f"There is no ERC-20 token at {address}.")


class NothingToClaim(PlanetError):
    """An account has nothing to claim now."""

    def __init__(self, account: str) -> None:
        super().__init__(
            "nothing-to-claim",
            f"There is nothing to claim now for {account}; its claims page shows what is on its way.",
        )


class BodyTooLarge(HTTPException):
    """A body larger than any route needs; an HTTPException, since FastAPI wraps other errors here."""

    def __init__(self, most: int) -> None:
        super().__init__(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A body has at most {most} bytes; send less at once."
        )


class TooManyListeners(PlanetError):
    """A process streams to as many as it can serve."""

    def __init__(self) -> None:
        super().__init__("too-many-listeners", "Too many listen to this process already; try again shortly.")


class TooManyRequests(PlanetError):
    """A caller asks faster than the service allows."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too-many-requests", f"Too many requests; try again in {seconds} s.")
        self.seconds = seconds


def public_sentence(code: str, sentence: str) -> str:
    """What everybody may read of an error: `sentence`, unless it is for the operator."""
    kind = PROBLEMS.get(code)
    return kind.sentence if kind is not None and kind.private else sentence


def problem(code: str, sentence: str, headers: dict[str, str] | None = None, **extras: Any) -> Problem:
    """The problem document of an error; `extras` become members of it."""
    status = status_of(code)
    detail = public_sentence(code, sentence)
    return Problem(
        title_of(code), type_=code, detail=detail, status=status.value, headers=headers, code=code, **extras
    )


def problem_handler() -> ExceptionHandler:
    """What turns every exception into a problem document, and none into a stack trace."""
    return new_exception_handler(
        handlers={
            PlanetError: _from_planet,
            Web3Exception: _from_node,
            OperationalError: _from_database,
            InterfaceError: _from_database,
            PoolExhausted: _from_database,
        },
        http_exception_handler=_from_http,
        request_validation_handler=_from_validation,
        unhandled_wrappers={"default": _Unexpected},
        documentation_uri_template=f"{PATH}/{{type}}",
    )


def install(app: FastAPI, handler: ExceptionHandler) -> None:
    """Have `handler` answer for every exception that a route raises on purpose."""
    for kind in (*handler.handlers, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, handler)


class _Unexpected(StatusProblem):
    """A defect of ours: its text may hold anything, so nobody outside sees it."""

    type_ = "unexpected"
    title = title_of("unexpected")
    status = HTTPStatus.INTERNAL_SERVER_ERROR.value

    def __init__(self, _text: str) -> None:
        super().__init__(PROBLEMS["unexpected"].sentence, code="unexpected")


def _from_planet(_handler: ExceptionHandler, _request: Request, error: PlanetError) -> Problem:
    if status_of(error.code) >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _LOG.error("refused", code=error.code, reason=error.sentence)
    headers = {}
    if status_of(error.code) == HTTPStatus.TOO_MANY_REQUESTS:
        headers["Retry-After"] = str(getattr(error, "seconds", 1))
    if (seconds := getattr(error, "seconds", None)) is not None:
        headers["Retry-After"] = str(seconds)
    elif status_of(error.code) == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = _WAYS_IN.get(error.code, "Bearer")
    elif status_of(error.code) == HTTPStatus.SERVICE_UNAVAILABLE:
        headers = _LATER
    return problem(error.code, error.sentence, headers, **_details(error))


def _from_node(_handler: ExceptionHandler, _request: Request, error: Web3Exception) -> Problem:
    _LOG.error("refused", code="node-unreachable", reason=str(error)[:200])
    return problem("node-unreachable", "", _LATER)


def _from_database(_handler: ExceptionHandler, _request: Request, error: Exception) -> Problem:
    _LOG.error("refused", code="database-unreachable", reason=str(error)[:200])
    return problem("database-unreachable", "", _LATER)


def _details(error: PlanetError) -> dict[str, Any]:
    """What a program may want to know beside the sentence; integers as text, since they may be a uint256."""
    names = ("name", "values", "row", "field", "index")
    found = {name: getattr(error, name) for name in names if getattr(error, name, None) is not None}
    if error.code == "contract-reverted":
        found["values"] = {key: _plain(value) for key, value in dict(found.get("values", {})).items()}
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value)


def _from_http(_handler: ExceptionHandler, request: Request, error: HTTPException) -> Problem:
    status = HTTPStatus(error.status_code)
    code = "body-too-large" if isinstance(error, BodyTooLarge) else "-".join(status.phrase.lower().split())
    detail, headers = error.detail, dict(error.headers or {})
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(_allowed(request))
        detail = f"This path has no {request.method}; it has {headers['Allow']}."
    elif detail == status.phrase and code in PROBLEMS:  # the framework said no more
        detail = PROBLEMS[code].sentence
    return Problem(title_of(code), type_=code, detail=detail, status=status.value, headers=headers, code=code)


def _allowed(request: Request) -> list[str]:
    """Every method that the path has; the router knows those of the first route only."""
    paths: dict[str, dict[str, Any]] = request.app.openapi()["paths"]
    matching = (methods for path, methods in paths.items() if compile_path(path)[0].match(request.url.path))
    found = {method.upper() for methods in matching for method in methods} or {"GET"}
    return sorted(found | {"HEAD"} if "GET" in found else found)


def _from_validation(_handler: ExceptionHandler, _request: Request, error: RequestValidationError) -> Problem:
    # The value itself is not echoed: it may be a megabyte, or a secret in the wrong field.
    errors = [unfit(entry) for entry in error.errors()]
    first = errors[0] if errors else {"field": "body", "message": "cannot be read"}
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return problem("invalid-request", f"{first['field']}: {first['message']}{more}", errors=errors[:20])
