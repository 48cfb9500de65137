"""Connections to PostgreSQL: the engines, migrations, one transaction at a time, and advisory locks."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DisconnectionError, OperationalError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from planet_chain.core.errors import PlanetError

_MIGRATIONS: Final = Path(__file__).with_name("migrations")
CONNECT_TIMEOUT_S: Final = 5
_TRUSTED_S: Final = 1
"""A connection that was used so lately is not asked whether it still stands."""


class InvalidDatabaseUrl(PlanetError):
    """The database URL is none, or of another database than PostgreSQL."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            "invalid-database-url",
            f"The database URL is no postgresql:// URL ({reason}); write postgresql://user@host:5432/name.",
        )


class DatabaseUnreachable(PlanetError):
    """PostgreSQL does not answer."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(
            "database-unreachable",
            f"The database at {place} does not answer ({reason}); start it, or set PLANET_DATABASE_URL.",
        )


class LockTaken(PlanetError):
    """Another process does this work already."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "lock-taken",
            f"Another process holds the lock {name!r} of this database; stop it, or leave the work to it.",
        )
        self.name = name


def engine(url: str | URL, **options: Any) -> Engine:
    """An engine for the canonical `postgresql://` URL. It connects on first use.

    Args:
        options: passed to `create_engine`, such as `pool_size`.
    Raises:
        InvalidDatabaseUrl: the URL is not of PostgreSQL.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise InvalidDatabaseUrl("it cannot be parsed") from error
    if parsed.get_backend_name() != "postgresql":
        raise InvalidDatabaseUrl(f"it names {parsed.get_backend_name()}")
    made = create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        **{"connect_args": {"connect_timeout": CONNECT_TIMEOUT_S}, **options},
    )
    event.listen(made, "checkout", _asked_whether_it_stands)
    event.listen(made, "checkin", _noted)
    return made


def reading(url: str, **options: Any) -> Engine:
    """An engine for reads alone: every statement sees what is committed, and none can write.

    There is no transaction to begin and to end, which saves two round trips a request. The URL may be that of
    a replica.

    Args:
        options: passed to `create_engine`, such as `pool_size`.
    Raises:
        InvalidDatabaseUrl: the URL is not of PostgreSQL.
    """
    arguments = {
        "connect_timeout": CONNECT_TIMEOUT_S,
        "options": "-c default_transaction_read_only=on",
    }
    return engine(url, isolation_level="AUTOCOMMIT", connect_args=arguments, **options)


def _asked_whether_it_stands(connection: Any, record: Any, _proxy: Any) -> None:
    """Replace a connection that broke while nobody used it, instead of failing the request that gets it."""
    if time.monotonic() - record.info.get("used", 0.0) < _TRUSTED_S:
        return
    try:
        connection.execute("SELECT 1")
        if not connection.autocommit:
            connection.rollback()
    except psycopg.Error as error:
        raise DisconnectionError from error


def _noted(_connection: Any, record: Any) -> None:
    record.info["used"] = time.monotonic()


def connect(url: str) -> psycopg.Connection:
    """A plain psycopg connection, for COPY and LISTEN.

    Raises:
        InvalidDatabaseUrl: the URL is not of PostgreSQL.
        DatabaseUnreachable: nobody answers there.
    """
    try:
        return psycopg.connect(plain_url(url), connect_timeout=CONNECT_TIMEOUT_S)
    except psycopg.OperationalError as error:
        raise DatabaseUnreachable(make_url(url).render_as_string(), first_line(error)) from error


def plain_url(url: str | URL) -> str:
    """`url` as psycopg takes it, with its password.

    Raises:
        InvalidDatabaseUrl: the URL is not of PostgreSQL.
    """
    return engine(url).url.set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def transaction(database: Engine) -> Iterator[Session]:
    """One session, one transaction: committed when the block ends, rolled back when it raises.

    Raises:
        DatabaseUnreachable: nobody answers.
    """
    with Session(database, expire_on_commit=False) as session, session.begin():
        try:
            session.connection()
        except OperationalError as error:
            raise DatabaseUnreachable(database.url.render_as_string(), first_line(error)) from error
        yield session


@contextmanager
def exclusive(database: Engine, name: str, *, wait: bool = False) -> Iterator[Connection]:
    """Hold the advisory lock `name` of this database while the block runs.

    The lock belongs to the connection that is yielded: it is free the moment this process dies, and whoever
    writes through that connection writes only while holding it.

    Args:
        name: such as "indexer"; one lock a name and database.
        wait: wait for the holder instead of raising.
    Raises:
        LockTaken: another process holds it.
        DatabaseUnreachable: nobody answers.
    """
    lonely = engine(database.url.render_as_string(hide_password=False), poolclass=NullPool)
    try:
        connection = lonely.connect()
    except OperationalError as error:
        raise DatabaseUnreachable(database.url.render_as_string(), first_line(error)) from error
    with connection:
        asked = "pg_advisory_lock" if wait else "pg_try_advisory_lock"
        held = connection.execute(
            text(f"SELECT {asked}(hashtextextended(:name, 0))"), {"name": name}
        ).scalar()
        connection.commit()
        if held is False:
            raise LockTaken(name)
        yield connection


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest schema. Several processes may call it at once.

    Raises:
        InvalidDatabaseUrl: the URL is not of PostgreSQL.
        DatabaseUnreachable: nobody answers there.
    """
    if _is_newest(url):
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    # the second process waits here, then finds nothing left to do
    with exclusive(engine(url), "migrations", wait=True) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _is_newest(url: str) -> bool:
    """Whether nothing is left to do, without Alembic: loading it takes longer than an indexer may be away."""
    newest = max(each.stem for each in (_MIGRATIONS / "versions").glob("[0-9]*.py"))
    with connect(url) as connection:
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() == (None,):
            return False
        return connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(newest,)]


def first_line(error: Exception) -> str:
    """What the driver said, without its advice."""
    cause = getattr(error, "orig", None) or error
    return (str(cause).strip().splitlines() or [type(cause).__name__])[0]
