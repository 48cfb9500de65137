"""`planet settle`: a week's rewards, from its bundle."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from planet_chain.cli.output import Output


def settle(
    bundle: Path,
    *,
    out: Annotated[Path, Parameter(name="--out")],
    engine: Literal["duckdb", "reference", "spark"] = "duckdb",
    master: str = "local[*]",
    output: Output = Output(),
) -> None:
    """Compute who earned what in a week, from its bundle and nothing else.

    Parameters
    ----------
    bundle
        The directory of an epoch bundle, format planet-epoch/1.
    out
        The directory to write: settlement.json, tree.json and four tables. Nothing there is overwritten.
    engine
        What computes it, to the same bytes: duckdb for one machine, spark for a cluster, reference in
        readable Python.
    master
        Where Spark runs: local[4] for four cores here, or spark://host:7077.
    """
    from planet_chain.rewards.engines import settle as settle_by
    from planet_chain.rewards.outputs import summary, write_outputs

    output.progress(f"Settling {bundle} …")
    settlement = settle_by(bundle, engine, master)
    write_outputs(out, settlement)
    shown = ("root", "paid", "carry_out", "returned", "creators", "points")
    said = summary(settlement)
    output.result({key: said[key] for key in shown})
    output.progress(f"Wrote {out}.")
