"""An indexer in a process of its own that can be killed at any moment; forked, so that starting is cheap."""

import multiprocessing
import os
import sys
import threading
from pathlib import Path
from typing import Final

from indexer.errors import IndexHalted
from indexer.follow import Manner, follow
from planet_chain.chain.deployment import Deployment
from planet_chain.store.database import LockTaken

HALTED: Final = 3
LOCKED: Final = 4

_FORKS: Final = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])


class Writer:
    """`planet index run` without its command line.

    Args:
        record: file of the deployment record.
        log: file to which its sentences are appended.
    """

    def __init__(self, database_url: str, record: Path, rpc_url: str, log: Path, manner: Manner) -> None:
        self._process = _FORKS.Process(
            target=_run, args=(database_url, record, rpc_url, log, manner), daemon=True
        )
        self._process.start()

    @property
    def exit_code(self) -> int | None:
        """None while it runs; `HALTED`, `LOCKED`, or what the system says."""
        return self._process.exitcode

    def kill(self) -> None:
        """SIGKILL, whatever it is doing."""
        self._process.kill()
        self._process.join()

    def wait(self, seconds: float) -> int | None:
        """Its exit code if it ends in time."""
        self._process.join(seconds)
        return self._process.exitcode


def _run(database_url: str, record: Path, rpc_url: str, log: Path, manner: Manner) -> None:
    with log.open("a", buffering=1) as said:
        os.dup2(said.fileno(), sys.stderr.fileno())
        try:
            follow(
                database_url,
                Deployment.load(record),
                rpc_url,
                stop=threading.Event(),
                manner=manner,
                say=lambda sentence: print(sentence, file=said),
            )
        except LockTaken:
            raise SystemExit(LOCKED) from None
        except IndexHalted as halted:
            print(halted.sentence, file=said)
            raise SystemExit(HALTED) from None
