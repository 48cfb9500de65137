"""`planet epoch`: the weekly run by hand. Every command can be repeated; what is done already stays."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Annotated, Any, Final

from cyclopts import App, Parameter

from planet_chain.cli.output import Output

if TYPE_CHECKING:
    from planet_chain.store.rewards import Epoch

app = App(name="epoch", help="The weekly run: status, close, settle, propose, activate.")

DryRun = Annotated[bool, Parameter(name="--dry-run", negative=(), help="Only say what is due.")]

_SIGNED: Final = frozenset({"fund", "propose", "activate"})
_NOTHING: Final = "Nothing is due."


@app.command
def status(*, out: Output = Output()) -> None:
    """Show every epoch, and how far it is."""
    from planet_chain.cli.readable import beginning, dollars, moment
    from planet_chain.cli.system import database_of
    from planet_chain.config import settings
    from planet_chain.store.database import transaction
    from planet_chain.store.queries.calendar import bounds, calendar
    from planet_chain.store.queries.rewards import epochs

    with transaction(database_of(settings())) as session:
        found = calendar(session)
        opens_at, closes_at = bounds(found, found.open_epoch)
        rows = [{"epoch": found.open_epoch, "state": "open", "opens_at": opens_at, "closes_at": closes_at}]
        rows += [_shown(row) for row in epochs(session, limit=1_000)]
    columns = ("epoch", "state", "closes_at", "paid", "creators", "root")
    out.table(rows, columns, "", closes_at=moment, paid=dollars, root=beginning)


@app.command
def close(*, dry_run: DryRun = False, out: Output = Output()) -> None:
    """Close every epoch that is over: what arrives later counts in the next one."""
    _run(("close",), dry_run, out)


@app.command
def settle(*, dry_run: DryRun = False, out: Output = Output()) -> None:
    """Write the bundle of the oldest closed epoch, and compute who earned what."""
    _run(("export", "settle"), dry_run, out)


@app.command
def propose(*, dry_run: DryRun = False, out: Output = Output()) -> None:
    """Fund the settled epoch, and put its root on chain, into the challenge window."""
    _run(("fund", "propose"), dry_run, out)


@app.command
def activate(*, dry_run: DryRun = False, out: Output = Output()) -> None:
    """Make the proposed root claimable, when its window is over."""
    _run(("activate",), dry_run, out)


@app.command
def run(*, dry_run: DryRun = False, out: Output = Output()) -> None:
    """Do everything that is due, as the worker does."""
    _run(("close", "export", "settle", "fund", "propose", "activate"), dry_run, out)


def _run(steps: Collection[str], dry_run: bool, out: Output) -> None:
    from planet_chain.cli.system import settler_of, weekly_of
    from planet_chain.config import settings

    config = settings()
    weekly = weekly_of(config, None)
    planned = [(number, step) for number, step in weekly.planned() if step in steps]
    if dry_run:
        rows = [{"epoch": number, "step": step} for number, step in planned]
        out.result(rows, "\n".join(f"Epoch {number}: {step}" for number, step in planned) or _NOTHING)
        return
    if _SIGNED.intersection(steps) and planned:
        weekly = weekly_of(config, settler_of(config))
    rows = []
    for step in weekly.run(steps):
        out.progress(step.said)
        rows.append({"epoch": step.epoch, "step": step.name, "moved": step.moved, "said": step.said})
    out.result(rows, "" if rows else _NOTHING)


def _shown(row: "Epoch") -> dict[str, Any]:
    """Everything public about an epoch; amounts as text."""
    shown = row.model_dump(exclude={"number", "secret"})
    amounts = ("pool", "carry_in", "carry_out", "returned", "paid", "points", "token_total", "points_total")
    return {
        "epoch": row.number,
        **shown,
        **{name: None if shown[name] is None else str(shown[name]) for name in amounts},
    }
