"""Facts can be stated again from the raw logs alone."""

import pytest

from indexer.errors import MalformedLog
from indexer.follow import index_once, writing
from indexer.replay import replay
from planet_chain.store.database import connect
from tests.indexer.tables_of import tables_of
from tests.indexer.world import World


def test_replay_gives_the_same_tables_without_a_node(world: World, database_url: str) -> None:
    world.found()
    world.mine()
    for _ in range(12):
        world.act(8)
        world.mine()
    world.reward("reject")
    index_once(database_url, world.deployment, world.anvil.rpc_url)
    before = tables_of(database_url)
    world.anvil.stop()
    with connect(database_url) as damage:
        damage.execute("DELETE FROM trade")
        damage.execute("UPDATE balance_sum SET amount = 7")
    with writing(database_url) as writer, connect(database_url) as reader:
        facts = replay(writer, reader)
    after = tables_of(database_url)
    assert after == before
    assert facts == sum(
        len(rows)
        for table, rows in after.items()
        if rows and len(rows[0]) > 4 and "sum" not in table and table not in ("log", "block", "checkpoint")
    )


def test_a_damaged_raw_log_stops_it_and_changes_nothing(world: World, database_url: str) -> None:
    world.act(8)
    world.mine()
    index_once(database_url, world.deployment, world.anvil.rpc_url)
    with connect(database_url) as damage:
        damage.execute("UPDATE log SET data = substr(data, 1, 31) WHERE length(data) >= 32")
    before = tables_of(database_url)
    with writing(database_url) as writer, connect(database_url) as reader, pytest.raises(MalformedLog):
        replay(writer, reader)
    assert tables_of(database_url) == before
