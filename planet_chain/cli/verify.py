"""`planet verify`: trust no root that the bundle does not lead to."""

from pathlib import Path
from typing import Literal

from planet_chain.cli.output import Output


def verify(
    bundle: Path,
    *,
    root: str | None = None,
    engine: Literal["duckdb", "reference"] = "reference",
    output: Output = Output(),  # noqa: B008 - frozen, and cyclopts reads its options from the default
) -> None:
    """Check that a bundle is whole, and that it leads to the root that was announced.

    Exits with 0 only when both are so.

    Parameters
    ----------
    bundle
        The directory of an epoch bundle, format planet-epoch/1.
    root
        The announced Merkle root, 0x and 64 hexadecimal digits. Without it, only the bundle is checked.
    engine
        What derives the root: reference shares no step with what announced it, duckdb is for large weeks.
    """
    from planet_chain.rewards.outputs import summary
    from planet_chain.rewards.verify import verify as derive

    output.progress(f"Deriving the root of {bundle} …")
    said = summary(derive(bundle, root, engine))
    known = {"same": True} if root is not None else {}
    output.result({**{key: said[key] for key in ("epoch", "root", "inputs_hash")}, **known})
