"""`planet values`: what members are worth to the exchange, by its word."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from planet_chain.cli.output import Output

if TYPE_CHECKING:
    from planet_chain.community.feeds import Taken

app = App(name="values", help="Members' trading fees by the exchange's word: from a file, or its feed.")

DryRun = Annotated[bool, Parameter(name="--dry-run", negative=(), help="Try everything, and take it back.")]


@app.command(name="import")
def import_(
    file: Path,
    *,
    dry_run: DryRun = False,
    out: Output = Output(),
) -> None:
    """Take a CSV file of values, all of it or nothing. Members that it does not name keep theirs.

    Parameters
    ----------
    file
        With the columns member and value: net trading fees over 28 days, whole value units. Rows about nobody
        who is a member here are skipped and counted.
    """
    from planet_chain.cli.system import kept
    from planet_chain.community.feeds import take_csv
    from planet_chain.config import settings

    with kept(settings()) as session:
        taken = take_csv(session, file)
        if dry_run:
            session.rollback()
    out.result(_shown(taken) | {"dry_run": dry_run})


@app.command
def pull(*, dry_run: DryRun = False, out: Output = Output()) -> None:
    """Ask the exchange's feed now, as the worker does every hour."""
    from planet_chain.cli.system import feed_of, kept
    from planet_chain.community.feeds import take_statement
    from planet_chain.config import settings

    config = settings()
    statement = feed_of(config).read()
    with kept(config) as session:
        taken = take_statement(session, "values", statement.as_of, statement.sha256, statement.body)
        if dry_run:
            session.rollback()
    out.result(_shown(taken) | {"as_of": statement.as_of, "dry_run": dry_run})


def _shown(taken: "Taken") -> dict[str, Any]:
    return {"rows": taken.rows, "unknown": taken.unknown, "changed": taken.changed}
