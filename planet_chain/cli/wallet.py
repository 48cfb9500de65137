"""`planet wallet`: encrypted keys."""

from pathlib import Path

from cyclopts import App

from planet_chain.cli.output import Output

app = App(name="wallet", help="Encrypted wallets: new, import, list.")


@app.command
def new(name: str, /, *, password_file: Path | None = None, out: Output = Output()) -> None:
    """Make a wallet with a fresh random key, encrypted with a password.

    Parameters
    ----------
    name
        Lower-case letters, digits, dots and dashes.
    password_file
        File whose first line is the password; without it you are asked.
    """
    from planet_chain.chain.signer import new_wallet
    from planet_chain.cli.passwords import password_of
    from planet_chain.config import settings

    config = settings()
    password = password_of(name, password_file or config.wallet_password_file, confirm=True)
    wallet = new_wallet(config.wallets, name, password)
    out.result(
        {"name": wallet.name, "address": wallet.address, "file": str(wallet.path)},
        f"{wallet.address}\nKept in {wallet.path}. Back it up: without file and password the key is gone.",
    )


@app.command(name="import")
def import_(
    name: str,
    /,
    *,
    key_file: Path | None = None,
    password_file: Path | None = None,
    out: Output = Output(),
) -> None:
    """Make a wallet of a private key that you have: typed, piped or in a file, never an argument.

    Parameters
    ----------
    name
        Lower-case letters, digits, dots and dashes.
    key_file
        File whose first line is the private key, 64 hexadecimal digits; without it you are asked.
    password_file
        File whose first line is the password; without it you are asked.
    """
    from planet_chain.chain.signer import import_wallet
    from planet_chain.cli.passwords import key_of, password_of
    from planet_chain.config import settings

    config = settings()
    key = key_of(name, key_file)
    password = password_of(name, password_file or config.wallet_password_file, confirm=True)
    wallet = import_wallet(config.wallets, name, key, password)
    out.result(
        {"name": wallet.name, "address": wallet.address, "file": str(wallet.path)},
        f"{wallet.address}\nKept in {wallet.path}. Now remove the key from wherever it came.",
    )


@app.command(name="list")
def list_(*, out: Output = Output()) -> None:
    """Show the wallets and their addresses; no password is needed."""
    from planet_chain.chain.signer import wallets
    from planet_chain.config import settings

    directory = settings().wallets
    rows = [
        {"name": wallet.name, "address": wallet.address, "file": str(wallet.path)}
        for wallet in wallets(directory)
    ]
    out.table(rows, ("name", "address"), f"No wallets in {directory}; `planet wallet new NAME` makes one.")
