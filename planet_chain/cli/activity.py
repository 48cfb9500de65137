"""`planet activity`: interactions from files."""

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter

from planet_chain.cli.output import Output
from planet_chain.core.errors import PlanetError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlmodel import Session

    from planet_chain.community.edges import Assumptions
    from planet_chain.config import Settings

app = App(name="activity", help="Bring in interactions from files.")

_SAID_EVERY = 250_000


class OptionUnfit(PlanetError):
    """An option has a value that it cannot have here."""

    def __init__(self, option: str, reason: str) -> None:
        super().__init__("option-unfit", f"{option} {reason}")


class _DryRun(Exception):
    """Everything was tried, and is to be taken back."""


@app.command(name="import")
def import_(
    file: Path,
    *,
    format: Literal["edges", "csv", "jsonl"] = "csv",
    community: str | None = None,
    dwell: int = 30,
    value: int | None = None,
    values: Path | None = None,
    payouts: str | None = None,
    starts_at: str | None = None,
    dry_run: Annotated[bool, Parameter(negative=())] = False,
    out: Output = Output(),
) -> None:
    """Take a file of activity, all of it or nothing. Taking it again adds nothing.

    `csv` and `jsonl` hold id, member, post, action, quantity and at; members and posts must be known. `edges`
    holds messages, `source target unixtime` a line: everybody named becomes a member, and a message a visit
    to what its target posted that week, a comment and some seconds of attention. The options below fill in
    what messages do not say.

    Parameters
    ----------
    file
        What to read.
    format
        What its lines are.
    community
        Goes before the ids of people and posts of an edges file; the default is the file's name.
    dwell
        Seconds of attention that a message is taken for, 1..600.
    value
        Net trading fees of every member over 28 days, in whole value units. Messages carry no fees: without a
        value, only the base tranche of the pool pays.
    values
        CSV file with the columns member and value, for single members by their name in the file.
    payouts
        CSV file with the columns member and address; or `devnet`, for addresses whose keys anybody can
        derive, on the local testnet only.
    starts_at
        Where the first message is moved in time, and all others with it: `genesis` (when epoch 1 opened), a
        unix time, or `file` to move nothing. The default is `genesis` for a file that is older.
    dry_run
        Try everything, and take it back.
    """
    from planet_chain.cli.system import database_of
    from planet_chain.config import settings
    from planet_chain.store.database import transaction

    config, begun = settings(), time.monotonic()
    result: dict[str, Any] = {"file": str(file), "format": format, "dry_run": dry_run}
    try:
        with transaction(database_of(config)) as session:
            if format == "edges":
                assumed = _assumptions(config, file, community, dwell, value, values, payouts)
                result |= _take_edges(session, config, file, assumed, starts_at, out)
            else:
                result |= _take_rows(session, config, file, format, out)
            if dry_run:
                raise _DryRun
    except _DryRun:
        out.progress("This was a dry run: all of it was taken back.")
    result["seconds"] = round(time.monotonic() - begun, 2)
    out.result(result)


def _take_rows(
    session: "Session", config: "Settings", file: Path, format: str, out: Output
) -> dict[str, Any]:
    from planet_chain.community.files import read_csv, read_jsonl
    from planet_chain.community.imports import import_rows

    rows = _said((read_csv if format == "csv" else read_jsonl)(file), out)
    taken = import_rows(session, file, rows, now=None if config.chain.is_local else _now(session))
    epochs = {"first_epoch": taken.first_epoch, "last_epoch": taken.last_epoch}
    return {"rows": taken.rows, "accepted": taken.accepted, "duplicates": taken.duplicates, **epochs}


def _take_edges(
    session: "Session",
    config: "Settings",
    file: Path,
    assumed: "Assumptions",
    starts_at: str | None,
    out: Output,
) -> dict[str, Any]:
    from dataclasses import replace

    from planet_chain.community.edges import ACTION, import_edges
    from planet_chain.community.files import read_edges
    from planet_chain.store.queries.calendar import calendar

    genesis = calendar(session).genesis
    moved_to = _start(starts_at, file, genesis)
    assumed = replace(assumed, starts_at=moved_to)
    out.progress(f"Each message is taken for a {ACTION} and {assumed.seconds} s of attention (--dwell).")
    if moved_to is not None:
        out.progress(f"All messages are moved in time, so that the first is at {moved_to} (--starts-at).")
    if assumed.value is None and not assumed.values:
        out.progress("No values are given: members are worth 0, and only the base tranche pays (--value).")
    if assumed.payouts is None:
        out.progress("No payouts are given: nobody new can be paid (--payouts).")
    rows = _said(read_edges(file), out)
    local = config.chain.is_local
    found = import_edges(session, file, rows, assumed, now=_now(session), may_be_future=local)
    taken = found.taken
    return {
        "messages": found.messages,
        "people": found.people,
        "shift_seconds": found.shift,
        "rows": taken.rows,
        "accepted": taken.accepted,
        "duplicates": taken.duplicates,
        "first_epoch": taken.first_epoch,
        "last_epoch": taken.last_epoch,
    }


def _assumptions(
    config: "Settings",
    file: Path,
    community: str | None,
    dwell: int,
    value: int | None,
    values: Path | None,
    payouts: str | None,
) -> "Assumptions":
    from planet_chain.community.edges import Assumptions
    from planet_chain.community.files import read_pairs

    name = file.stem if community is None else community
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,32}", name):
        raise OptionUnfit("--community", f"is {name!r}; it has 1 to 32 letters, digits, dots, dashes or _")
    if not 1 <= dwell <= 600:
        raise OptionUnfit("--dwell", f"is {dwell}; it must be in 1..600")
    stated = None if values is None else read_pairs(values, "value", int)
    return Assumptions(name, dwell, None, value, stated, _payouts(config, payouts))


def _payouts(config: "Settings", given: str | None) -> "Callable[[str], str | None] | None":
    if given is None:
        return None
    if given == "devnet":
        if not config.chain.is_local:
            reason = f"devnet gives addresses with public keys; on {config.network} the money would be stolen"
            raise OptionUnfit("--payouts", reason)
        from planet_chain.devnet.accounts import sample_account

        return lambda name: sample_account(name).address
    from planet_chain.community.files import read_pairs
    from planet_chain.core.addresses import lower_address

    return read_pairs(Path(given), "address", lower_address).get


def _start(given: str | None, file: Path, genesis: int) -> int | None:
    if given == "file":
        return None
    if given == "genesis":
        return genesis
    if given is not None:
        if not re.fullmatch(r"[0-9]{1,10}", given):
            raise OptionUnfit("--starts-at", f"is {given!r}; write genesis, file or a unix time")
        return int(given)
    from planet_chain.community.files import read_edges

    first = min((edge.at for edge in read_edges(file)), default=genesis)
    return genesis if first < genesis else None


def _now(session: "Session") -> int:
    """The chain's time, as far as the index has read."""
    from planet_chain.store.queries.index import index_status

    status = index_status(session)
    return 0 if status is None else status.indexed_time


def _said(rows: "Iterable[Any]", out: Output) -> "Iterator[Any]":
    for number, row in enumerate(rows, 1):
        if number % _SAID_EVERY == 0:
            out.progress(f"  {number:,} lines")
        yield row
