"""A local chain that behaves like X Layer: 1 s blocks, its base fee and gas limit, state kept on disk."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

from planet_chain.core.errors import PlanetError
from planet_chain.devnet.accounts import MNEMONIC, DevAccount, dev_accounts
from planet_chain.devnet.processes import dies_with_parent, listens
from planet_chain.files import write_whole

CHAIN_ID = 31337
_BASE_FEE_WEI = 20_000_000
_GAS_LIMIT = 210_000_000
# anvil counts finality in slots: with one slot an epoch, `safe` is head-1 and `finalized` is head-2
_SLOTS_IN_AN_EPOCH = 1


class AnvilUnavailable(PlanetError):
    """anvil is not installed, or died before it answered."""

    def __init__(self, reason: str) -> None:
        super().__init__("anvil-unavailable", f"The local chain did not start: {reason}")


class Anvil:
    """A running anvil process on 127.0.0.1.

    Args:
        port: TCP port; 0 asks the system for a free one.
        block_time: seconds between blocks; None mines each transaction at once (tests).
        state: file in which the chain is kept between starts; None forgets it.
        log: file for anvil's own output; None drops it.
        timestamp: unix seconds of the genesis block; None is now.
        epoch_slots: `safe` is that many blocks behind the head, and `finalized` twice as many.
        states: so many newest states stay in memory and older ones are forgotten. None puts older ones on
            disk, from where a rollback of anvil 1.7 brings accounts back without their code.
    Raises:
        AnvilUnavailable: no anvil on this machine, or it died at the start.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        block_time: int | None = None,
        state: Path | None = None,
        log: Path | None = None,
        timestamp: int | None = None,
        epoch_slots: int = _SLOTS_IN_AN_EPOCH,
        states: int | None = None,
    ) -> None:
        self.port = port or free_port()
        self.chain_id = CHAIN_ID
        self.rpc_url = f"http://127.0.0.1:{self.port}"
        command = [
            find_anvil(),
            *("--host", "127.0.0.1", "--port", str(self.port), "--chain-id", str(CHAIN_ID)),
            *("--hardfork", "prague", "--mnemonic", MNEMONIC, "--quiet"),
            *("--block-base-fee-per-gas", str(_BASE_FEE_WEI), "--gas-limit", str(_GAS_LIMIT)),
            *("--slots-in-an-epoch", str(epoch_slots)),
        ]
        if states is not None:
            command += ["--prune-history", str(states)]
        if block_time is not None:
            command += ["--block-time", str(block_time)]
        resumed = state is not None and state.exists()
        if state is not None:
            timestamp = _genesis_time(state, timestamp)
            # Written on exit and every minute, so that a kill loses a minute at most.
            command += ["--state", str(state), "--state-interval", "60", "--max-persisted-states", "500"]
        if timestamp is not None:
            command += ["--timestamp", str(timestamp)]
        sink = log.open("ab") if log else subprocess.DEVNULL
        # A group of its own: Ctrl-C in the terminal must reach us first, so that we stop things in order.
        self.process = subprocess.Popen(
            command,
            stdout=sink,
            stderr=sink,
            start_new_session=True,
            preexec_fn=lambda: dies_with_parent(signal.SIGINT),
        )
        if not isinstance(sink, int):
            sink.close()
        self._await_answer()
        if resumed:
            # anvil goes on at the time of its genesis; time never runs backwards
            self.rpc("evm_setTime", max(int(time.time()), self.time + 1))

    @property
    def time(self) -> int:
        """Unix seconds of the newest block."""
        return int(self.rpc("eth_getBlockByNumber", "latest", False)["timestamp"], 16)

    @property
    def accounts(self) -> list[DevAccount]:
        """The funded accounts; their keys are public knowledge."""
        return dev_accounts()

    def rpc(self, method: str, *params: Any) -> Any:
        """Call `method` and return its result; raises `RuntimeError` with the node's error."""
        return rpc(self.rpc_url, method, *params)

    def mine_at_once(self) -> None:
        """Mine each transaction as it comes and none else, at whatever time is set."""
        self.rpc("anvil_setIntervalMining", 0)
        self.rpc("evm_setAutomine", True)

    def keep_time(self) -> None:
        """Go on with a block a second at the time of the wall clock."""
        self.rpc("evm_setTime", max(int(time.time()), self.time + 1))
        self.rpc("evm_mine")
        self.rpc("evm_setAutomine", False)
        self.rpc("anvil_setIntervalMining", 1)

    def stop(self, patience: float = 20) -> None:
        """End the process, giving it `patience` seconds to write its state."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(patience)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()

    def _await_answer(self) -> None:
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AnvilUnavailable(
                    f"it ended with exit code {self.process.returncode}; is port {self.port} taken?"
                )
            try:
                if listens(self.process.pid, self.port) and int(self.rpc("eth_chainId"), 16) == CHAIN_ID:
                    return
            except OSError:
                pass
            time.sleep(0.02)
        self.stop()
        raise AnvilUnavailable("no answer within 30 s")


def _genesis_time(state: Path, timestamp: int | None) -> int:
    """Unix seconds of block 0: anvil makes it anew at each start, and it must stay the same block."""
    kept = state.with_suffix(".genesis")
    if not state.exists() or not kept.exists():
        write_whole(kept, str(timestamp or int(time.time())).encode())
    return int(kept.read_text())


def rpc(url: str, method: str, *params: Any) -> Any:
    """One JSON-RPC call to a local node, without the weight of web3."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 (our own node)
    with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310 (our own node)
        answer = json.load(response)
    if "error" in answer:
        raise RuntimeError(f"{method}: {answer['error']}")
    return answer["result"]


def free_port(preferred: int = 0) -> int:
    """`preferred` if it is free on 127.0.0.1, else the next free one; any free one for 0."""
    for port in range(preferred, preferred + 100) if preferred else (0,):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise PlanetError(
        "no-free-port", f"Ports {preferred} to {preferred + 99} are all taken on 127.0.0.1; free one."
    )


def find_anvil() -> str:
    """Path of anvil: of this checkout's node_modules, else of PATH."""
    local = Path(__file__).parents[2] / "node_modules" / ".bin" / "anvil"
    found = str(local) if os.access(local, os.X_OK) else shutil.which("anvil")
    if not found:
        raise AnvilUnavailable(
            "anvil is not installed; run ./planet dev once from the checkout, it installs it"
        )
    return found
