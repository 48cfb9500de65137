"""What a node says once and wrongly: it is asked again, and nothing of it stays."""

import threading

import pytest

from indexer.errors import BranchMoved, NodeConfused
from indexer.follow import follow, following, index_once, writing
from indexer.follower import Step
from indexer.node import Header, Heads, Node
from indexer.rpc import Rpc
from indexer.sources import Sources
from indexer.tables import Place, Tables
from indexer.throttle import Throttle
from planet_chain.store.database import connect
from tests.indexer.faults import FAULTS, Exchange, Reply
from tests.indexer.faulty_rpc import FaultyRpc
from tests.indexer.tables_of import tables_of
from tests.indexer.world import World


def busy(world: World) -> None:
    world.found(3_000_000)
    for _ in range(4):
        world.act(5)
        world.mine()


def hasty(exchange: Exchange) -> Reply | None:
    """The newest block comes as the finalized one."""
    newest = {"jsonrpc": "2.0", "id": 0, "method": "eth_getBlockByNumber", "params": ["latest", False]}
    for at, call, _ in exchange.results("eth_getBlockByNumber"):
        if call["params"][0] == "finalized":
            exchange.change(at, exchange.ask([newest])[0]["result"])
            return exchange.reply()
    return None


def shortened(exchange: Exchange) -> Reply | None:
    """A log comes without its last word: still hexadecimal, and no whole event."""
    for at, _, logs in exchange.results("eth_getLogs"):
        for log in logs:
            if len(log["data"]) > 64:
                log["data"] = log["data"][:-64]
                exchange.change(at, logs)
                return exchange.reply()
    return None


def test_what_is_not_hexadecimal_never_reaches_the_database(world: World) -> None:
    busy(world)
    wanted, head = Sources(world.deployment).filter(), world.head()
    with FaultyRpc(world.anvil.rpc_url, ("damaged",), share=100) as liar:
        node = Node(Rpc(liar.url, 10, Throttle(1_000, 4), threading.Event()))
        refused = 0
        for _ in range(40):
            try:
                ((found,), _) = node.logs(1, head, [wanted])
            except NodeConfused:
                refused += 1
                continue
            for log in found.logs:  # some words are missing, as only who decodes it can tell
                assert bytes.fromhex(log.transaction_hash[2:] + log.topics + log.data)
                assert not set(log.topics + log.data) - set("0123456789abcdef")
        node.rpc.close()
    assert 25 <= refused < 40


def test_a_log_that_is_no_whole_event_is_asked_for_again(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FAULTS, "shortened", shortened)
    busy(world)
    world.mine(70)  # it is final, and believed at once
    said: list[str] = []
    stop, again = threading.Event(), threading.Event()
    with FaultyRpc(world.anvil.rpc_url, ("shortened",), share=100) as liar:

        def hear(sentence: str) -> None:
            said.append(sentence)
            if "is no whole" in sentence:
                liar.share = 0
            if "answers again" in sentence:
                again.set()

        where = (database_url, world.deployment, liar.url)
        follower = threading.Thread(target=follow, args=where, kwargs={"stop": stop, "say": hear})
        follower.start()
        is_back = again.wait(30)
        stop.set()
        follower.join()
    assert is_back, said
    assert len(said) == 3  # whom it follows, what is wrong, and that it is over


def test_one_answer_does_not_make_a_block_final(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FAULTS, "hasty", hasty)
    busy(world)
    stop = threading.Event()
    with (
        FaultyRpc(world.anvil.rpc_url, ("hasty",)) as liar,
        following(database_url, world.deployment, liar.url, stop, lambda sentence: None) as follower,
    ):
        while follower.step() is Step.MOVED:
            pass
        liar.share = 100
        world.mine()
        follower.step()
        liar.share = 0
        assert liar.done["hasty"] == 1
        world.mine()
        follower.step()
        with connect(database_url) as connection:
            (final,) = connection.execute("SELECT finalized_number FROM checkpoint").fetchone() or (None,)
        assert final < world.head() - 2
        world.rollback(3)
        world.mine(5)
        while follower.step() is Step.MOVED:
            pass
        assert liar.asked["eth_getBlockByNumber"] > 0


def test_nothing_is_put_behind_a_block_that_is_not_ours(world: World, database_url: str) -> None:
    busy(world)
    index_once(database_url, world.deployment, world.anvil.rpc_url)
    before = tables_of(database_url)
    with writing(database_url) as connection:
        tables = Tables(connection)
        state = tables.state()
        assert state is not None
        other = Header(state.tip.number, "0x" + "ab" * 32, "0x" + "cd" * 32, time=0, bloom=0)
        with pytest.raises(BranchMoved, match="not 0xabab"):
            tables.append(Place(other.number, other.hash), [], Heads(other, other, other, None))
    assert tables_of(database_url) == before
