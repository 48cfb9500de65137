"""The processes of the local testnet: started with one environment, watched, ended in order."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import psutil

_PATIENCE_SECONDS = 15
_RESTARTS = 5
# A process that lived this long before it died gets its restarts back.
_STEADY_SECONDS = 60


_PR_SET_PDEATHSIG = 1


def dies_with_parent(how: signal.Signals = signal.SIGTERM) -> None:
    """Ask Linux to end this process when its parent is killed, so that no orphan keeps a port or the chain.

    For `Popen(preexec_fn=…)`. Elsewhere it does nothing, and `planet stop` is the way.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, how)


def listens(pid: int, port: int) -> bool:
    """Whether process `pid` itself listens on TCP `port`: an answer from there may be somebody else's."""
    try:
        connections = psutil.Process(pid).net_connections(kind="tcp")
    except psutil.Error:
        return False
    return any(one.status == psutil.CONN_LISTEN and one.laddr.port == port for one in connections)


class Child:
    """One `planet …` process of the local testnet.

    Args:
        name: for messages and the log file.
        arguments: what follows `planet`.
        environment: the `PLANET_…` settings it gets.
        log: its output, of this run alone.
    """

    def __init__(
        self, name: str, arguments: tuple[str, ...], environment: Mapping[str, str], log: Path
    ) -> None:
        self.name = name
        self.log = log
        self._command = [sys.executable, "-m", "planet_chain.cli", *arguments]
        self._environment = {**os.environ, **environment}
        self._restarts = 0
        log.parent.mkdir(parents=True, exist_ok=True)
        log.unlink(missing_ok=True)  # what an earlier run said would only mislead
        self._start()

    def _start(self) -> None:
        with self.log.open("ab") as sink:
            # A session of its own: Ctrl-C reaches the supervisor alone, which ends its children in order.
            self._process = subprocess.Popen(
                self._command,
                stdout=sink,
                stderr=sink,
                env=self._environment,
                start_new_session=True,
                preexec_fn=dies_with_parent,
            )
        self._started = time.monotonic()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.poll()

    def revive(self) -> bool:
        """Start it again after it died; False when it died too often."""
        if time.monotonic() - self._started > _STEADY_SECONDS:
            self._restarts = 0
        if self._restarts == _RESTARTS:
            return False
        self._restarts += 1
        time.sleep(min(2**self._restarts * 0.25, 5))
        self._start()
        return True

    def last_words(self, lines: int = 8) -> str:
        """The end of its log."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except FileNotFoundError:
            return ""

    def stop(self) -> None:
        """Ask it to end, and insist after a while."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(_PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._process.wait()
