"""How the client speaks to the API: one connection pool, errors by their code, waiting when told to."""

import asyncio
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, Self, TypeVar
from urllib.parse import quote

import httpx
import msgspec

from planet_chain.client.model import decoded, encoded

Answer = TypeVar("Answer")
_TRIES: Final = 4
_LATER: Final = (429, 503)
_LONGEST_WAIT_S: Final = 30.0
_TIMEOUT_S: Final = 30.0


class Problem(Exception):
    """The API refused, or cannot answer now.

    Attributes:
        code: stable; what programs compare. `unreachable` when nobody answered at all.
        status: of HTTP; 0 when nobody answered.
        detail: a sentence for people.
        more: everything else that the problem says, such as `row` and `field` of a refused batch.
    """

    def __init__(self, code: str, status: int, detail: str, more: Mapping[str, Any]) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.status = status
        self.detail = detail
        self.more = dict(more)


class _Requests:
    """What both kinds of transport have in common."""

    def __init__(self, url: str, key: str | None) -> None:
        self.url = url.rstrip("/")
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    @staticmethod
    def quoted(part: object) -> str:
        """`part` of a path."""
        return quote(str(part), safe="")

    def _asked(
        self,
        query: Mapping[str, Any] | None,
        body: Any,
        content_type: str,
        idempotency_key: str | None,
        if_match: str | None,
    ) -> dict[str, Any]:
        headers = dict(self.headers)
        if idempotency_key is not None:
            headers["Idempotency-Key"] = idempotency_key
        if if_match is not None:
            headers["If-Match"] = if_match
        asked: dict[str, Any] = {"headers": headers}
        if query:
            asked["params"] = {name: value for name, value in query.items() if value is not None}
        if body is not None:
            asked["content"] = body if isinstance(body, bytes) else msgspec.json.encode(encoded(body))
            headers["Content-Type"] = content_type
        return asked


class Transport(_Requests):
    """Waits for each answer.

    Args:
        url: of the service, without /api/v1.
        key: an API key, for intake.
        client: of httpx, when its settings matter; else one is made.
    """

    def __init__(self, url: str, key: str | None = None, client: httpx.Client | None = None) -> None:
        super().__init__(url, key)
        self.http = client or httpx.Client(timeout=_TIMEOUT_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def call(
        self,
        method: str,
        path: str,
        kind: type[Answer],
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        content_type: str = "application/json",
        idempotency_key: str | None = None,
        if_match: str | None = None,
    ) -> Answer:
        """The answer, as `kind`.

        Raises:
            Problem: the API refused; what may be asked again is, as often as the API asks for patience.
        """
        asked = self._asked(query, body, content_type, idempotency_key, if_match)
        for tried in range(1, _TRIES + 1):
            with _reaching(self.url):
                answer = self.http.request(method, self.url + path, **asked)
            wait = _wait(answer, tried)
            if wait is None:
                read: Answer = _read(answer, kind)
                return read
            time.sleep(wait)
        raise AssertionError("unreachable")


class AsyncTransport(_Requests):
    """Awaits each answer; otherwise as `Transport`."""

    def __init__(self, url: str, key: str | None = None, client: httpx.AsyncClient | None = None) -> None:
        super().__init__(url, key)
        self.http = client or httpx.AsyncClient(timeout=_TIMEOUT_S)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()

    async def call(
        self,
        method: str,
        path: str,
        kind: type[Answer],
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        content_type: str = "application/json",
        idempotency_key: str | None = None,
        if_match: str | None = None,
    ) -> Answer:
        """The answer, as `kind`.

        Raises:
            Problem: the API refused; what may be asked again is, as often as the API asks for patience.
        """
        asked = self._asked(query, body, content_type, idempotency_key, if_match)
        for tried in range(1, _TRIES + 1):
            with _reaching(self.url):
                answer = await self.http.request(method, self.url + path, **asked)
            wait = _wait(answer, tried)
            if wait is None:
                read: Answer = _read(answer, kind)
                return read
            await asyncio.sleep(wait)
        raise AssertionError("unreachable")


@contextmanager
def _reaching(url: str) -> Iterator[None]:
    try:
        yield
    except httpx.HTTPError as error:
        raise Problem("unreachable", 0, f"{url} does not answer ({error})", {}) from error


def _wait(answer: httpx.Response, tried: int) -> float | None:
    """Seconds after which to ask again: nothing was done, and the API says when; None to take the answer."""
    given = answer.headers.get("Retry-After", "")
    if answer.status_code in _LATER and given.isdecimal() and tried < _TRIES:
        return min(float(given), _LONGEST_WAIT_S)
    return None


def _read(answer: httpx.Response, kind: Any) -> Any:
    if answer.is_success:
        if kind is type(None):
            return None
        return answer.content if kind is bytes else decoded(answer.content, kind)
    try:
        told = msgspec.json.decode(answer.content, type=dict[str, Any])
    except msgspec.MsgspecError:
        told = {}
    code, detail = told.pop("code", "unexpected"), told.pop("detail", "")
    raise Problem(code, answer.status_code, detail, told)
