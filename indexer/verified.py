"""How far final blocks were looked at twice, and what was found wrong: written where everybody reads it."""

import psycopg

from indexer.logs import RawLog


class Verified:
    """What doubt leaves in the tables, through the connection that holds the indexer's lock."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def number(self) -> int:
        """The last block that was looked at twice; the one before the first when none was."""
        row = self._connection.execute(
            "SELECT greatest(verified_number, first_block - 1) FROM checkpoint"
        ).fetchone()
        return int(row[0]) if row else 0

    def move(self, number: int) -> None:
        """Everything up to block `number` was looked at twice."""
        self._connection.execute("UPDATE checkpoint SET verified_number = %s", (number,))

    def stretch(self, first: int, last: int) -> tuple[dict[int, str], list[RawLog]]:
        """The hashes of the blocks `first` to `last` as far as they are kept, and their logs."""
        hashes = self._connection.execute(
            "SELECT number, hash FROM block WHERE number BETWEEN %s AND %s", (first, last)
        ).fetchall()
        rows = self._connection.execute(_LOGS, (first, last))
        return dict(hashes), [RawLog(*row) for row in rows]

    def alarms(self) -> set[str]:
        """The names of the alarms that are on."""
        return {name for (name,) in self._connection.execute("SELECT name FROM index_alarm")}

    def alarm(self, name: str, sentence: str) -> bool:
        """Raise the alarm `name`, or say it anew; whether it was off."""
        row = self._connection.execute(_ALARM, (name, sentence)).fetchone()
        return row is not None and bool(row[0])

    def calm(self, name: str) -> bool:
        """End the alarm `name`; whether it was on."""
        return self._connection.execute("DELETE FROM index_alarm WHERE name = %s", (name,)).rowcount > 0


_LOGS = """
    SELECT block_number, log_index, block_time, '0x' || encode(transaction_hash, 'hex'),
           '0x' || encode(address, 'hex'), encode(topics, 'hex'), encode(data, 'hex')
    FROM log WHERE block_number BETWEEN %s AND %s
"""
_ALARM = """
    INSERT INTO index_alarm (name, sentence, since) VALUES (%s, %s, extract(epoch FROM now())::bigint)
    ON CONFLICT (name) DO UPDATE SET sentence = EXCLUDED.sentence
    RETURNING xmax = 0
"""
