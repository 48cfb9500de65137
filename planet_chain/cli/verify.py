"""`planet verify`: trust no root that the bundle does not lead to."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from planet_chain.cli.output import Output, WrongUsage

if TYPE_CHECKING:
    from planet_chain.rewards.replay import Finding

_WHERE = "Name either the directory of a bundle, or the service to take it from with --from."


def verify(
    bundle: Path | None = None,
    *,
    root: str | None = None,
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    epoch: int | None = None,
    rpc_url: str | None = None,
    engine: Literal["duckdb", "reference", "spark"] = "reference",
    master: str = "local[*]",
    output: Output = Output(),
) -> None:
    """Check that a bundle is whole, and that it leads to the root that was announced.

    The bundle is a directory, to be compared with --root; or it is downloaded from a service, and compared
    with what the chain says about it. Exits with 0 only when everything is so.

    Parameters
    ----------
    bundle
        The directory of an epoch bundle, format planet-epoch/1.
    root
        The announced Merkle root, 0x and 64 hexadecimal digits. Without it, only the bundle is checked.
    from_
        URL of a service: its bundle is downloaded, and its root taken from the chain.
    epoch
        Which week, with --from; the newest with a bundle else.
    rpc_url
        Your own node, with --from; the default is PLANET_RPC_URL, else the network's first public one.
    engine
        What derives the root: reference shares no step with what announced it, duckdb is for large weeks,
        spark for those beyond one machine.
    master
        Where Spark runs, for a bundle that is a directory: local[4] for four cores here, or spark://host:7077.
    """
    from planet_chain.rewards.outputs import summary
    from planet_chain.rewards.verify import verify as derive

    if (bundle is None) == (from_ is None):
        raise WrongUsage(_WHERE)
    if from_ is not None:
        if root is not None:
            raise WrongUsage("With --from the root is taken from the chain: leave --root out.")
        _verify_published(from_, epoch, rpc_url, engine, output)
    elif bundle is not None:
        output.progress(f"Deriving the root of {bundle} …")
        said = summary(derive(bundle, root, engine, master))
        known = {"same": True} if root is not None else {}
        output.result({**{key: said[key] for key in ("epoch", "root", "inputs_hash")}, **known})


def _verify_published(
    url: str,
    epoch: int | None,
    rpc_url: str | None,
    engine: Literal["duckdb", "reference", "spark"],
    output: Output,
) -> None:
    from planet_chain.cli.system import replay_of
    from planet_chain.config import settings

    replay = replay_of(settings(), url, rpc_url, engine)
    number = epoch or replay.newest()
    output.progress(f"Downloading epoch {number} from {url}, and deriving its root …")
    finding = replay.one(number)
    output.result(asdict(finding), "\n".join(_proved(finding, url)))
    raise SystemExit(0 if finding.verdict == "same" else 1)


def _proved(finding: "Finding", url: str) -> list[str]:
    """What was proved, and what was not, in words."""
    state = {
        "activated": "The chain activated this root: it is claimable for ever.",
        "pending": "The chain has it in its challenge window: guardians can still reject it.",
        "rejected": "A guardian rejected it on chain: nothing can be claimed by it.",
        "withdrawn": "The settler took it back: nothing can be claimed by it.",
        "empty": "It has no leaf, so nothing was announced.",
        "undecided": "The chain has not heard of it: this is only what the service says.",
    }[finding.state]
    announced = finding.state in ("activated", "pending", "rejected", "withdrawn")
    lines = [
        f"Epoch {finding.epoch} of {url}: {'proved' if finding.verdict == 'same' else 'NOT as announced'}."
    ]
    if announced:
        lines.append(f"The bundle has the hash that the settler announced on chain: {finding.inputs_hash}.")
    lines.append(f"It leads to root {finding.derived}.")
    lines += [f"WRONG: {reason}." for reason in finding.reasons]
    if announced and not finding.reasons:
        lines.append("That is the root on chain, and the totals announced with it are those of its leaves.")
    lines.append(state)
    lines.append(
        "Not shown by this: that the week builds on the one before (`planet audit rewards` does), and that no"
        " activity was left out of the bundle."
    )
    return lines
