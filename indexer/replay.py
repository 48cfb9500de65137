"""Stating all facts again from the raw logs, without asking a node: for when events state something new."""

from collections.abc import Iterator
from typing import Final

import psycopg

from indexer import sums
from indexer.audit import Progress
from indexer.collecting import collecting_seldom
from indexer.copying import LOG_COLUMNS, copy_facts, truncate
from indexer.decode import decode
from indexer.facts import COLUMNS, Row, facts_from
from indexer.logs import RawLog

_ROWS_AT_ONCE: Final = 10_000


def replay(
    writer: psycopg.Connection,
    reader: psycopg.Connection,
    progress: Progress = lambda done, total: None,
) -> int:
    """State all facts and sums again from the raw logs. All or nothing; readers wait while it runs.

    Args:
        writer: holds the indexer's lock.
        reader: another connection to the same database, through which the raw logs stream.
        progress: hears of logs done and logs in all.
    Returns:
        how many facts there are now.
    Raises:
        MalformedLog: a raw log is damaged; nothing is changed.
    """
    count = 0
    batch: list[Row] = []
    with collecting_seldom(), writer.transaction():
        (total,) = writer.execute("SELECT coalesce(sum(logs), 0)::bigint FROM block").fetchone() or (0,)
        truncate(writer, [*COLUMNS, *(each.table for each in sums.SUMS)])
        for done, event in enumerate(decode(stored_logs(reader)), 1):
            batch += facts_from(event)
            if len(batch) >= _ROWS_AT_ONCE:
                copy_facts(writer, batch)
                count += len(batch)
                batch = []
                progress(done, total)
        copy_facts(writer, batch)
        sums.add(writer, -1, COLUMNS)
    return count + len(batch)


def stored_logs(reader: psycopg.Connection) -> Iterator[RawLog]:
    """All raw logs of the tables, in order, streamed."""
    query = f"COPY (SELECT {LOG_COLUMNS} FROM log ORDER BY block_number, log_index) TO STDOUT"  # noqa: S608 (our own text)
    with reader.transaction(), reader.cursor().copy(query) as copy:
        rest = b""
        for block in copy:
            *lines, rest = (rest + bytes(block)).split(b"\n")
            for line in lines:
                yield _log(line.decode())


def _log(line: str) -> RawLog:
    number, index, time, transaction, address, topics, data = line.split("\t")
    # COPY writes a bytea as \\x and hexadecimal
    return RawLog(
        int(number), int(index), int(time), "0x" + transaction[3:], "0x" + address[3:], topics[3:], data[3:]
    )
