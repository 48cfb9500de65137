"""Questions of an event loop to PostgreSQL, without a thread for each answer."""

from collections.abc import Mapping
from typing import Any, Final, LiteralString

import psycopg
from sqlalchemy import URL, make_url

from planet_chain.store.database import CONNECT_TIMEOUT_S, DatabaseUnreachable, first_line, plain_url

_OPTIONS: Final = "-c default_transaction_read_only=on -c statement_timeout=30000"
Row = tuple[Any, ...]


class Asker:
    """One connection for reads, made at the first question and anew after a break. One question at a time.

    A thread that waits for an answer has to wait for the loop's thread as well before it may read it, up to
    some milliseconds; a loop that waits itself does not.

    Args:
        url: of PostgreSQL; may be that of a replica.
    """

    def __init__(self, url: str | URL) -> None:
        self._url = plain_url(url)
        self._place = make_url(url).render_as_string()
        self._connection: psycopg.AsyncConnection | None = None

    async def ask(self, question: LiteralString, values: Mapping[str, Any] | None = None) -> list[Row]:
        """The rows that answer `question`.

        Raises:
            DatabaseUnreachable: nobody answers, or not within 30 seconds.
        """
        try:
            return await self._answer(question, values)
        except psycopg.OperationalError as error:
            raise DatabaseUnreachable(self._place, first_line(error)) from error

    async def _answer(self, question: LiteralString, values: Mapping[str, Any] | None) -> list[Row]:
        if self._connection is not None and not self._connection.closed:
            try:
                return await _rows(self._connection, question, values)
            except psycopg.OperationalError:
                if not self._connection.closed:
                    raise
                # it broke while nobody used it: a new one may stand
        self._connection = await psycopg.AsyncConnection.connect(
            self._url, autocommit=True, connect_timeout=CONNECT_TIMEOUT_S, options=_OPTIONS
        )
        return await _rows(self._connection, question, values)

    async def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            await self._connection.close()


async def _rows(
    connection: psycopg.AsyncConnection, question: LiteralString, values: Mapping[str, Any] | None
) -> list[Row]:
    cursor = await connection.execute(question, values)
    return await cursor.fetchall()
