"""Wallets: keys in encrypted files (keystore v3), opened only in memory and never printed."""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eth_account import Account
from eth_account.signers.local import LocalAccount

from planet_chain.core.addresses import checksum_address
from planet_chain.core.errors import PlanetError
from planet_chain.files import write_whole

STRONG: Final = 262_144
"Work of scrypt for a real wallet: about a second and 256 MB."
WEAK: Final = 4_096
"Work of scrypt for keys that are public anyway, those of the local testnet."

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class UnknownWallet(PlanetError):
    """No wallet has this name."""

    def __init__(self, name: str, directory: Path) -> None:
        super().__init__(
            "unknown-wallet",
            f"There is no wallet {name!r} in {directory}; `planet wallet new {name}` makes one.",
        )


class WalletExists(PlanetError):
    """A wallet of this name is there already; it is never overwritten."""

    def __init__(self, name: str, directory: Path) -> None:
        super().__init__("wallet-exists", f"There is a wallet {name!r} in {directory}; choose another name.")


class InvalidWallet(PlanetError):
    """A name or a file that is no wallet."""

    def __init__(self, sentence: str) -> None:
        super().__init__("invalid-wallet", sentence)


class WrongPassword(PlanetError):
    """The password does not open the wallet."""

    def __init__(self, name: str) -> None:
        super().__init__("wrong-password", f"The password does not open the wallet {name!r}; try again.")


class InvalidKey(PlanetError):
    """A text is no private key. The text itself is never repeated."""

    def __init__(self) -> None:
        super().__init__("invalid-key", "This is no private key; give 64 hexadecimal digits.")


@dataclass(frozen=True)
class Wallet:
    """A wallet as anybody may see it.

    Attributes:
        address: EIP-55.
    """

    name: str
    address: str
    path: Path


def new_wallet(directory: Path, name: str, password: str, work: int = STRONG) -> Wallet:
    """Make a wallet with a fresh random key.

    Args:
        directory: of the keystore files; made, for its owner alone, when missing.
        name: lower-case letters, digits, `.`, `_`, `-`.
        work: the cost of trying one password, `STRONG` or `WEAK`.
    Raises:
        WalletExists: the name is taken.
        InvalidWallet: the name is unfit, or the password is empty.
    """
    return _store(directory, name, Account.create(), password, work)


def import_wallet(directory: Path, name: str, key: str, password: str, work: int = STRONG) -> Wallet:
    """Make a wallet of a private key: 64 hexadecimal digits, with or without 0x. Else like `new_wallet`.

    Raises:
        InvalidKey: it is no private key.
    """
    try:
        account = Account.from_key(bytes.fromhex(key.strip().removeprefix("0x")))
    except Exception:  # the libraries repeat the key in their messages; it must not travel on
        raise InvalidKey from None
    return _store(directory, name, account, password, work)


def wallets(directory: Path) -> list[Wallet]:
    """Every wallet in `directory`, by name; none when it does not exist. Their passwords are not needed."""
    return [wallet_of(directory, path.stem) for path in sorted(directory.glob("*.json"))]


def wallet_of(directory: Path, name: str) -> Wallet:
    """The wallet called `name`, without opening it.

    Raises:
        UnknownWallet: there is none.
        InvalidWallet: its file is no keystore.
    """
    path = _path(directory, name)
    return Wallet(name, checksum_address("0x" + _read(path, name)["address"].removeprefix("0x")), path)


def unlock(directory: Path, name: str, password: str) -> LocalAccount:
    """The account of wallet `name`, able to sign.

    Raises:
        UnknownWallet: there is none.
        WrongPassword: the password does not open it.
        InvalidWallet: its file is no keystore.
    """
    keystore = _read(_path(directory, name), name)
    try:
        key = Account.decrypt(keystore, password)
    except ValueError as error:
        if "MAC mismatch" in str(error):
            raise WrongPassword(name) from None
        raise InvalidWallet(f"The wallet {name!r} in {directory} is damaged; restore its file.") from None
    except (KeyError, TypeError, NotImplementedError):
        raise InvalidWallet(f"The wallet {name!r} in {directory} is damaged; restore its file.") from None
    account: LocalAccount = Account.from_key(key)
    return account


def _store(directory: Path, name: str, account: LocalAccount, password: str, work: int) -> Wallet:
    path = _path(directory, name)
    if path.exists():
        raise WalletExists(name, directory)
    if not password:
        raise InvalidWallet("The password is empty; choose one.")
    keystore = Account.encrypt(account.key, password, kdf="scrypt", iterations=work)
    if not directory.exists():
        directory.mkdir(parents=True, mode=0o700)
        os.chmod(directory, 0o700)  # mkdir's mode is cut by the umask
    write_whole(path, (json.dumps(keystore) + "\n").encode(), 0o600)
    return Wallet(name, account.address, path)


def _path(directory: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise InvalidWallet(
            f"{name!r} is no name of a wallet; use lower-case letters, digits, dots, dashes, at most 64."
        )
    return directory / f"{name}.json"


def _read(path: Path, name: str) -> dict[str, Any]:
    try:
        keystore = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise UnknownWallet(name, path.parent) from None
    except ValueError:
        keystore = None
    if not isinstance(keystore, dict) or not isinstance(keystore.get("address"), str):
        raise InvalidWallet(f"{path} is no keystore file; restore it or move it away.")
    return keystore
