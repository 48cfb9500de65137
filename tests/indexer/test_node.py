"""The parts between the node and the tables: ranges, limits, hints, bloom filters."""

import threading
import time

import pytest

from indexer.bloom import bloom_of, blooming
from indexer.errors import BranchMoved, NodeRefused
from indexer.node import Filter, Header, Logs, Node
from indexer.ranges import RangeSizer
from indexer.rpc import Rpc
from indexer.throttle import Throttle
from planet_chain.devnet.anvil import Anvil
from tests.indexer.faulty_rpc import FaultyRpc
from tests.indexer.world import World


def test_ranges_grow_after_three_good_ones_up_to_the_cap() -> None:
    sizer = RangeSizer(cap=1_000)
    sizes = [sizer.size]
    for _ in range(30):
        sizer.went_well(sizer.size, logs=0, seconds=0.01)
        sizes.append(sizer.size)
    assert sizes[:4] == [30, 30, 30, 46]
    assert sizes == sorted(sizes)
    assert sizes[-1] == 1_000


def test_ranges_shrink_to_what_is_wanted_and_keep_what_the_node_says() -> None:
    sizer = RangeSizer(cap=1_000)
    sizer.went_well(100, logs=20_000, seconds=0.1)
    assert sizer.size == 10
    sizer = RangeSizer(cap=1_000)
    sizer.refused(30, None)
    assert sizer.size == 15
    sizer.refused(15, 9)
    for _ in range(30):
        sizer.went_well(sizer.size, logs=0, seconds=0.01)
    assert sizer.size == 9
    for _ in range(9):
        sizer.refused(sizer.size, None)
    assert sizer.size == 1


def test_throttle_keeps_to_the_calls_a_second() -> None:
    throttle = Throttle(calls_per_second=200, in_flight=4)
    began = time.monotonic()
    for _ in range(10):
        with throttle.slot(4):
            pass
    assert time.monotonic() - began >= 36 / 200


def test_throttle_lets_no_more_in_than_the_limit_and_fewer_when_pressed() -> None:
    throttle = Throttle(calls_per_second=100_000, in_flight=4)
    throttle.pressed()
    assert throttle.limit == 2
    inside, most = 0, 0
    counting = threading.Lock()

    def enter() -> None:
        nonlocal inside, most
        with throttle.slot(1):
            with counting:
                inside += 1
                most = max(most, inside)
            time.sleep(0.01)
            with counting:
                inside -= 1

    threads = [threading.Thread(target=enter) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2
    for _ in range(50):
        throttle.eased()
    assert throttle.limit == 3


def node_at(url: str, max_batch: int = 100) -> Node:
    return Node(Rpc(url, max_batch, Throttle(1_000, 4), threading.Event()))


def test_bloom_filters_are_those_of_the_chain(world: World) -> None:
    world.found()
    world.mine()
    world.mine()
    node = node_at(world.anvil.rpc_url)
    busy, quiet = node.headers([world.head() - 1, world.head()])
    topics = [f"{number:064x}" for number in (2**200 + 1, 2**200 + 2)]
    market = world.deployment.address("CommunityMarket").lower()
    assert busy.bloom & bloom_of(bytes.fromhex(market[2:])) == bloom_of(bytes.fromhex(market[2:]))
    assert blooming([busy, quiet], Filter([market], topics)) == []
    (log,) = node.logs_in_receipts(busy.hash, Filter([market], [_created()]))
    assert node.logs_of(busy.hash, Filter([market], [_created()]))[0] == log
    assert blooming([busy, quiet], Filter([market], [_created()])) == [busy]
    node.rpc.close()


def _created() -> str:
    from indexer.decode import topic_of
    from planet_chain.chain.abi import abi_of

    return next(
        topic_of(entry) for entry in abi_of("CommunityMarket") if entry.get("name") == "CommunityCreated"
    )


def test_parts_of_a_query_are_under_way_at_once_and_timed_each(anvil: Anvil) -> None:
    wanted = [Filter([f"0x{number:040x}"], ["0" * 64]) for number in range(12)]
    with FaultyRpc(anvil.rpc_url, max_batch=1) as slow:
        node = node_at(slow.url)
        node.logs(0, 0, wanted[:1], to_end=True)  # finds out that it takes no batches
        slow.asked.clear()
        slow.before = lambda: time.sleep(0.05)
        began = time.monotonic()
        found, seconds = node.logs(0, 0, wanted, to_end=True)
        assert time.monotonic() - began < 12 * 0.05
        assert 0.05 <= seconds < 5 * 0.05
        assert slow.asked == {"eth_getLogs": 12, "eth_getBlockByNumber": 1}
        assert found == [Logs([], {})] * 12
        node.rpc.close()


def test_a_block_is_seen_before_its_logs_are_asked_for(anvil: Anvil) -> None:
    """The other way round a node that gets the block in between would vouch for an answer without it."""
    with FaultyRpc(anvil.rpc_url, max_batch=1) as single:
        node = node_at(single.url, max_batch=1)
        seen: list[dict[str, int]] = []
        single.before = lambda: seen.append(dict(single.asked))
        node.logs(0, 0, [Filter(["0x" + "11" * 20], ["0" * 64])], to_end=True)
        assert seen[0] == {"eth_getBlockByNumber": 1}
        node.rpc.close()


def test_headers_that_do_not_exist_are_named(anvil: Anvil) -> None:
    node = node_at(anvil.rpc_url, max_batch=2)
    assert [found and found.number for found in node.find_headers([0, 5, 0])] == [0, None, 0]
    with pytest.raises(BranchMoved, match="no block 5"):
        node.headers([0, 5])
    with pytest.raises(NodeRefused, match="eth_nonsense"):
        node.rpc.result("eth_nonsense")
    assert isinstance(node.heads(0).latest, Header)
    assert node.chain_id() == anvil.chain_id
    node.rpc.close()
