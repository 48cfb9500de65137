"""The tables say what the chain says: facts, sums, reorganisations, restarts. On real chains."""

import json
import threading
from collections.abc import Callable

import pytest

from indexer.audit import audit_chain, audit_facts
from indexer.errors import FinalityBroken, WrongIndex
from indexer.follow import following, index_once, writing
from indexer.node import Node
from indexer.rpc import Rpc
from indexer.throttle import Throttle
from planet_chain.devnet.anvil import Anvil
from planet_chain.store.database import LockTaken, connect
from tests.indexer.tables_of import differences, tables_of
from tests.indexer.world import World

NewDatabase = Callable[[], str]


def crowd(world: World, blocks: int) -> None:
    """Some blocks full of life, and everything a distributor can do."""
    world.found(3_000_000)
    world.found(0)
    world.mine()
    for _ in range(blocks):
        world.act(world.chance.randint(0, 9))
        world.mine(world.chance.choice((1, 1, 1, 3)))


def give(world: World) -> None:
    """Memberships and questions from begin to end; airdrops that are claimed, and swept a day later."""
    world.patrons.live()
    for act in (world.airdrop, world.claim_airdrop):
        for _ in range(4):
            act()
        world.mine()
    world.rpc(("evm_increaseTime", [2 * 86_400]))
    world.mine()
    for _ in range(4):
        world.sweep()
    world.mine()


def index(database_url: str, world: World) -> None:
    index_once(database_url, world.deployment, world.anvil.rpc_url)


def node_of(world: World) -> Node:
    return Node(Rpc(world.anvil.rpc_url, 100, Throttle(1000, 4), threading.Event()))


@pytest.mark.parametrize("is_final", [False, True])
def test_facts_and_sums_are_what_the_contracts_say(world: World, database_url: str, is_final: bool) -> None:
    world.chance.seed(2 if is_final else 1)
    crowd(world, 25)
    for fate in ("activate", "withdraw", "reject", "activate"):
        world.reward(fate)
    give(world)
    if is_final:
        world.mine(80)  # now it is read by ranges, several at a time, instead of block by block
    index(database_url, world)

    node = node_of(world)
    with connect(database_url) as connection:
        assert audit_facts(connection) == []
        assert audit_chain(connection, node, world.deployment) == []
        balances = connection.execute("SELECT token, holder, amount FROM balance_sum").fetchall()
        assert len(balances) > 10
        for token, holder, amount in balances:
            assert world.read("CommunityToken", "balanceOf", holder, at=token) == amount
        for token, supply, holders, _ in connection.execute("SELECT * FROM supply_sum").fetchall():
            theirs = [amount for of, _, amount in balances if of == token]
            assert (supply, holders) == (sum(theirs), sum(amount > 0 for amount in theirs))
    node.rpc.close()


def test_every_table_has_rows_after_a_busy_week(world: World, database_url: str) -> None:
    crowd(world, 25)
    world.revoke()
    world.collect()
    world.choose_self_only()
    for fate in ("activate", "withdraw", "reject"):
        world.reward(fate)
    give(world)
    index(database_url, world)
    assert [table for table, rows in tables_of(database_url).items() if not rows] == []


def test_indexing_in_pieces_equals_indexing_at_once(world: World, new_database: NewDatabase) -> None:
    grown, fresh = new_database(), new_database()
    crowd(world, 5)
    for _ in range(5):
        world.act(6)
        world.mine()
        index(grown, world)
    world.mine(80)  # everything so far is final now, and read by ranges instead of block by block
    index(grown, world)
    index(fresh, world)
    assert differences(grown, fresh) == {}


@pytest.mark.parametrize("depth", [1, 5, 20, 64])
def test_after_a_reorganisation_the_tables_equal_a_fresh_index(
    world: World, new_database: NewDatabase, depth: int
) -> None:
    reorganised, fresh = new_database(), new_database()
    crowd(world, 25)
    if depth > 20:
        world.mine(45)
        world.act(4)
        world.mine()
    index(reorganised, world)
    before = tables_of(reorganised)
    world.rollback(depth)  # by 64 the ancestor is the finalized block itself
    for _ in range(4):
        world.act(4)
        world.mine()
    world.mine(max(1, depth - 3))
    index(reorganised, world)
    index(fresh, world)
    assert tables_of(reorganised)["log"] != before["log"]
    assert differences(reorganised, fresh) == {}
    with connect(reorganised) as connection:
        assert audit_facts(connection) == []


def test_a_shorter_branch_and_a_sibling_replace_ours_too(world: World, new_database: NewDatabase) -> None:
    reorganised = new_database()
    crowd(world, 12)
    index(reorganised, world)
    for fewer in (3, 0):
        world.rollback(4)
        for _ in range(4 - fewer):
            world.act(5)
            world.mine()
        index(reorganised, world)
        fresh = new_database()
        index(fresh, world)
        assert differences(reorganised, fresh) == {}


def test_a_node_that_only_lags_takes_nothing_away(world: World, database_url: str) -> None:
    crowd(world, 5)
    index(database_url, world)
    before = tables_of(database_url)
    world.rollback(2)
    index(database_url, world)
    assert tables_of(database_url) == before


def test_a_community_that_is_born_trades_and_is_reorganised_away_in_one_block(
    world: World, new_database: NewDatabase
) -> None:
    reorganised, fresh = new_database(), new_database()
    world.mine(3)
    index(reorganised, world)
    world.found(3_000_000)
    for _ in range(3):
        world.buy()
        world.give()
    world.mine()
    index(reorganised, world)
    born = tables_of(reorganised)
    assert len(born["community_created"]) == 1
    assert len(born["trade"]) == 4  # the first buy is one
    assert len(born["token_transfer"]) >= 4
    world.rollback(1)
    world.mine(2)
    index(reorganised, world)
    index(fresh, world)
    assert tables_of(reorganised)["community_created"] == []
    assert differences(reorganised, fresh) == {}


@pytest.mark.parametrize("is_running", [False, True])
def test_beyond_finality_it_halts_and_says_why(world: World, database_url: str, is_running: bool) -> None:
    def replace_what_is_final() -> None:
        world.rollback(68)
        for _ in range(72):
            world.act(1)
            world.mine()

    def halt() -> None:
        stop, ignore = threading.Event(), lambda sentence: None
        with following(database_url, world.deployment, world.anvil.rpc_url, stop, ignore) as follower:
            assert is_running
            replace_what_is_final()
            follower.step()

    crowd(world, 5)
    world.mine(70)
    index(database_url, world)
    before = tables_of(database_url)
    if not is_running:
        replace_what_is_final()
    with pytest.raises(FinalityBroken, match="was final as 0x"):
        halt()
    after = tables_of(database_url)
    assert {table for table in after if after[table] != before[table]} == {"checkpoint"}
    assert "planet index reset" in str(after["checkpoint"][0][-1])


def test_a_chain_that_was_started_anew_is_noticed(
    world: World, deep_anvil: Anvil, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    crowd(world, 3)
    index(database_url, world)
    other = Anvil(epoch_slots=32, timestamp=1_700_000_000)
    anew = World(other, tmp_path_factory.mktemp("anew"))
    try:
        assert anew.deployment.address("Tips") == world.deployment.address("Tips")
        with pytest.raises(WrongIndex, match="genesis hash"):
            index(database_url, anew)
        with pytest.raises(WrongIndex, match="deployment's genesis"):
            index_once(database_url, world.deployment, other.rpc_url)
        with connect(database_url) as connection:
            (halted,) = connection.execute("SELECT halted FROM checkpoint").fetchone() or ("",)
        assert "started anew" in halted
    finally:
        anew.close()
        other.stop()
    index(database_url, world)  # the right chain again: it goes on, and no longer says that it is halted
    assert tables_of(database_url)["checkpoint"][0][-1] is None


def test_a_second_writer_is_kept_out(world: World, database_url: str) -> None:
    with writing(database_url), pytest.raises(LockTaken, match="'indexer'"):
        index(database_url, world)
    index(database_url, world)


def test_every_commit_is_told(world: World, database_url: str) -> None:
    crowd(world, 3)
    with connect(database_url) as listener:
        listener.autocommit = True
        listener.execute("LISTEN planet_blocks")
        index(database_url, world)
        told = [json.loads(each.payload) for each in listener.notifies(timeout=2, stop_after=1)]
    assert told[0]["number"] == world.head()
    assert told[0]["dropped_above"] is None


def test_audit_finds_every_kind_of_tampering(world: World, database_url: str) -> None:
    crowd(world, 15)
    index(database_url, world)
    tampered = {
        "UPDATE market_sum SET volume = volume + 1": "volume",
        "UPDATE balance_sum SET amount = amount + 1 WHERE amount > 0": "amount",
        "DELETE FROM creator_tip_sum": "amount",
        "UPDATE supply_sum SET holders = holders + 1": "holders",
        "DELETE FROM tip_sent WHERE log_index % 2 = 0": "facts",
    }
    with connect(database_url) as connection:
        assert audit_facts(connection) == []
        for statement, column in tampered.items():
            connection.execute("COMMIT")
            connection.execute(statement)
            connection.execute("COMMIT")
            assert column in {difference.column for difference in audit_facts(connection)}, statement
        node = node_of(world)
        connection.execute("UPDATE market_sum SET quote_net = quote_net + 1")
        connection.execute("COMMIT")
        found = audit_chain(connection, node, world.deployment)
        assert {(each.column, each.source) for each in found} == {("quote_net", "reservesOf(address)")}
        node.rpc.close()
