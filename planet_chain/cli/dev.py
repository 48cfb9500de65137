"""`planet dev` and `planet stop`: the whole system on this machine."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

from cyclopts import Parameter

from planet_chain.cli.output import Output
from planet_chain.core.errors import PlanetError

if TYPE_CHECKING:
    from planet_chain.devnet.home import DevHome


def dev(
    *,
    detach: bool = False,
    sample: bool = True,
    port: int = 8000,
    rpc_port: int = 8545,
    strict_rpc: Annotated[bool, Parameter(negative=())] = False,
    out: Output = Output(),
) -> None:
    """Start everything on this machine and stay; Ctrl-C ends it.

    Chain (anvil, 1 s blocks, kept between starts), contracts, database, indexer, API, page, jobs, faucet and,
    the first time, a sample community. Where a port is taken, the next free one is used and printed.

    Parameters
    ----------
    detach
        Return when everything is ready; `planet stop` ends it.
    sample
        The first time, make a sample community.
    port
        Of the page and the API.
    rpc_port
        Of the chain.
    strict_rpc
        Give the chain the limits of X Layer's public node: 100 blocks a range, 100 calls a second.
    """
    from planet_chain.config import settings
    from planet_chain.devnet.home import DevHome

    config = settings()
    home = DevHome(config.home.absolute() / "devnet")
    if detach:
        _start_behind(home, sample, port, rpc_port, strict_rpc, out)
        return
    _stay(home, sample=sample, port=port, rpc_port=rpc_port, strict_rpc=strict_rpc, out=out)


def stop(*, out: Output = Output()) -> None:
    """Stop the local testnet of this home, wherever it was started."""
    from planet_chain.config import settings
    from planet_chain.devnet.home import DevHome

    stopped = DevHome(settings().home.absolute() / "devnet").stop()
    out.result(
        {"stopped": stopped}, "Stopped." if stopped else "Nothing to stop: the local testnet is not running."
    )


def _stay(home: "DevHome", *, sample: bool, port: int, rpc_port: int, strict_rpc: bool, out: Output) -> None:
    from planet_chain.cli.first_screen import first_screen
    from planet_chain.config import Settings
    from planet_chain.devnet.run import Ports, start

    began = time.monotonic()
    # Whoever asks us to end, the chain writes its state first.
    signal.signal(signal.SIGTERM, _interrupt)
    # the environment alone: what an earlier `planet dev` wrote for others is about to be written anew
    database_url = Settings().database_url
    testnet = start(
        home,
        ports=Ports(port, rpc_port),
        database_url=database_url,
        sample=sample,
        strict_rpc=strict_rpc,
        say=out.progress,
    )
    try:
        described = testnet.describe()
        ready = time.monotonic() - began
        out.result(described, first_screen(described, ready))
        testnet.watch(out.progress)
    except KeyboardInterrupt:
        out.progress("Stopping: the chain writes its state.")
    finally:
        testnet.stop()


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _start_behind(
    home: "DevHome", sample: bool, port: int, rpc_port: int, strict_rpc: bool, out: Output
) -> None:
    from planet_chain.cli.first_screen import first_screen
    from planet_chain.devnet.home import AlreadyRunning

    owner = home.owner()
    if owner is not None:
        described = home.described()
        raise AlreadyRunning(owner, described["page"] if described else None)
    log = home.log("dev")
    log.parent.mkdir(parents=True, exist_ok=True)
    options = ["--port", str(port), "--rpc-port", str(rpc_port), "--sample" if sample else "--no-sample"]
    options += ["--strict-rpc"] if strict_rpc else []
    began = time.monotonic()
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [sys.executable, "-m", "planet_chain.cli", "dev", *options],
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=sink,
            start_new_session=True,
        )
    described = _await(home, process, log, out)
    out.result(described, first_screen(described, time.monotonic() - began))


def _await(home: "DevHome", process: "subprocess.Popen[bytes]", log: Path, out: Output) -> dict[str, Any]:
    told = 0
    while True:
        described = home.described()
        lines = log.read_text(errors="replace").splitlines()
        if described is not None:
            return described
        if process.poll() is not None:
            reason = "\n".join(lines[-12:]).removeprefix("planet: ")
            raise PlanetError(
                "devnet-not-started", reason or f"`planet dev` ended with {process.returncode}."
            )
        for line in lines[told:]:
            out.progress(line)
        told = len(lines)
        time.sleep(0.1)
