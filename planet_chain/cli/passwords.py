"""Secrets on their way in: asked for without echo, or read from a file; never an argument, never printed."""

import getpass
import sys
from pathlib import Path

from planet_chain.core.errors import PlanetError


class SecretMissing(PlanetError):
    """There is nobody to ask for a secret, and no file that holds it."""

    def __init__(self, what: str, option: str) -> None:
        super().__init__(
            "secret-missing", f"There is no terminal to ask for {what} on; give it in a file, {option} FILE."
        )


def password_of(wallet: str, file: Path | None, *, confirm: bool = False) -> str:
    """The password of `wallet`: the first line of `file`, else what is typed.

    Args:
        confirm: ask twice, for a password that is new.
    Raises:
        SecretMissing: no file, and no terminal.
    """
    if file is not None:
        return first_line(file)
    if not sys.stdin.isatty():
        raise SecretMissing(f"the password of the wallet {wallet!r}", "--password-file")
    password = getpass.getpass(f"Password of the wallet {wallet!r}: ")
    if confirm and getpass.getpass("The same again: ") != password:
        raise PlanetError("passwords-differ", "The two passwords differ; nothing was written, try again.")
    return password


def key_of(wallet: str, file: Path | None) -> str:
    """A private key to import: the first line of `file`, else of piped stdin, else what is typed."""
    if file is not None:
        return first_line(file)
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return getpass.getpass(f"Private key for the wallet {wallet!r} (not shown): ").strip()


def first_line(file: Path) -> str:
    """The first line of `file`, without its end: the form in which a file holds a secret."""
    with file.open() as lines:
        return lines.readline().rstrip("\r\n")
