"""Keys for OKX: read from a file that only its user can read, signed with, never shown.

Source of the signature: OKX's "REST API authentication", https://web3.okx.com/onchainos/dev-docs
"""

import base64
import hmac
import stat
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from planet_chain.okx.errors import CredentialsUnfit

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Credentials:
    """A key of OKX's developer portal. Its parts are in no text that this object makes of itself."""

    key: str = field(repr=False)
    secret: str = field(repr=False)
    passphrase: str = field(repr=False)
    project: str | None = field(default=None, repr=False)

    @classmethod
    def load(cls, path: Path) -> "Credentials":
        """The credentials in the JSON file at `path`: `key`, `secret`, `passphrase`, and maybe `project`.

        Raises:
            CredentialsUnfit: it cannot be read, others may read it, or something is missing.
        """
        try:
            if path.stat().st_mode & _OTHERS:
                raise CredentialsUnfit(path, "others may read it; run chmod 600 on it")
            read = msgspec.json.decode(path.read_bytes(), type=_File)
        except OSError as error:
            raise CredentialsUnfit(path, f"cannot be read: {error.strerror}") from None
        except (msgspec.MsgspecError, UnicodeDecodeError):
            # the reason would quote what is in the file
            raise CredentialsUnfit(path, "is no JSON object with key, secret and passphrase") from None
        parts = (read.key, read.secret, read.passphrase, read.project or "-")
        if not all(part and part.isascii() and part.isprintable() for part in parts):
            raise CredentialsUnfit(path, "has an empty part, or one that no header can carry")
        return cls(read.key, read.secret, read.passphrase, read.project)

    def headers(self, method: str, path: str, at: float, body: str = "") -> dict[str, str]:
        """The headers that sign a request.

        Args:
            path: with its query, as it is sent.
            at: unix seconds, now; OKX takes it for 30 s.
        """
        moment = datetime.fromtimestamp(at, UTC)
        timestamp = moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"
        project = {"OK-ACCESS-PROJECT": self.project} if self.project else {}
        return {
            "OK-ACCESS-KEY": self.key,
            "OK-ACCESS-SIGN": signature(self.secret, timestamp + method + path + body),
            "OK-ACCESS-TIMESTAMP": timestamp,
            "OK-ACCESS-PASSPHRASE": self.passphrase,
            **project,
        }


class _File(msgspec.Struct, frozen=True):
    key: str
    secret: str
    passphrase: str
    project: str | None = None


def signature(secret: str, text: str | bytes) -> str:
    """Base64 of the HMAC-SHA256 of `text`."""
    signed = text.encode() if isinstance(text, str) else text
    return base64.b64encode(hmac.digest(secret.encode(), signed, "sha256")).decode()
