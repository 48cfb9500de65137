"""Lists of accounts that people write: CSV, refused with the row and the reason."""

import csv
import io
from pathlib import Path
from typing import Final

from planet_chain.airdrops.bundle import Weights
from planet_chain.airdrops.errors import ListRefused
from planet_chain.core.addresses import ZERO_ADDRESS, lower_address
from planet_chain.core.amounts import parse_amount, parse_whole
from planet_chain.core.errors import PlanetError

_HEADERS: Final = {("account",): "equal", ("account", "weight"): "balance", ("account", "amount"): "given"}


def read_list(path: Path, decimals: int) -> tuple[dict[str, int], Weights]:
    """Lower-case address -> weight above 0, and how to share by it.

    The header says what the file gives: `account` alone (equal parts), `account,weight` (whole numbers, parts
    in proportion) or `account,amount` (whole tokens, such as 12.5: exactly these).

    Args:
        decimals: of the token that is given.
    Raises:
        ListRefused: row and reason; nothing of the file is used.
    """
    try:
        written = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListRefused(str(path), None, f"this is no CSV in UTF-8 ({error})") from error
    return parse_list(written, decimals, str(path))


def parse_list(written: str, decimals: int, name: str = "the list") -> tuple[dict[str, int], Weights]:
    """The same of text.

    Args:
        name: of the list, for the sentence of an error.
    """
    try:
        rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline="")))
    except csv.Error as error:
        raise ListRefused(name, None, f"this is no CSV ({error})") from error
    header = tuple(cell.strip().lower() for cell in rows[0]) if rows else ()
    if header not in _HEADERS:
        raise ListRefused(name, 1, "the header must be account, or account,weight, or account,amount")
    kind = _HEADERS[header]
    found: dict[str, int] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue  # a line at the end that is empty says nothing
        try:
            account, weight = _entry([cell.strip() for cell in row], len(header), kind, decimals)
        except PlanetError as error:
            raise ListRefused(name, number, error.sentence) from error
        except ValueError as error:
            raise ListRefused(name, number, str(error)) from error
        if account in found:
            raise ListRefused(name, number, f"{account} stands above already; give each account one row")
        found[account] = weight
    if not found:
        raise ListRefused(name, None, "nobody stands in it")
    return found, kind  # type: ignore[return-value]  # the values of _HEADERS


def _entry(row: list[str], width: int, kind: str, decimals: int) -> tuple[str, int]:
    if len(row) != width:
        raise ValueError(f"it has {len(row)} columns instead of {width}")
    account = lower_address(row[0])
    if account == ZERO_ADDRESS:
        raise ValueError("nothing can be paid to the zero address")
    weight = 1
    if kind == "balance":
        weight = parse_amount(row[1])
    elif kind == "given":
        weight = parse_whole(row[1], decimals)
    if weight == 0:
        raise ValueError("0 gives nothing; leave the row out")
    return account, weight
