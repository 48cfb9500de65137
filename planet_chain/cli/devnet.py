"""`planet devnet`: the local testnet's own commands."""

import re
from pathlib import Path
from typing import Final

from cyclopts import App

from planet_chain.cli.output import Output
from planet_chain.core.errors import PlanetError

app = App(name="devnet", help="The local testnet: start it over, move its time forward.")

_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


@app.command
def reset(*, dry_run: bool = False, out: Output = Output()) -> None:
    """Forget the local testnet: chain, database, deployment, sample. The next `planet dev` starts over.

    Parameters
    ----------
    dry_run
        Only say what would be removed.
    """
    import shutil

    from planet_chain.config import Settings
    from planet_chain.devnet.database import end_postgres
    from planet_chain.devnet.home import AlreadyRunning, DevHome

    home = DevHome(_home())
    owner = home.owner()
    if owner is not None:
        described = home.described()
        raise AlreadyRunning(owner, described["page"] if described else None)
    existed = home.directory.exists()
    if existed and not dry_run:
        end_postgres(home.postgres)
        shutil.rmtree(home.directory)
    if Settings().database_url is not None:
        out.progress(
            "PLANET_DATABASE_URL names a database of your own: empty it yourself, it is left as it is."
        )
    verb = "Would remove" if dry_run else "Removed"
    out.result(
        {"removed": str(home.directory) if existed and not dry_run else None, "existed": existed},
        f"{verb} {home.directory}." if existed else f"Nothing to remove: {home.directory} does not exist.",
    )


@app.command
def forward(duration: str, *, out: Output = Output()) -> None:
    """Let time pass on the local chain: `8d`, `36h`, `1w`. Weeks close and challenge windows end.

    Parameters
    ----------
    duration
        A number and s, m, h, d or w.
    """
    from datetime import UTC, datetime

    from planet_chain.devnet.anvil import rpc
    from planet_chain.devnet.home import DevHome, NotRunning

    match = re.fullmatch(r"([1-9][0-9]{0,8})([smhdw])", duration)
    if match is None:
        raise PlanetError(
            "invalid-duration", f"{duration!r} is no duration; write a number and s, m, h, d or w: 8d."
        )
    described = DevHome(_home()).described()
    if described is None:
        raise NotRunning
    url = described["rpc"]
    rpc(url, "evm_increaseTime", int(match[1]) * _SECONDS[match[2]])
    # finality trails the head by two blocks, and what counts is finalized time
    rpc(url, "anvil_mine", hex(4), hex(1))
    now = int(rpc(url, "eth_getBlockByNumber", "latest", False)["timestamp"], 16)
    out.result(
        {"chain_time": now},
        f"The local chain's time is now {datetime.fromtimestamp(now, UTC):%Y-%m-%d %H:%M:%S} UTC.",
    )


@app.command
def strict_rpc(
    *,
    node: str = "http://127.0.0.1:8545",
    port: int = 8547,
    log_range: int = 100,
    batch: int = 10,
    calls_per_second: int = 100,
    latency_ms: int = 50,
    out: Output = Output(),
) -> None:
    """Serve a node with the limits of X Layer's public one, until Ctrl-C. `planet dev --strict-rpc` uses it.

    Parameters
    ----------
    node
        URL of the node behind it.
    port
        Where it listens on 127.0.0.1.
    log_range
        Blocks that one `eth_getLogs` may span.
    batch
        Calls in one JSON-RPC batch.
    calls_per_second
        Of one address; a batch counts as its calls.
    latency_ms
        How long each request is on its way.
    """
    import uvicorn

    from planet_chain.devnet.strict_rpc import Limits, create_strict_rpc

    out.progress(f"Answering at http://127.0.0.1:{port} for {node}.")
    served = create_strict_rpc(node, Limits(log_range, batch, calls_per_second, latency_ms))
    uvicorn.run(served, host="127.0.0.1", port=port, log_level="warning")


@app.command(show=False)
def faucet() -> None:
    """Serve the local testnet's faucet; `planet dev` runs it."""
    from urllib.parse import urlparse

    import uvicorn

    from planet_chain.chain.deployment import Deployment
    from planet_chain.config import settings
    from planet_chain.devnet.faucet import create_faucet

    config = settings()
    if config.faucet_url is None:
        raise PlanetError("no-faucet", "PLANET_FAUCET_URL is not set; `planet dev` starts the faucet.")
    served = create_faucet(config.node_url, Deployment.load(config.deployment))
    uvicorn.run(served, host="127.0.0.1", port=urlparse(config.faucet_url).port or 0, log_level="warning")


def _home() -> Path:
    from planet_chain.config import settings

    return settings().home.absolute() / "devnet"
