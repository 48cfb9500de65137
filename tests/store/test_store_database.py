"""Connections, migrations and locks, on a real PostgreSQL."""

import threading
from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, String
from sqlmodel import AutoString, SQLModel

from planet_chain.devnet.database import EmbeddedPostgres
from planet_chain.store import (
    airdrops,
    calls,
    chain,
    community,
    competitions,
    content,
    moderation,
    paid,
    paid_sums,
    recommendable,
    search,
    sums,
    ties,
)
from planet_chain.store.database import (
    DatabaseUnreachable,
    InvalidDatabaseUrl,
    LockTaken,
    connect,
    engine,
    exclusive,
    migrate,
    transaction,
)

_OURS = {
    table.__tablename__
    for module in (
        airdrops,
        calls,
        chain,
        community,
        competitions,
        content,
        moderation,
        paid,
        paid_sums,
        recommendable,
        search,
        sums,
        ties,
    )
    for table in vars(module).values()
    if isinstance(table, type) and issubclass(table, SQLModel) and hasattr(table, "__table__")
}


def _is_ours(item: object, name: str, kind: str, reflected: bool, other: object) -> bool:
    return kind != "table" or name in _OURS


def _types_differ(_: object, __: object, ___: object, found: object, expected: object) -> bool | None:
    # VARCHAR and TEXT are one to PostgreSQL; None leaves the rest to alembic
    return False if isinstance(found, String) and isinstance(expected, AutoString) else None


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    pool = engine(database_url)
    yield pool
    pool.dispose()


def test_migrated_schema_is_what_the_models_say(database: Engine) -> None:
    with database.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": _is_ours, "compare_type": _types_differ}
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_migrate_finds_the_newest_schema_without_alembic_and_an_older_one_with_it(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("alembic.command.upgrade", lambda config, revision: asked.append(revision))
    migrate(database_url)
    assert asked == []
    with connect(database_url) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001_chain'")
    migrate(database_url)
    assert asked == ["head"]


def test_migrate_from_several_processes_at_once(postgres: EmbeddedPostgres) -> None:
    url = postgres.create("raced")
    failures: list[BaseException] = []

    def run() -> None:
        try:
            migrate(url)
        except BaseException as error:  # whatever it is, the test must fail with it
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM checkpoint").fetchone() == (0,)


def test_lock_keeps_a_second_holder_out_and_is_free_afterwards(database: Engine) -> None:
    with exclusive(database, "indexer"):
        with pytest.raises(LockTaken, match="'indexer'"), exclusive(database, "indexer"):
            pass
        with exclusive(database, "worker"):
            pass
    with exclusive(database, "indexer"):
        pass


def test_transaction_is_all_or_nothing(database: Engine) -> None:
    def write_and_fail() -> None:
        with transaction(database) as session:
            session.add(chain.Block(number=1, hash="0x1", parent_hash=None, time=1, logs=0))
            session.flush()
            raise KeyError("midway")

    with pytest.raises(KeyError, match="midway"):
        write_and_fail()
    with transaction(database) as session:
        assert session.get(chain.Block, 1) is None
        session.add(chain.Block(number=1, hash="0x1", parent_hash=None, time=1, logs=0))
    with transaction(database) as session:
        assert session.get(chain.Block, 1) is not None


@pytest.mark.parametrize("url", ["mysql://root@localhost/x", "no url at all"])
def test_another_database_is_refused(url: str) -> None:
    with pytest.raises(InvalidDatabaseUrl):
        engine(url)


def test_dead_database_is_named_without_its_password() -> None:
    url = "postgresql://me:secret@127.0.0.1:1/planet"
    with pytest.raises(DatabaseUnreachable, match=r"127\.0\.0\.1:1/planet") as plain:
        connect(url)
    with pytest.raises(DatabaseUnreachable) as pooled, transaction(engine(url)):
        pass
    assert "secret" not in f"{plain.value} {pooled.value}"
