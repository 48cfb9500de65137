"""`planet audit`: derive again what was published, and compare it with the chain."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from planet_chain.cli.output import Output

if TYPE_CHECKING:
    from planet_chain.rewards.replay import Finding

app = App(name="audit", help="Recompute what was published: rewards.")


@app.command
def rewards(
    *,
    from_: Annotated[str, Parameter(name="--from")],
    rpc_url: str | None = None,
    rules: Path | None = None,
    engine: Literal["duckdb", "reference"] = "reference",
    out: Output = Output(),
) -> None:
    """Replay every published week from its bundle, in order, against the roots on chain.

    Each week must lead to the root and the totals that were announced, build on the week before, and keep the
    rules. Exits with 1 when one does not, or cannot be had. A week that guardians rejected is shown with what
    was wrong, and is no failure.

    Parameters
    ----------
    from_
        URL of the service that publishes the bundles.
    rpc_url
        Your own node; the default is PLANET_RPC_URL, else the network's first public one.
    rules
        A manifest.json whose parameters, unit, scarcity targets and pool were announced for all weeks.
    engine
        What derives the roots: reference shares no step with the settler's, duckdb is for large weeks.
    """
    from planet_chain.cli.readable import beginning, dollars
    from planet_chain.cli.system import replay_of
    from planet_chain.config import settings

    findings = []
    for finding in replay_of(settings(), from_, rpc_url, engine, rules).run():
        out.progress(f"Epoch {finding.epoch}: {finding.state}, {finding.verdict}.")
        findings.append(finding)
    failed = [one.epoch for one in findings if is_failure(one)]
    rows = [asdict(finding) for finding in findings]
    if out.json:
        out.result({"weeks": rows, "failed": failed})
    else:
        columns = ("epoch", "state", "verdict", "paid", "root", "reasons")
        out.table(rows, columns, "No week is closed yet.", paid=dollars, root=beginning, reasons="\n".join)
    raise SystemExit(1 if failed else 0)


def is_failure(finding: "Finding") -> bool:
    """Whether a week stands, or may stand, that is not what it must be."""
    return finding.verdict != "same" and finding.state not in ("rejected", "withdrawn")
