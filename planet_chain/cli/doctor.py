"""`planet doctor`: what is wrong here, and what to do about it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from planet_chain.cli.output import Output
from planet_chain.core.errors import PlanetError

if TYPE_CHECKING:
    from planet_chain.chain.diagnosis import Check
    from planet_chain.config import Settings


def doctor(
    *,
    network: Literal["devnet", "xlayer-testnet", "xlayer"] | None = None,
    rpc_url: str | None = None,
    out: Output = Output(),
) -> int:
    """Check node, contracts, database, wallets and tools, and say what to do.

    The exit code is 1 when something fails.

    Parameters
    ----------
    network
        Which chain's node; the default is PLANET_NETWORK, else the local testnet.
    rpc_url
        The node; the default is PLANET_RPC_URL, else the network's own.
    """
    from planet_chain.config import settings

    config = settings()
    config = config.on(network or config.network)
    checks = [*_tools(), *_wallets(config.wallets), *_database(config), *_chain(config, rpc_url)]
    out.result([asdict(check) for check in checks], "\n".join(map(_line, checks)))
    return int(any(check.status == "fail" for check in checks))


def _line(check: "Check") -> str:
    line = f"{check.status:<4}  {check.name:<10}  {check.found}"
    return f"{line}\n      {'':<10}  → {check.advice}" if check.advice else line


def _chain(config: "Settings", rpc_url: str | None) -> Iterator["Check"]:
    from planet_chain.chain.client import connect, shown
    from planet_chain.chain.deployment import Deployment
    from planet_chain.chain.diagnosis import Check, deployment_check, node_checks

    url = rpc_url or config.node_url
    try:
        w3 = connect(url, config.chain.chain_id)
    except PlanetError as error:
        advice = "Start it with `planet dev`." if config.chain.is_local else "Choose another with --rpc-url."
        yield Check("node", "fail", error.sentence, advice)
        return
    yield Check("node", "ok", f"{shown(url)}, chain {config.chain.chain_id}, {w3.client_version}")
    yield from node_checks(w3, config.chain)
    try:
        yield deployment_check(w3, Deployment.load(config.deployment))
    except PlanetError as error:
        yield Check("deployment", "warn", error.sentence, f"Run `planet deploy --network {config.network}`.")


def _database(config: "Settings") -> Iterator["Check"]:
    from planet_chain.chain.diagnosis import Check

    if config.database_url is None:
        yield Check(
            "database",
            "warn",
            "the embedded one, not running",
            "`planet dev` starts it, or set PLANET_DATABASE_URL.",
        )
        return
    from planet_chain.store.database import connect

    try:
        with connect(config.database_url) as connection:
            version = connection.execute("SHOW server_version").fetchone()
    except PlanetError as error:
        yield Check("database", "fail", error.sentence, "Start it, or correct PLANET_DATABASE_URL.")
    else:
        yield Check("database", "ok", f"PostgreSQL {version[0] if version else '?'}")


def _wallets(directory: Path) -> Iterator["Check"]:
    from planet_chain.chain.diagnosis import Check
    from planet_chain.chain.signer import wallets

    if not directory.exists():
        yield Check("wallets", "ok", f"none in {directory}")
        return
    loose = [path for path in [directory, *directory.glob("*.json")] if path.stat().st_mode & 0o077]
    try:
        count = len(wallets(directory))
    except PlanetError as error:
        yield Check("wallets", "fail", error.sentence, "Restore the file from its backup.")
        return
    if loose:
        names = ", ".join(str(path) for path in loose)
        yield Check(
            "wallets", "fail", f"others may read {names}", f"chmod go-rwx {' '.join(map(str, loose))}"
        )
    else:
        yield Check("wallets", "ok", f"{count} in {directory}, for its owner alone")


def _tools() -> Iterator["Check"]:
    from planet_chain.chain.compile import ROOT
    from planet_chain.chain.diagnosis import Check

    python = ".".join(map(str, sys.version_info[:3]))
    yield Check("python", "ok", python)
    wanted = {
        "solc": ROOT / "scripts" / "solc",
        "anvil": ROOT / "node_modules" / ".bin" / "anvil",
        "forge": ROOT / "node_modules" / ".bin" / "forge",
    }
    for name, path in wanted.items():
        version = _version_of(path)
        if version:
            yield Check(name, "ok", version)
        else:
            yield Check(name, "fail", f"{path} does not run", "Run `./planet` once from the checkout.")


def _version_of(path: Path) -> str | None:
    if not os.access(path, os.X_OK):
        return None
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    lines = [line for line in answer.stdout.splitlines() if "ersion" in line]
    return lines[-1].split(":")[-1].strip() if lines else None
