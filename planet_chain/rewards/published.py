"""What a service publishes about its weeks, fetched by somebody who does not trust it.

Sizes and times are bounded, addresses are made here and never taken from an answer, and a file counts only
when its bytes have the hash that was announced.
"""

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import httpx
import msgspec

from planet_chain.core.addresses import lower_hash
from planet_chain.core.errors import InvalidHash, PlanetError
from planet_chain.rewards.directory import write_directory
from planet_chain.rewards.manifest import MANIFEST, TABLES, parse_manifest

_PREFIX: Final = "/api/v1"
_PAGE: Final = 200
_PAGES_MOST: Final = 100
_LIST_BYTES_MOST: Final = 4 * 2**20
_MANIFEST_BYTES_MOST: Final = 2**20
_TABLE_BYTES_MOST: Final = 8 * 2**30
_SECONDS_MOST: Final = 1_800
"""For one file, however slowly it drips."""
_TIMEOUT: Final = httpx.Timeout(20, connect=5)
_PIECE: Final = 2**20


class InvalidService(PlanetError):
    """A text is no URL of a service."""

    def __init__(self, url: str) -> None:
        super().__init__(
            "invalid-service", f"{url!r} is no URL of a service; write one like https://planet.example."
        )


class Unavailable(PlanetError):
    """The service does not give what it must publish."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__("bundle-unavailable", f"{what} cannot be had: {reason}")


class OnChain(msgspec.Struct, frozen=True):
    """Where the service says that the chain speaks of a week's root."""

    proposed_in: str
    decided_in: str | None = None


class Week(msgspec.Struct, frozen=True):
    """A closed week as the service tells it: a hint where to look, proof of nothing."""

    epoch: int
    state: str
    inputs_hash: str | None = None
    root: str | None = None
    on_chain: OnChain | None = None


class _Page(msgspec.Struct):
    items: list[Week]
    next: str | None = None


@dataclass(frozen=True)
class Published:
    """The weeks of the service at `url`."""

    url: str

    @classmethod
    def at(cls, url: str) -> "Published":
        """The service whose page or API has this address.

        Raises:
            InvalidService: it is no http(s) URL.
        """
        try:
            parts = urlsplit(url)
            known = parts.scheme in ("http", "https") and parts.hostname and (parts.port or 1)
        except ValueError:
            known = False
        if not known or parts.query or parts.fragment:
            raise InvalidService(url)
        return cls(url.rstrip("/").removesuffix(_PREFIX) + _PREFIX)

    def weeks(self) -> list[Week]:
        """Every closed week, the first first.

        Raises:
            Unavailable: the list cannot be had, or is none.
        """
        found: dict[int, Week] = {}
        cursor: str | None = None
        for _ in range(_PAGES_MOST):
            query = {"limit": str(_PAGE)} | ({"cursor": cursor} if cursor else {})
            data = self._bytes("The list of weeks", "/epochs", _LIST_BYTES_MOST, query)
            try:
                page = msgspec.json.decode(data, type=_Page)
            except msgspec.DecodeError as error:
                raise Unavailable("The list of weeks", str(error)) from error
            found |= {week.epoch: _with_hashes(week) for week in page.items if week.state != "open"}
            cursor = page.next
            if cursor is None:
                return [found[number] for number in sorted(found)]
        raise Unavailable("The list of weeks", f"it has more than {_PAGES_MOST} pages")

    def fetch(self, epoch: int, inputs_hash: str, directory: Path) -> None:
        """Write the bundle of `epoch` to `directory`, whole or not at all; one that is there is left alone.

        Args:
            inputs_hash: 0x sha256 that its manifest must have.
        Raises:
            Unavailable: a file cannot be had, or is another one.
            BundleRefused: its manifest was announced, but breaks a rule.
            CannotWrite: the disk refused.
        """
        if directory.exists():
            return
        what = f"The bundle of epoch {epoch}"
        path = f"/epochs/{epoch}/bundle"
        manifest = self._bytes(what, f"{path}/{MANIFEST}", _MANIFEST_BYTES_MOST)
        if "0x" + hashlib.sha256(manifest).hexdigest() != inputs_hash:
            raise Unavailable(what, f"{MANIFEST} is not the announced one, of sha256 {inputs_hash}")
        _, hashes = parse_manifest(manifest)
        tables = {name: partial(self._table, what, f"{path}/{name}", hashes[name]) for name in TABLES}
        write_directory(directory, {MANIFEST: manifest, **tables})

    def _table(self, what: str, path: str, digest: str) -> Iterator[bytes]:
        found = hashlib.sha256()
        for piece in self._pieces(what, path, _TABLE_BYTES_MOST):
            found.update(piece)
            yield piece
        if found.hexdigest() != digest:
            raise Unavailable(what, f"{path} has sha256 {found.hexdigest()}, its manifest says {digest}")

    def _bytes(self, what: str, path: str, most: int, query: dict[str, str] | None = None) -> bytes:
        return b"".join(self._pieces(what, path, most, query))

    def _pieces(
        self, what: str, path: str, most: int, query: dict[str, str] | None = None
    ) -> Iterator[bytes]:
        """The bytes of a resource as they are: nothing is followed, nothing is unpacked."""
        size, ends = 0, time.monotonic() + _SECONDS_MOST
        headers = {"Accept-Encoding": "identity", "User-Agent": "planet-watch"}
        try:
            with httpx.stream(
                "GET", self.url + path, params=query, headers=headers, timeout=_TIMEOUT
            ) as answer:
                if answer.status_code != 200:
                    raise Unavailable(what, f"{path} answers {answer.status_code}")
                for piece in answer.iter_raw(_PIECE):
                    size += len(piece)
                    if size > most:
                        raise Unavailable(what, f"{path} is larger than {most} bytes")
                    if time.monotonic() > ends:
                        raise Unavailable(what, f"{path} took longer than {_SECONDS_MOST} s")
                    yield piece
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unavailable(what, f"{path}: {str(error) or type(error).__name__}") from error


def _with_hashes(week: Week) -> Week:
    """The same with lower-case hashes.

    Raises:
        Unavailable: one of them is none.
    """
    try:
        told = week.on_chain
        on_chain = told and OnChain(lower_hash(told.proposed_in), _lower(told.decided_in))
        return Week(week.epoch, week.state, _lower(week.inputs_hash), _lower(week.root), on_chain)
    except InvalidHash as error:
        raise Unavailable(f"Epoch {week.epoch}", str(error)) from error


def _lower(text: str | None) -> str | None:
    return None if text is None else lower_hash(text)
