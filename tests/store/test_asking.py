"""The loop's own connection: found again when it broke, and never one that writes."""

import asyncio

import psycopg
import pytest

from planet_chain.store.asking import Asker
from planet_chain.store.database import DatabaseUnreachable, connect


def test_a_connection_that_broke_meanwhile_is_replaced(database_url: str) -> None:
    async def ask() -> tuple[object, object, object]:
        asker = Asker(database_url)
        try:
            ((first,),) = await asker.ask("SELECT pg_backend_pid()")
            ((same,),) = await asker.ask("SELECT pg_backend_pid()")
            with connect(database_url) as operator:
                operator.execute("SELECT pg_terminate_backend(%s, 5000)", (first,))
            ((other,),) = await asker.ask("SELECT pg_backend_pid()")
            return first, same, other
        finally:
            await asker.close()

    first, same, other = asyncio.run(ask())
    assert first == same != other


def test_nobody_there_is_said_with_the_place_and_without_the_password(database_url: str) -> None:
    with pytest.raises(DatabaseUnreachable) as refused:
        asyncio.run(Asker("postgresql://me:secret@127.0.0.1:1/gone").ask("SELECT 1"))
    assert "127.0.0.1:1/gone" in refused.value.sentence
    assert "secret" not in refused.value.sentence


def test_it_cannot_write(database_url: str) -> None:
    async def write() -> None:
        asker = Asker(database_url)
        try:
            await asker.ask("CREATE TABLE written (id int)")
        finally:
            await asker.close()

    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        asyncio.run(write())
