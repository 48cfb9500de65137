"""`planet moderation`: what the operator decides about posts, in the same log as the moderators."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter

from planet_chain.cli.output import Output

if TYPE_CHECKING:
    from sqlmodel import Session

    from planet_chain.store.moderation import ModerationFact

app = App(name="moderation", help="Posts: what waits, hide, restore, retype, answer, the log.")

DryRun = Annotated[bool, Parameter(name="--dry-run", negative=(), help="Try it, and take it back.")]
Reason = Literal["spam", "scam", "impersonation", "abuse", "illegal", "copyright", "wrong-type", "other"]
_OPERATOR = "operator"


@app.command(name="list")
def list_(*, limit: int = 50, out: Output = Output()) -> None:
    """Show what waits for a moderator, the longest waiting first.

    Parameters
    ----------
    limit
        How many posts.
    """
    from planet_chain.cli.system import kept
    from planet_chain.config import settings
    from planet_chain.store.queries.moderation import queue

    with kept(settings()) as session:
        rows = [each._asdict() for each in queue(session, limit=limit)]
    out.table(rows, ("post", "reports", "reasons", "appeal"), "Nothing waits.")


@app.command
def log(post: str | None = None, *, limit: int = 50, out: Output = Output()) -> None:
    """Show what was reported, hidden and decided, the newest first.

    Parameters
    ----------
    post
        Only about this one.
    limit
        How many rows.
    """
    from planet_chain.cli.readable import moment
    from planet_chain.cli.system import kept
    from planet_chain.config import settings
    from planet_chain.store.queries import moderation

    with kept(settings()) as session:
        rows = [_shown(row) for row in moderation.log(session, post=post, limit=limit)]
    columns = ("id", "at", "post", "act", "actor", "reason", "words")
    out.table(rows, columns, "Nothing was moderated yet.", at=moment)


@app.command
def hide(
    post: str,
    *,
    reason: Reason,
    words: str,
    dry_run: DryRun = False,
    out: Output = Output(),
) -> None:
    """Hide a post: from now on it earns nothing, and everybody sees why.

    Parameters
    ----------
    post
        Its id.
    reason
        One of the codes.
    words
        For everybody to read.
    """
    _decide(out, dry_run, "hide", post, reason, words)


@app.command
def restore(
    post: str,
    *,
    words: str,
    dry_run: DryRun = False,
    out: Output = Output(),
) -> None:
    """Show a hidden post again: it earns from now on.

    Parameters
    ----------
    post
        Its id.
    words
        Why, for everybody to read.
    """
    _decide(out, dry_run, "restore", post, words)


@app.command
def retype(
    post: str,
    type: str,
    *,
    words: str,
    dry_run: DryRun = False,
    out: Output = Output(),
) -> None:
    """Correct the content type of a post, for the weeks that close later.

    Parameters
    ----------
    post
        Its id.
    type
        What it is, such as video.
    words
        Why, for everybody to read.
    """
    _decide(out, dry_run, "retype", post, type, words)


@app.command
def answer(
    post: str,
    how: Literal["dismiss", "uphold"],
    *,
    words: str,
    dry_run: DryRun = False,
    out: Output = Output(),
) -> None:
    """Answer reports (dismiss: nothing is wrong) or an appeal (uphold: it stays hidden).

    Parameters
    ----------
    post
        Its id.
    how
        What is answered.
    words
        Why, for everybody to read.
    """
    _decide(out, dry_run, how, post, words)


def _decide(out: Output, dry_run: bool, how: str, post: str, *said: str) -> None:
    from planet_chain.cli.system import kept
    from planet_chain.community import moderation
    from planet_chain.config import settings

    with kept(settings()) as session:
        decide = getattr(moderation, how)
        shown = _shown(decide(session, post, _OPERATOR, *said, now=_chain_time(session)))
        if dry_run:
            session.rollback()
    done = "Would be written" if dry_run else "Written"
    out.result(shown, f"{done}: {post} {shown['act']} from {shown['at']} on.")


def _chain_time(session: "Session") -> int:
    from planet_chain.core.errors import PlanetError
    from planet_chain.store.queries.index import index_status

    status = index_status(session)
    if status is None:
        raise PlanetError(
            "index-not-started", "The chain is not indexed yet, so it has no time: planet index run"
        )
    return status.head_time


def _shown(row: "ModerationFact") -> dict[str, Any]:
    return row.model_dump()
