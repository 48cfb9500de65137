"""`planet competition`: Planet Wars, from its announcement to the list of its prizes."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from cyclopts import App, Parameter

from planet_chain.cli.output import Output

if TYPE_CHECKING:
    from planet_chain.store.competitions import Competition, CompetitionStanding

app = App(name="competition", help="Planet Wars: announce, list, board, close, prizes.")

DryRun = Annotated[bool, Parameter(name="--dry-run", negative=(), help="Only say what it would come to.")]
_DECIMALS: Final = 6


@app.command
def announce(
    name: str,
    *,
    opens: datetime,
    closes: datetime,
    stake: str = "50",
    backing: str = "50",
    dry_run: DryRun = False,
    out: Output = Output(),
) -> None:
    """Announce a competition. It must open in the future, and is never changed.

    Parameters
    ----------
    name
        Without blanks, such as planet-wars-1.
    opens
        UTC, such as 2026-12-01T00:00.
    closes
        UTC; the first moment that does not count any more.
    stake
        USD₮0 that must have been at work for somebody to be ranked.
    backing
        The most USD₮0 of a profit that one other person's money can stand behind.
    """
    from datetime import UTC

    from planet_chain.community import competitions
    from planet_chain.core.amounts import parse_whole

    with _session() as session:
        now = int(datetime.now(UTC).timestamp())
        row = competitions.announce(
            session,
            name,
            opens_at=int(opens.replace(tzinfo=opens.tzinfo or UTC).timestamp()),
            closes_at=int(closes.replace(tzinfo=closes.tzinfo or UTC).timestamp()),
            stake=parse_whole(stake, _DECIMALS),
            backing=parse_whole(backing, _DECIMALS),
            now=now,
        )
        shown = _shown(row)
        if dry_run:
            session.rollback()
    out.result(shown)


@app.command(name="list")
def list_(*, out: Output = Output()) -> None:
    """Show the competitions, the newest first."""
    from planet_chain.cli.readable import moment
    from planet_chain.community import competitions

    with _session() as session:
        rows = [_shown(row) for row in competitions.competitions(session)]
    columns = ("number", "name", "state", "opens_at", "closes_at")
    out.table(rows, columns, "No competition was announced yet.", opens_at=moment, closes_at=moment)


@app.command
def board(
    number: int,
    kind: Literal["people", "communities"] = "people",
    *,
    out: Output = Output(),
) -> None:
    """Show who leads, from finalized trades.

    Parameters
    ----------
    number
        Of the competition.
    kind
        Which of the two boards.
    """
    from planet_chain.cli.readable import dollars, percent
    from planet_chain.community import competitions
    from planet_chain.core.addresses import checksum_address

    with _session() as session:
        competitions.refresh(session)
        rows = [_placed(row) for row in competitions.board(session, number, kind)]
    columns = ("place", "account", "profit", "capital", "score")
    out.table(
        rows,
        columns,
        "Nobody is ranked.",
        account=checksum_address,
        profit=dollars,
        capital=dollars,
        score=percent,
    )


@app.command
def close(number: int, *, dry_run: DryRun = False, out: Output = Output()) -> None:
    """Make the boards of a competition final, as the worker does when its span is over and final.

    Parameters
    ----------
    number
        Of the competition.
    """
    from planet_chain.community import competitions

    with _session() as session:
        shown = _shown(competitions.close(session, number))
        if dry_run:
            session.rollback()
    out.result(shown)


@app.command
def prizes(
    number: int,
    *,
    pool: str,
    to: Path,
    shares: tuple[int, ...] = (50, 30, 20),
    out: Output = Output(),
) -> None:
    """Write who wins what, as the CSV that an airdrop is built from.

    Parameters
    ----------
    number
        Of a competition that is closed, or can be.
    pool
        Whole USD₮0: half for the board of people, half for the creators of the communities.
    to
        The CSV to write: account, amount in whole tokens. It replaces a file of that name.
    shares
        Of the first, the second, … of each board.
    """
    from planet_chain.community import competitions
    from planet_chain.core.amounts import parse_whole
    from planet_chain.files import write_whole

    with _session() as session:
        rows = competitions.prize_list(session, number, parse_whole(pool, _DECIMALS), shares)
    write_whole(to, competitions.prize_csv(rows))
    total = sum(amount for _, amount in rows)
    out.result(
        {"file": str(to), "winners": len(rows), "total": str(total)},
        f"Wrote {len(rows)} prizes to {to}.",
    )


def _session() -> Any:
    from planet_chain.cli.system import database_of
    from planet_chain.config import settings
    from planet_chain.store.database import transaction

    return transaction(database_of(settings()))


def _shown(row: "Competition") -> dict[str, Any]:
    return row.model_dump() | {"stake": str(row.stake), "backing": str(row.backing)}


def _placed(row: "CompetitionStanding") -> dict[str, Any]:
    amounts = ("profit", "capital", "score")
    return row.model_dump(exclude={"competition", "board"}) | {
        name: str(getattr(row, name)) for name in amounts
    }
