"""Where the local testnet keeps its things, and who is running it."""

import fcntl
import json
import os
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from planet_chain.core.errors import PlanetError
from planet_chain.files import write_whole


class AlreadyRunning(PlanetError):
    """A second local testnet was asked for in the same home."""

    def __init__(self, pid: int, page: str | None) -> None:
        where = f", page {page}" if page else ", still starting"
        super().__init__(
            "devnet-running",
            f"The local testnet is already running (pid {pid}{where}). `planet stop` ends it; "
            "another PLANET_HOME starts a second one beside it.",
        )


class NotRunning(PlanetError):
    """Something needs the local testnet and it is not there."""

    def __init__(self) -> None:
        super().__init__(
            "devnet-not-running", "The local testnet is not running; start it with `planet dev`."
        )


@dataclass(frozen=True)
class DevHome:
    """The files of one local testnet, all below `directory`."""

    directory: Path

    @property
    def chain_state(self) -> Path:
        return self.directory / "chain.json"

    @property
    def postgres(self) -> Path:
        return self.directory / "postgres"

    @property
    def deployment(self) -> Path:
        return self.directory / "deployment.json"

    @property
    def wallets(self) -> Path:
        return self.directory / "wallets"

    @property
    def password(self) -> Path:
        return self.directory / "password"

    @property
    def unfinished(self) -> Path:
        return self.directory / "unfinished"

    @property
    def environment(self) -> Path:
        return self.directory / "environment"

    @property
    def api_key(self) -> Path:
        return self.directory / "api-key"

    @property
    def pass_keys(self) -> Path:
        return self.directory / "pass-keys.json"

    @property
    def sample(self) -> Path:
        return self.directory / "sample.json"

    @property
    def running(self) -> Path:
        return self.directory / "running.json"

    @property
    def lock(self) -> Path:
        return self.directory / "lock"

    def log(self, name: str) -> Path:
        """The log file of process `name`."""
        return self.directory / "logs" / f"{name}.log"

    def owner(self) -> int | None:
        """Pid of the process that runs this testnet, None when nobody does."""
        try:
            with self.lock.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                return None
        except FileNotFoundError:
            return None
        except BlockingIOError:
            return int(self.lock.read_text() or 0)

    def take(self) -> IO[str]:
        """Become the owner of this home, until the returned file is closed or this process dies.

        Raises:
            AlreadyRunning: somebody is.
        """
        self.log("").parent.mkdir(parents=True, exist_ok=True)
        # The kernel frees the lock with its holder, so a kill leaves nothing to clean up.
        held = self.lock.open("a+")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.close()
            described = self.described()
            raise AlreadyRunning(self.owner() or 0, described["page"] if described else None) from None
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        self.running.unlink(missing_ok=True)
        return held

    def announce(self, description: dict[str, Any]) -> None:
        """Say that the testnet is ready and where its parts are."""
        write_whole(self.running, (json.dumps(description, indent=2) + "\n").encode())

    def read_sample(self) -> dict[str, Any] | None:
        """What `write_sample` wrote, None before."""
        try:
            sample: dict[str, Any] = json.loads(self.sample.read_bytes())
        except FileNotFoundError:
            return None
        return sample

    def write_sample(self, sample: dict[str, Any]) -> None:
        """Say that the sample community is made."""
        write_whole(self.sample, (json.dumps(sample, indent=2) + "\n").encode())

    def clear(self) -> None:
        """Remove everything but the lock and the logs."""
        for path in self.directory.iterdir():
            if path.name in ("lock", "logs"):
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()

    def described(self) -> dict[str, Any] | None:
        """What `announce` wrote, None while the testnet is not ready."""
        try:
            description: dict[str, Any] = json.loads(self.running.read_bytes())
        except (FileNotFoundError, ValueError):
            return None
        return description if self.owner() is not None else None

    def stop(self, patience: float = 60) -> bool:
        """Ask the owner to end and wait for it; False when nobody was running.

        Raises:
            PlanetError: it did not end within `patience` seconds.
        """
        owner = self.owner()
        if owner is None:
            return False
        os.kill(owner, signal.SIGTERM)
        deadline = time.monotonic() + patience
        while self.owner() == owner:
            if time.monotonic() > deadline:
                raise PlanetError(
                    "devnet-does-not-stop",
                    f"Process {owner} did not end within {patience:.0f} s; look at {self.log('dev')}, "
                    f"then `kill -9 {owner}`.",
                )
            time.sleep(0.1)
        return True
