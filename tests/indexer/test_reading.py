"""What is believed of a node, and how it is asked for no more than it takes. No chain: a scripted node."""

from collections.abc import Callable, Sequence
from itertools import groupby

import pytest

from indexer.errors import BlockMissing, BranchMoved, NodeRefused, NodeSilent
from indexer.logs import RawLog
from indexer.node import Filter, Logs, RangeRefused
from indexer.ranges import AddressCap, RangeSizer
from indexer.reading import Reader
from indexer.rpc import RpcError
from indexer.tally import Tally

WANTED = Filter([f"0x{number:040x}" for number in range(4)], ["0" * 64])
NONE = Logs([], {})


def log(number: int) -> Logs:
    raw = RawLog(number, 0, 1, "0x" + "11" * 32, WANTED.addresses[0], WANTED.topics[0], "")
    return Logs([raw], {number: f"0x{number:064x}"})


class Scripted:
    """A node that answers `eth_getLogs` as `script` says, and counts how often it was asked."""

    def __init__(self, script: Callable[[int, int, int, Filter], Logs]) -> None:
        self.rpc = self
        self.tally = Tally()
        self.asked: list[tuple[int, int, int, bool]] = []
        self.seconds = 0.01
        self._script = script

    def logs(self, first: int, last: int, wanted: Sequence[Filter], to_end: bool) -> tuple[list[Logs], float]:
        return [self._part(first, last, each, to_end) for each in wanted], self.seconds

    def _part(self, first: int, last: int, wanted: Filter, to_end: bool) -> Logs:
        self.asked.append((first, last, len(wanted.addresses), to_end))
        return self._script(len(self.asked), first, last, wanted)


def reader_of(script: Callable[[int, int, int, Filter], Logs], cap: int = 100) -> tuple[Reader, Scripted]:
    node = Scripted(script)
    return Reader(node, RangeSizer(cap)), node  # type: ignore[arg-type]  # it answers what a reader asks


def test_an_empty_answer_must_come_twice_and_the_second_time_with_the_last_block() -> None:
    reader, node = reader_of(lambda time, first, last, wanted: NONE)
    assert reader.believed(1, 9, WANTED) == NONE
    assert node.asked == [(1, 9, 4, False), (1, 9, 4, True)]
    assert reader_asks_once_for_what_says_something() == 1


def reader_asks_once_for_what_says_something() -> int:
    reader, node = reader_of(lambda time, first, last, wanted: log(5))
    assert reader.believed(1, 9, WANTED) == log(5)
    return len(node.asked)


def test_after_a_contradiction_everything_must_be_said_once_more() -> None:
    reader, node = reader_of(lambda time, first, last, wanted: NONE if time == 1 else log(5))
    assert reader.believed(1, 9, WANTED) == log(5)
    assert (len(node.asked), node.tally.of("contradictions")) == (3, 1)
    reader.believed(1, 9, WANTED)
    assert len(node.asked) == 5
    quiet = Scripted(lambda time, first, last, wanted: NONE)
    reader.node = quiet  # type: ignore[assignment]  # the same reader, which has learnt to doubt
    assert reader.believed(1, 9, WANTED) == NONE
    assert len(quiet.asked) == 3


def test_part_of_an_answer_never_wins_however_often_it_comes() -> None:
    whole = Logs(log(5).logs + log(6).logs, {**log(5).hashes, **log(6).hashes})
    reader, node = reader_of(lambda time, first, last, wanted: whole if time % 4 == 1 else log(5))
    assert reader.believed(1, 9, WANTED, times=2) == whole
    assert len(node.asked) == 9


def test_a_node_that_never_agrees_with_itself_is_refused() -> None:
    reader, _ = reader_of(lambda time, first, last, wanted: log(time))
    with pytest.raises(BranchMoved, match="blocks 1 to 9 each time"):
        reader.believed(1, 9, WANTED, times=2)


def test_a_node_without_the_last_block_is_not_believed() -> None:
    def behind(time: int, first: int, last: int, wanted: Filter) -> Logs:
        if time > 1:
            raise BlockMissing(last)
        return NONE

    reader, _ = reader_of(behind)
    with pytest.raises(BranchMoved, match="no block 9"):
        reader.believed(1, 9, WANTED)


def test_a_node_that_lags_for_a_moment_is_asked_again() -> None:
    def behind(time: int, first: int, last: int, wanted: Filter) -> Logs:
        if first == 31 and time < 6:
            raise BlockMissing(last)
        return NONE

    reader, node = reader_of(behind)
    assert reader.believed(1, 60, WANTED) == NONE
    assert [first for first, *_ in node.asked] == [1, 1, 31, 31, 31, 31, 31]  # the first 30 were not lost


def refusal(message: str) -> RangeRefused:
    return RangeRefused(RpcError(-32000, message))


def test_what_is_not_understood_halves_the_range_and_then_the_addresses() -> None:
    def picky(time: int, first: int, last: int, wanted: Filter) -> Logs:
        if last > first or len(wanted.addresses) > 1:
            raise refusal("something went wrong")
        return log(first) if wanted.addresses[0] == WANTED.addresses[0] else NONE

    reader, node = reader_of(picky)
    assert [each.block_number for each in reader.logs(1, 3, WANTED).logs] == [1, 2, 3]
    asked = [ask for ask, _ in groupby(ask[:3] for ask in node.asked)]
    assert asked[:4] == [(1, 3, 4), (1, 1, 4), (1, 1, 2), (1, 1, 1)]


def test_a_node_that_refuses_one_block_of_one_address_is_given_up() -> None:
    def never(time: int, first: int, last: int, wanted: Filter) -> Logs:
        raise refusal("something went wrong")

    with pytest.raises(NodeRefused, match="something went wrong"):
        reader_of(never)[0].logs(1, 1, WANTED)


def test_a_cap_of_addresses_splits_the_list_and_not_the_range() -> None:
    def capped(time: int, first: int, last: int, wanted: Filter) -> Logs:
        if len(wanted.addresses) > 3:
            raise refusal("4 addresses given, at most 3 addresses allowed")
        return log(5) if WANTED.addresses[0] in wanted.addresses else NONE

    reader, node = reader_of(capped)
    assert reader.logs(1, 9, WANTED) == log(5)
    assert [ask[:3] for ask in node.asked] == [(1, 9, 4), (1, 9, 3), (1, 9, 1)]
    reader.logs(1, 9, WANTED)
    assert len(node.asked) == 5


def test_two_halves_of_a_list_from_two_branches_are_not_put_together() -> None:
    def forked(time: int, first: int, last: int, wanted: Filter) -> Logs:
        if len(wanted.addresses) > 2:
            raise refusal("too many addresses, at most 2")
        return Logs(log(5).logs, {5: f"0x{time:064x}"})

    with pytest.raises(NodeRefused, match="from one branch to another"):
        reader_of(forked)[0].logs(1, 9, WANTED)


def test_a_range_that_takes_too_long_is_halved_for_the_next_time() -> None:
    def slow(time: int, first: int, last: int, wanted: Filter) -> Logs:
        raise NodeSilent("http://node", "it took too long", is_slow=True)

    reader, _ = reader_of(slow)
    with pytest.raises(NodeSilent):
        reader.logs(1, 100, WANTED)
    assert reader.sizer.size == 15


def test_a_guessed_cap_of_addresses_is_tried_again_and_a_stated_one_is_not() -> None:
    addresses = WANTED.addresses
    guessed, stated = AddressCap(), AddressCap()
    assert guessed.refused(4, None)
    assert stated.refused(4, 2)
    assert len(guessed.parts(addresses)) == len(stated.parts(addresses)) == 2
    for _ in range(3):
        guessed.went_well(2)
        stated.went_well(2)
    assert (len(guessed.parts(addresses)), len(stated.parts(addresses))) == (1, 2)


def test_queries_that_are_refused_at_the_same_time_split_the_addresses_once() -> None:
    cap = AddressCap()
    assert all(cap.refused(8, None) for _ in range(5))
    assert cap.at_once(8) == 4
    assert all(cap.refused(4, None) for _ in range(2))
    assert cap.refused(2, None)
    assert cap.at_once(8) == 1
    assert not cap.refused(1, None)


def test_a_guess_that_was_confirmed_is_doubted_less_and_less() -> None:
    cap = AddressCap()
    assert cap.refused(8, None)
    doubts = 0
    for _ in range(1_000):
        if cap.at_once(8) > 4:
            assert cap.tried_more(8)
            doubts += 1
        assert cap.at_once(8) == 4
        cap.went_well(4)
    assert 2 < doubts < 10
    assert not cap.tried_more(4)  # so many went well: this refusal is about something else


def test_what_few_addresses_went_well_with_says_nothing_about_more() -> None:
    cap = AddressCap()
    assert cap.refused(16, None)
    cap.went_well(8)
    cap.went_well(1)  # a child that was just born
    assert not cap.tried_more(8)
    assert cap.at_once(16) == 8


def test_a_cap_of_addresses_that_is_not_told_does_not_cost_blocks() -> None:
    def two_at_most(time: int, first: int, last: int, wanted: Filter) -> Logs:
        if len(wanted.addresses) > 2:
            raise RangeRefused(RpcError(-32602, "no"))
        return NONE

    reader, node = reader_of(two_at_most)
    reader.believed(1, 30, WANTED)  # learns it, with ranges of one block in the end
    before = len(node.asked)
    reader.believed(31, 2_000, WANTED)
    assert reader.sizer.size > 30
    assert len(node.asked) - before < 400


def test_a_range_is_as_long_as_one_answer_allows_however_many_parts_it_has() -> None:
    reader, node = reader_of(lambda time, first, last, wanted: NONE)
    reader.believed(1, 2_000, WANTED)
    assert reader.sizer.size == 100
    node.seconds = 15
    reader.believed(2_001, 2_100, WANTED)
    assert reader.sizer.size < 20
