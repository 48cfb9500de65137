"""One bounded request to a host that the operator chose; nobody else's URL is ever asked."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import httpx

from planet_chain.okx.errors import OkxUnavailable, UrlUnfit

_TIMEOUT: Final = httpx.Timeout(3, connect=2)
_SECONDS_MOST: Final = 5
"""For one answer, however slowly it drips."""
_PIECE: Final = 16_384
_OWN: Final = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Answer:
    """An answer, read whole."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


def checked_url(url: str) -> str:
    """`url` without a slash at its end, when it may be asked.

    Raises:
        UrlUnfit: it is no https:// URL with a host and nothing secret, nor one of this machine.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise UrlUnfit(url) from None
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _OWN)
    if not is_safe or not parts.hostname or parts.username or parts.query or parts.fragment:
        # a password in it must not be repeated
        raise UrlUnfit(f"{parts.scheme}://{parts.hostname or ''}")
    return url.rstrip("/")


def get(url: str, headers: Mapping[str, str], most: int, seconds: float = _SECONDS_MOST) -> Answer:
    """GET `url` as it is: nothing is followed, nothing is unpacked.

    Args:
        most: bytes that a body may have.
    Raises:
        OkxUnavailable: no whole answer within `seconds` and `most` bytes.
    """
    body, ends = bytearray(), time.monotonic() + seconds
    sent = {"Accept-Encoding": "identity", "User-Agent": "planet-chain", **headers}
    try:
        with httpx.stream("GET", url, headers=sent, timeout=_TIMEOUT, follow_redirects=False) as answer:
            for piece in answer.iter_raw(_PIECE):
                body += piece
                if len(body) > most:
                    raise OkxUnavailable(f"its answer is larger than {most} bytes")
                if time.monotonic() > ends:
                    raise OkxUnavailable(f"its answer took longer than {seconds:g} s")
            return Answer(answer.status_code, dict(answer.headers), bytes(body))
    except httpx.HTTPError as error:
        # the error's own words may hold the URL
        raise OkxUnavailable(f"no answer ({type(error).__name__})") from None
