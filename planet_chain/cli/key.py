"""`planet key`: who may write into the community."""

import time
from typing import TYPE_CHECKING, Any

from cyclopts import App

from planet_chain.cli.output import Output

if TYPE_CHECKING:
    from planet_chain.store.community import ApiKey

app = App(name="key", help="API keys of those who bring in data.")


@app.command
def create(
    name: str,
    *,
    scope: str = "activity,members,posts,values",
    out: Output = Output(),
) -> None:
    """Issue a key. It is shown this once and kept nowhere.

    Parameters
    ----------
    name
        Who gets it.
    scope
        What it may write, separated by commas.
    """
    from planet_chain.cli.system import database_of
    from planet_chain.community import keys
    from planet_chain.config import settings
    from planet_chain.store.database import transaction

    scopes = [word.strip() for word in scope.split(",") if word.strip()]
    with transaction(database_of(settings())) as session:
        row, key = keys.create(session, name, scopes, now=int(time.time()))
        shown = _shown(row)
    out.progress("Keep this key; it cannot be shown again.")
    out.result(shown | {"key": key}, key)


@app.command(name="list")
def list_(*, out: Output = Output()) -> None:
    """Show who has a key, and what it may do."""
    from planet_chain.cli.readable import moment, words
    from planet_chain.cli.system import database_of
    from planet_chain.community import keys
    from planet_chain.config import settings
    from planet_chain.store.database import transaction

    with transaction(database_of(settings())) as session:
        rows = [_shown(row) for row in keys.listed(session)]
    columns = ("id", "name", "scopes", "created_at", "revoked_at")
    out.table(rows, columns, "There are no keys.", scopes=words, created_at=moment, revoked_at=moment)


@app.command
def revoke(number: int, *, out: Output = Output()) -> None:
    """Make a key useless, at once and for ever.

    Parameters
    ----------
    number
        Its id, as `planet key list` shows it.
    """
    from planet_chain.cli.system import database_of
    from planet_chain.community import keys
    from planet_chain.config import settings
    from planet_chain.store.database import transaction

    with transaction(database_of(settings())) as session:
        shown = _shown(keys.revoke(session, number, now=int(time.time())))
    out.result(shown, f"Key {number} ({shown['name']}) is revoked.")


def _shown(row: "ApiKey") -> dict[str, Any]:
    return row.model_dump(include={"id", "name", "scopes", "created_at", "revoked_at"})
