"""The exchange's word on what members are worth to it: a signed CSV from a fixed address.

There is no public documentation of such a feed, so this is ours: docs/guides/operator.md, "Values". The
request is signed as all of OKX's are; the answer carries `X-Feed-Timestamp` (unix seconds) and
`X-Feed-Signature`, base64 of HMAC-SHA256(secret, timestamp, a line break, body).
"""

import hashlib
import hmac
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol
from urllib.parse import urlsplit

from planet_chain.okx.credentials import Credentials, signature
from planet_chain.okx.errors import FeedRefused
from planet_chain.okx.http import checked_url, get

_BYTES_MOST: Final = 256 * 2**20
"""Ten million lines."""
_SECONDS_MOST: Final = 300
_CLOCKS: Final = 300
"""Seconds that the clocks of both may differ."""
_UNIX: Final = re.compile(r"[1-9][0-9]{9,11}")


@dataclass(frozen=True)
class Statement:
    """What a feed said at one moment.

    Attributes:
        as_of: unix seconds, by its word.
        body: CSV with the columns `member` and `value`.
    """

    as_of: int
    body: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """Of its bytes, hex."""
        return hashlib.sha256(self.body).hexdigest()


class ValueFeed(Protocol):
    """Whoever states values."""

    def read(self) -> Statement:
        """Its newest statement.

        Raises:
            OkxUnavailable: it does not answer.
            FeedRefused: nobody signed what it says, or not now.
        """
        ...


class HttpFeed:
    """A feed at a fixed URL.

    Args:
        now: unix seconds.
    """

    def __init__(self, url: str, credentials: Credentials, now: Callable[[], float] = time.time) -> None:
        self._url = checked_url(url)
        self._credentials = credentials
        self._now = now

    def read(self) -> Statement:
        """As the `ValueFeed` says."""
        path = urlsplit(self._url).path or "/"
        sent = self._credentials.headers("GET", path, self._now())
        answer = get(self._url, sent, _BYTES_MOST, _SECONDS_MOST)
        if answer.status != 200:
            raise FeedRefused(f"answers {answer.status}")
        told, signed = answer.headers.get("x-feed-timestamp", ""), answer.headers.get("x-feed-signature", "")
        expected = signature(self._credentials.secret, told.encode() + b"\n" + answer.body)
        if not _UNIX.fullmatch(told) or not hmac.compare_digest(expected.encode(), signed.encode()):
            raise FeedRefused("is not signed with the secret that both know")
        if abs(int(told) - self._now()) > _CLOCKS:
            raise FeedRefused(f"was signed at {told}, more than {_CLOCKS} s from now")
        return Statement(int(told), answer.body)
