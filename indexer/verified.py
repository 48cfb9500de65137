"""How far final blocks were looked at twice, and what was found wrong: written where everybody reads it."""

from typing import Any, Final, LiteralString, NamedTuple

import psycopg

from indexer.logs import RawLog


class Kept(NamedTuple):
    """What our tables say of a block."""

    number: int
    hash: str
    parent_hash: str | None
    time: int


class Verified:
    """What doubt leaves in the tables, through the connection that holds the indexer's lock."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def number(self) -> int:
        """The last block that was looked at twice; the one before the first when none was."""
        rows = self._run("SELECT greatest(verified_number, first_block - 1) FROM checkpoint")
        return int(rows[0][0]) if rows else 0

    def move(self, number: int) -> None:
        """Everything up to block `number` was looked at twice."""
        self._run("UPDATE checkpoint SET verified_number = %s RETURNING 1", number)

    def stretch(self, first: int, last: int) -> tuple[list[Kept], list[RawLog]]:
        """The blocks `first` to `last` as far as they are kept, and their logs."""
        blocks = [Kept(*row) for row in self._run(_KEPT, first, last)]
        return blocks, [RawLog(*row) for row in self._run(_LOGS, first, last)]

    def alarms(self) -> set[str]:
        """The names of the alarms that are on."""
        return {name for (name,) in self._run("SELECT name FROM index_alarm")}

    def alarm(self, name: str, sentence: str) -> bool:
        """Raise the alarm `name`, or say it anew; whether it was off."""
        return bool(self._run(_ALARM, name, sentence)[0][0])

    def calm(self, name: str) -> bool:
        """End the alarm `name`; whether it was on."""
        return bool(self._run("DELETE FROM index_alarm WHERE name = %s RETURNING 1", name))

    def _run(self, query: LiteralString, *values: object) -> list[Any]:
        with self._connection.transaction():
            return self._connection.execute(query, values).fetchall()


_KEPT: Final = "SELECT number, hash, parent_hash, time FROM block WHERE number BETWEEN %s AND %s"
_LOGS: Final = """
    SELECT block_number, log_index, block_time, '0x' || encode(transaction_hash, 'hex'),
           '0x' || encode(address, 'hex'), encode(topics, 'hex'), encode(data, 'hex')
    FROM log WHERE block_number BETWEEN %s AND %s
"""
_ALARM: Final = """
    INSERT INTO index_alarm (name, sentence, since) VALUES (%s, %s, extract(epoch FROM now())::bigint)
    ON CONFLICT (name) DO UPDATE SET sentence = EXCLUDED.sentence
    RETURNING xmax = 0
"""
