"""Sign-In with Ethereum (EIP-4361): the text that a wallet shows and signs, read strictly and written."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv6Address
from typing import Final, Self

from planet_chain.core.addresses import checksum_address, lower_address
from planet_chain.core.errors import PlanetError

LONGEST: Final = 4_096
"""Characters of a message; ours has some 350."""
SKEW: Final = 120
"""Seconds by which a signer's clock may be ahead of ours."""
_OLDEST: Final = 3_600
"""Seconds after which a message is too old, whatever it says: its nonce has expired long before."""

_SCHEME: Final = r"[A-Za-z][A-Za-z0-9+.\-]*"
_ESCAPED: Final = "%[0-9A-Fa-f]{2}"
_UNRESERVED: Final = r"A-Za-z0-9\-._~"
_DELIMITERS: Final = "!$&'()*+,;="
_NAME: Final = rf"(?:[{_UNRESERVED}{_DELIMITERS}]|{_ESCAPED})"
_PCHAR: Final = rf"(?:[{_UNRESERVED}{_DELIMITERS}:@]|{_ESCAPED})"
_HOST: Final = rf"(?:\[[0-9A-Fa-f:.]+\]|{_NAME}+)"
_AUTHORITY: Final = rf"(?:(?:[{_UNRESERVED}{_DELIMITERS}:]|{_ESCAPED})*@)?{_HOST}(?::[0-9]*)?"
_PATH: Final = rf"(?://(?:{_AUTHORITY})?(?:/{_PCHAR}*)*|/?(?:{_PCHAR}+(?:/{_PCHAR}*)*)?)"
_AFTER: Final = rf"(?:{_PCHAR}|[/?])*"
_URI: Final = rf"{_SCHEME}:{_PATH}(?:\?{_AFTER})?(?:#{_AFTER})?"
_TIME: Final = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})"
)
# The grammar of the EIP, whose literal words are case-sensitive; URIs and authorities are those of RFC 3986.
_MESSAGE: Final = re.compile(
    rf"(?:(?P<scheme>{_SCHEME})://)?(?P<domain>{_AUTHORITY})"
    r" wants you to sign in with your Ethereum account:\n"
    r"(?P<address>0x[0-9A-Fa-f]{40})\n\n"
    rf"(?:(?P<statement>[{_UNRESERVED}{_DELIMITERS}:/?#\[\]@ ]+)\n)?\n"
    rf"URI: (?P<uri>{_URI})\n"
    r"Version: 1\n"
    r"Chain ID: (?P<chain_id>[0-9]{1,20})\n"
    r"Nonce: (?P<nonce>[A-Za-z0-9]{8,128})\n"
    rf"Issued At: (?P<issued_at>{_TIME})"
    rf"(?:\nExpiration Time: (?P<expires_at>{_TIME}))?"
    rf"(?:\nNot Before: (?P<not_before>{_TIME}))?"
    rf"(?:\nRequest ID: (?P<request_id>{_PCHAR}*))?"
    rf"(?:\nResources:(?P<resources>(?:\n- {_URI})*))?"
)
_IPV6: Final = re.compile(r"\[([^\]]*)\]")


class SignInRefused(PlanetError):
    """A message, or the signature under it, proves nothing to us.

    Args:
        field: what is wrong: `"message"`, `"domain"`, `"signature"`; the words of the EIP in kebab-case.
        reason: what is wrong with it, and what is right.
    """

    def __init__(self, field: str, reason: str) -> None:
        super().__init__("sign-in-refused", f"{field}: {reason}; ask for a new nonce and sign in again")
        self.field = field


@dataclass(frozen=True)
class SignIn:
    """A message of EIP-4361, version 1. Times are unix seconds, rounded down.

    Attributes:
        domain: the RFC 3986 authority that asks, such as `planet.example`.
        address: lower case; in the text it has its checksum.
        statement: ASCII, by the EIP's grammar; never the text of a stranger.
    """

    domain: str
    address: str
    uri: str
    chain_id: int
    nonce: str
    issued_at: int
    expires_at: int | None = None
    not_before: int | None = None
    statement: str | None = None
    scheme: str | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """The message that `text` is, by the grammar of EIP-4361 and nothing looser.

        Raises:
            SignInRefused: it is none.
        """
        found = _MESSAGE.fullmatch(text) if len(text) <= LONGEST else None
        if found is None or not all(map(_is_ipv6, _IPV6.findall(found["domain"] + found["uri"]))):
            raise SignInRefused("message", "this is no message of EIP-4361, version 1")
        if checksum_address(found["address"]) != found["address"]:
            raise SignInRefused("address", "its capitals are not the checksum of EIP-55")
        return cls(
            domain=found["domain"],
            address=lower_address(found["address"]),
            uri=found["uri"],
            chain_id=int(found["chain_id"]),
            nonce=found["nonce"],
            issued_at=_seconds("issued-at", found["issued_at"]),
            expires_at=_seconds("expiration-time", found["expires_at"]) if found["expires_at"] else None,
            not_before=_seconds("not-before", found["not_before"]) if found["not_before"] else None,
            statement=found["statement"],
            scheme=found["scheme"],
        )

    @property
    def text(self) -> str:
        """What a wallet shows and signs."""
        lines = [
            f"{self.domain} wants you to sign in with your Ethereum account:",
            checksum_address(self.address),
            "",
            *([self.statement] if self.statement else []),
            "",
            f"URI: {self.uri}",
            "Version: 1",
            f"Chain ID: {self.chain_id}",
            f"Nonce: {self.nonce}",
            f"Issued At: {_iso(self.issued_at)}",
        ]
        if self.expires_at is not None:
            lines.append(f"Expiration Time: {_iso(self.expires_at)}")
        return "\n".join(lines)

    def check(self, origins: Collection[str], chain_id: int, now: int) -> None:
        """Refuse a message that was signed for another site, chain or time. Its nonce is not looked at.

        Args:
            origins: where our page is, such as `https://planet.example`.
            now: unix seconds.
        Raises:
            SignInRefused: by the field that is wrong.
        """
        origin = next((each for each in origins if each.partition("://")[2] == self.domain), None)
        if origin is None:
            raise SignInRefused("domain", f"it was signed for {self.domain}, which is not this site")
        if self.scheme is not None and self.scheme != origin.partition("://")[0]:
            raise SignInRefused("scheme", f"{self.scheme} is not how this site is reached")
        if self.uri != origin and not self.uri.startswith(f"{origin}/"):
            raise SignInRefused("uri", "it lies outside of this site")
        if self.chain_id != chain_id:
            raise SignInRefused("chain-id", f"it is of chain {self.chain_id}, this service of {chain_id}")
        if not now - _OLDEST <= self.issued_at <= now + SKEW:
            raise SignInRefused("issued-at", "it is not of now; is the clock right")
        if self.expires_at is not None and self.expires_at <= now:
            raise SignInRefused("expiration-time", "its time is over")
        if self.not_before is not None and self.not_before > now:
            raise SignInRefused("not-before", "its time has not come")


def _is_ipv6(text: str) -> bool:
    try:
        IPv6Address(text)
    except ValueError:
        return False
    return True


def _seconds(field: str, text: str) -> int:
    try:
        return int(datetime.fromisoformat(text.upper()).timestamp())
    except (ValueError, OverflowError):
        raise SignInRefused(field, "there is no such time") from None


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
