"""What is final is looked at twice: by the same node, by another one, and by asking the contracts."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import pytest

from indexer.doubt import Pace
from indexer.follow import Manner, following, index_once
from indexer.follower import Follower, Step
from planet_chain.devnet.anvil import Anvil
from planet_chain.store.database import connect, engine, transaction
from planet_chain.store.queries.index import alarms, index_status
from tests.indexer.faulty_rpc import FaultyRpc
from tests.indexer.tables_of import differences, tables_of
from tests.indexer.world import World

NewDatabase = Callable[[], str]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A crowd whose first dozen blocks of life are final, and whose last few are not."""
    chain = Anvil(epoch_slots=2)
    world = World(chain, tmp_path_factory.mktemp("town"))
    world.found(3_000_000)
    world.mine()
    for _ in range(14):
        world.act(5)
        world.mine()
    yield world
    world.close()
    chain.stop()


@contextmanager
def doubting(
    database_url: str,
    world: World,
    first: str | None = None,
    second: str | None = None,
    counters_s: float = 3600,
) -> Iterator[tuple[Follower, list[str]]]:
    """A follower that is level with the chain, doubts at once, and the sentences that it says."""
    said: list[str] = []
    manner = Manner(second_rpc_url=second, pace=Pace(blocks=5, again_s=0, counters_s=counters_s))
    url, stop = first or world.anvil.rpc_url, threading.Event()
    with following(database_url, world.deployment, url, stop, said.append, manner) as follower:
        while follower.step() is Step.MOVED:
            pass
        yield follower, said


def said_of(database_url: str) -> tuple[int, int, dict[str, str]]:
    """Up to where blocks are verified, up to where they are final, and the alarms."""
    database = engine(database_url)
    with transaction(database) as session:
        status = index_status(session)
        found = {each.name: each.sentence for each in alarms(session)}
    database.dispose()
    assert status is not None
    return status.verified_number, status.finalized_number, found


def test_every_final_block_is_looked_at_twice_and_nothing_changes(
    town: World, new_database: NewDatabase
) -> None:
    doubted, plain = new_database(), new_database()
    with doubting(doubted, town, counters_s=0) as (follower, said):
        for _ in range(10):
            follower.doubt()
    verified, final, found = said_of(doubted)
    assert verified == final == town.head() - 4
    assert (found, said) == ({}, [])
    index_once(plain, town.deployment, town.anvil.rpc_url)
    assert said_of(plain)[0] == town.deployment.block - 1
    assert differences(doubted, plain) == {}


def test_a_log_that_was_lost_is_an_alarm_until_it_is_found_again(town: World, database_url: str) -> None:
    with doubting(database_url, town) as (follower, said), connect(database_url) as hand:
        hand.autocommit = True
        (number,) = hand.execute("SELECT min(block_number) FROM trade").fetchone() or (0,)
        hand.execute("CREATE TABLE lost AS SELECT * FROM log WHERE block_number = %s", (number,))
        hand.execute("DELETE FROM log WHERE block_number = %s", (number,))
        for _ in range(10):
            follower.doubt()
        verified, _, found = said_of(database_url)
        assert verified < number
        assert list(found) == ["blocks"]
        assert "our tables lack" in found["blocks"]
        assert len(said) == 1  # it is said once, however often it is found
        hand.execute("INSERT INTO log SELECT * FROM lost")
        for _ in range(10):
            follower.doubt()
        verified, final, found = said_of(database_url)
        assert (verified, found) == (final, {})
        assert "The alarm about blocks is over" in said[-1]


def test_a_row_of_another_branch_below_finality_is_an_alarm(town: World, database_url: str) -> None:
    with doubting(database_url, town) as (follower, _), connect(database_url) as hand:
        hand.execute("UPDATE block SET hash = '0x' || repeat('ab', 32) WHERE number < %s", (town.head() - 6,))
        hand.commit()
        for _ in range(10):
            follower.doubt()
        assert "but our rows are of 0xabab" in said_of(database_url)[2]["blocks"]


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE log SET block_time = block_time + 1 WHERE block_number = %s",
        "UPDATE block SET time = time + 1 WHERE number = %s",
        "UPDATE block SET parent_hash = '0x' || repeat('ab', 32) WHERE number = %s",
    ],
)
def test_another_time_or_parent_below_finality_is_an_alarm(
    town: World, database_url: str, wrong: LiteralString
) -> None:
    with doubting(database_url, town) as (follower, _), connect(database_url) as hand:
        (number,) = hand.execute("SELECT min(block_number) FROM trade").fetchone() or (0,)
        hand.execute(wrong, (number,))
        hand.commit()
        for _ in range(10):
            follower.doubt()
        assert f"Final block {number} has another time" in said_of(database_url)[2]["blocks"]


def test_another_provider_that_contradicts_is_an_alarm_and_one_that_agrees_is_none(
    town: World, new_database: NewDatabase
) -> None:
    agreed, contradicted = new_database(), new_database()
    with FaultyRpc(town.anvil.rpc_url) as other:
        with doubting(agreed, town, second=other.url) as (follower, _):
            for _ in range(10):
                follower.doubt()
        assert other.asked["eth_getLogs"] > 0
        verified, final, found = said_of(agreed)
        assert (verified, found) == (final, {})
    with FaultyRpc(town.anvil.rpc_url, ("emptied",), share=100) as liar:
        with doubting(contradicted, town, second=town.anvil.rpc_url, first=liar.url) as (follower, _):
            for _ in range(10):
                follower.doubt()
        assert "logs that 127.0.0.1 has" in said_of(contradicted)[2]["blocks"]
        assert differences(contradicted, agreed) != {}  # an alarm is not a repair


def test_another_provider_that_is_dead_holds_nothing_up(town: World, database_url: str) -> None:
    with doubting(database_url, town, second="http://127.0.0.1:9") as (follower, _):
        follower.doubt()
        assert follower.step() is Step.LEVEL
    verified, final, found = said_of(database_url)
    assert verified < final
    assert found == {}


def test_counters_of_contracts_are_compared_as_of_the_finalized_block(town: World, database_url: str) -> None:
    with doubting(database_url, town, counters_s=0) as (follower, _), connect(database_url) as hand:
        before = tables_of(database_url)
        follower.doubt()
        assert said_of(database_url)[2] == {}
        assert tables_of(database_url) == before
        hand.execute("UPDATE market_sum SET quote_net = quote_net + 1")
        hand.commit()
        follower.doubt()
        assert "reservesOf(address)" in said_of(database_url)[2]["counters"]
        hand.execute("UPDATE market_sum SET quote_net = quote_net - 1")
        hand.commit()
        follower.doubt()
        assert said_of(database_url)[2] == {}


def test_answers_that_are_silently_emptied_lose_nothing_unnoticed(
    town: World, new_database: NewDatabase, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = new_database()
    index_once(fresh, town.deployment, town.anvil.rpc_url)
    answers = emptied = lost = unnoticed = 0
    for seed in range(6):
        suffering = new_database()
        with FaultyRpc(
            town.anvil.rpc_url, ("emptied",), share=3 if seed else 30, max_range=1, seed=seed
        ) as node:
            index_once(suffering, town.deployment, node.url)
            answers += node.asked["eth_getLogs"]
            emptied += node.done["emptied"]
        missing = sum(len(theirs) for _, theirs in differences(suffering, fresh).values())
        with doubting(suffering, town) as (follower, _):
            for _ in range(10):
                follower.doubt()
        lost += missing
        unnoticed += missing if not said_of(suffering)[2] else 0
    with capsys.disabled():
        print(f"\n{emptied} of {answers} answers emptied: {lost} rows lost, {unnoticed} of them unnoticed")
    assert emptied > 0
    assert unnoticed == 0
