"""COPY into a table: rows that come in one stream, without a parameter for each value."""

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import Copy
from sqlmodel import Session


@contextmanager
def copying(session: Session, table: str) -> Iterator[Copy]:
    """A stream into `table`, a constant of the caller, in the transaction of `session`."""
    connection = session.connection().connection.driver_connection
    if connection is None:
        raise RuntimeError("the session has no connection")
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        yield copy
