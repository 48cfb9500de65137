"""Activity on its way: kept in a file until the API has it, so that a sender may die at any moment."""

import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import msgspec

from planet_chain.client.model import decoded, encoded
from planet_chain.client.models import Accepted, ActivityBatch, ActivityIn
from planet_chain.client.transport import Problem

MOST: Final = 1_000
"""Rows in a batch."""
_SCHEMA: Final = """
    CREATE TABLE IF NOT EXISTS waiting (number INTEGER PRIMARY KEY, row BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS refused (
        number INTEGER PRIMARY KEY, row BLOB NOT NULL, field TEXT NOT NULL, reason TEXT NOT NULL
    );
"""
_LATER: Final = frozenset({"unreachable", "too-many-requests"})
_FIRST_PAUSE_S: Final = 0.5
_LONGEST_PAUSE_S: Final = 30.0

Send = Callable[[ActivityBatch], Accepted]


@dataclass(frozen=True)
class Refused:
    """A row that the API will never take, and why."""

    row: ActivityIn
    field: str
    reason: str


class Outbox:
    """A file of rows that were not sent yet. Several processes may share it.

    What `put` returned from survives this process and its machine. What is sent may be sent again after a
    crash: the API counts a row's id once.

    Args:
        path: of the file; made when missing.
        send: such as `Planet(url, key).send_activity`.
    """

    def __init__(self, path: Path, send: Send) -> None:
        self._send = send
        self._file = sqlite3.connect(path, timeout=30, isolation_level=None)
        self._file.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + _SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        """Rows that wait."""
        return int(self._file.execute("SELECT count(*) FROM waiting").fetchone()[0])

    def put(self, rows: Iterable[ActivityIn]) -> None:
        """Keep `rows` for sending: all of them, or none."""
        kept = [(msgspec.json.encode(encoded(row)),) for row in rows]
        with self._file:
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany("INSERT INTO waiting (row) VALUES (?)", kept)

    def flush(self, patience: float = 60.0) -> int:
        """Send what waits, the oldest first, until nothing does.

        A row that the API will never take moves to `refused`, and the others go without it.

        Args:
            patience: seconds to go on while the API does not answer, or asks to wait.
        Returns:
            How many rows the API has now that it did not have.
        Raises:
            Problem: it refused something else than a row, such as the key, or was away for too long. What was
                not sent still waits.
        """
        taken, pause, deadline = 0, _FIRST_PAUSE_S, time.monotonic() + patience
        while batch := self._oldest():
            try:
                taken += self._send(ActivityBatch(rows=[row for _, row in batch])).accepted
                self._forget([number for number, _ in batch])
                pause = _FIRST_PAUSE_S
            except Problem as problem:
                if problem.code == "row-refused":
                    self._refuse(batch[int(problem.more["row"])], problem)
                elif (problem.code in _LATER or problem.status >= 500) and time.monotonic() < deadline:
                    time.sleep(pause)
                    pause = min(2 * pause, _LONGEST_PAUSE_S)
                else:
                    raise
        return taken

    def refused(self) -> list[Refused]:
        """The rows that the API will never take, the oldest first."""
        found = self._file.execute("SELECT row, field, reason FROM refused ORDER BY number")
        return [Refused(decoded(row, ActivityIn), field, reason) for row, field, reason in found]

    def _oldest(self) -> list[tuple[int, ActivityIn]]:
        found = self._file.execute("SELECT number, row FROM waiting ORDER BY number LIMIT ?", (MOST,))
        return [(number, decoded(row, ActivityIn)) for number, row in found]

    def _forget(self, numbers: list[int]) -> None:
        with self._file:
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany("DELETE FROM waiting WHERE number = ?", [(number,) for number in numbers])

    def _refuse(self, refused: tuple[int, ActivityIn], problem: Problem) -> None:
        number, row = refused
        said = (number, msgspec.json.encode(encoded(row)), problem.more.get("field", ""), problem.detail)
        with self._file:
            self._file.execute("BEGIN IMMEDIATE")
            self._file.execute("INSERT OR REPLACE INTO refused VALUES (?, ?, ?, ?)", said)
            self._file.execute("DELETE FROM waiting WHERE number = ?", (number,))
