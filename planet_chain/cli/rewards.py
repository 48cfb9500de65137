"""`planet rewards`: why a creator is paid what it is paid."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from planet_chain.cli.output import Output

if TYPE_CHECKING:
    from planet_chain.rewards.explanation import Story

app = App(name="rewards", help="Explain a week's rewards from its bundle.")


@app.command
def explain(
    bundle: Path,
    creator: str,
    *,
    picture: Annotated[Path | None, Parameter(name="--picture")] = None,
    out: Output = Output(),
) -> None:
    """Show why a creator is paid: from which tranche, brought by whom, for which posts, and what the cap cut.

    The lines of posts sum to the pay; those of readers sum to both tranches, before the cap.

    Parameters
    ----------
    bundle
        The directory of an epoch bundle, format planet-epoch/1.
    creator
        An entity of the bundle, or a payout address: then every entity that is paid there.
    picture
        A file to draw it to, as SVG; with more than one entity, the first.
    """
    from planet_chain.files import write_whole
    from planet_chain.rewards.engines.duckdb import duckdb_backend
    from planet_chain.rewards.engines.explained import stories
    from planet_chain.rewards.picture import drawn

    out.progress(f"Settling {bundle} to explain it …")
    found = stories(duckdb_backend(), bundle, creator)
    if picture is not None:
        write_whole(picture, drawn(found[0]).encode())
        out.progress(f"Drew {picture}.")
    shown = [_plain(story) for story in found]
    out.result(shown, "\n\n".join(_text(story) for story in found))


def _plain(story: "Story") -> dict[str, Any]:
    row = story.allocation
    money = {name: str(getattr(row, name)) for name in ("value", "base", "cut", "paid")}
    return {
        "epoch": story.epoch,
        "entity": row.entity,
        "account": row.account,
        **money,
        "crowds": [
            {**crowd._asdict(), "value": str(crowd.value), "base": str(crowd.base)} for crowd in story.crowds
        ],
        "posts": [{"post": line.post, "amount": str(line.amount)} for line in story.posts],
    }


def _text(story: "Story") -> str:
    row = story.allocation
    lines = [
        f"Epoch {story.epoch}: {row.entity} is paid {row.paid} smallest units, to {row.account}.",
        f"  {row.value} for the value behind its readers, {row.base} for their breadth, {row.cut} cut off",
        "Brought by readers of the taste that this creator stands for (value, breadth):",
        *(f"  {one.cluster}: {one.readers} readers, {one.value} + {one.base}" for one in story.crowds),
        "For the posts:",
        *(f"  {line.post}: {line.amount}" for line in story.posts),
    ]
    return "\n".join(lines)
