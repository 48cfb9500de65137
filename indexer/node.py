"""What the indexer asks a node: headers, heads, logs. Whatever is not as asked is asked again, or refused."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import msgspec

from indexer.errors import BlockMissing, BranchMoved, NodeConfused, NodeRefused
from indexer.logs import RawLog
from indexer.refusals import is_about_addresses, suggested_addresses, suggested_span
from indexer.rpc import Answer, Call, Rpc, RpcError


class Header(NamedTuple):
    """A block's header, as far as the indexer needs it."""

    number: int
    hash: str
    parent_hash: str
    time: int
    bloom: int


class Heads(NamedTuple):
    """Where the chain is, seen in one request."""

    latest: Header
    safe: Header
    finalized: Header
    at: Header | None
    """The block at the height that was asked for, None when there is none."""


class Filter(NamedTuple):
    """Whose logs, and of which events."""

    addresses: Sequence[str]
    """Lower-case 0x addresses."""
    topics: Sequence[str]
    """First topics, 64 hexadecimal digits each."""


class Logs(NamedTuple):
    """The logs of some blocks, in order, and the hashes of these blocks."""

    logs: list[RawLog]
    """Their `block_time` is -1 where the node did not say it."""
    hashes: Mapping[int, str]


class RangeRefused(Exception):
    """The node wants to be asked for less at a time.

    Attributes:
        span: blocks that it suggested, if it did.
        addresses: addresses that it suggested, if it did.
    """

    def __init__(self, error: RpcError) -> None:
        super().__init__(error.message)
        self.error = error
        self.is_about_addresses = is_about_addresses(error.message)
        self.span = None if self.is_about_addresses else suggested_span(error.message)
        self.addresses = suggested_addresses(error.message)


class _Header(msgspec.Struct, rename="camel"):
    number: str
    hash: str
    parent_hash: str
    timestamp: str
    logs_bloom: str = "0x0"


class _Log(msgspec.Struct, rename="camel"):
    block_number: str
    block_hash: str
    log_index: str
    transaction_hash: str
    address: str
    topics: list[str]
    data: str
    block_timestamp: str | None = None
    removed: bool = False


class _Receipt(msgspec.Struct):
    logs: list[_Log]


_MOST_INDEX: Final = 2**31 - 1
_RECEIPTS: Final = msgspec.json.Decoder(list[_Receipt] | None)
_HEADER: Final = msgspec.json.Decoder(_Header | None)
_LOGS: Final = msgspec.json.Decoder(list[_Log])
_TEXT: Final = msgspec.json.Decoder(str)


class Node:
    """A node, in the words of the indexer. Raises `NodeSilent` and `NodeRefused` throughout."""

    def __init__(self, rpc: Rpc) -> None:
        self.rpc = rpc

    def chain_id(self) -> int:
        """The id of the node's chain."""
        return int(_TEXT.decode(self.rpc.result("eth_chainId")), 16)

    def heads(self, number: int) -> Heads:
        """The newest, the safe and the finalized block, and the one at height `number`."""
        asked: list[str | int] = ["latest", "safe", "finalized", number]
        latest, safe, finalized, at = self._headers(asked)
        if latest is None:
            raise NodeRefused("eth_getBlockByNumber", 0, "it has no newest block")
        if safe is None or finalized is None:
            # a young chain has none yet; then only its first block is beyond doubt
            (first,) = self.headers([0])
            safe, finalized = safe or first, finalized or first
        return Heads(latest, safe, finalized, at)

    def headers(self, numbers: Sequence[int]) -> list[Header]:
        """The headers at the heights `numbers`.

        Raises:
            BlockMissing: there is no such block, any longer or yet.
        """
        found = self._headers(numbers)
        return [_present(number, header) for number, header in zip(numbers, found, strict=True)]

    def find_headers(self, numbers: Sequence[int]) -> list[Header | None]:
        """As `headers`, but None where there is no block."""
        return self._headers(numbers)

    def logs(
        self, first: int, last: int, wanted: Sequence[Filter], to_end: bool = False
    ) -> tuple[list[Logs], float]:
        """The logs that match each of `wanted` in the blocks `first` to `last`, both inclusive.

        Args:
            to_end: make sure, in the same request, that the node has block `last`.
        Returns:
            The logs for each of `wanted`, and the seconds that the node took over the slowest request.
        Raises:
            RangeRefused: too many blocks, logs or addresses at a time.
            BlockMissing: the node does not have block `last`.
        """
        where = {"fromBlock": hex(first), "toBlock": hex(last)}
        calls = [_logs_call(where, each) for each in wanted]
        if to_end:  # asked first: a node that has the block by then has its logs afterwards too
            calls.insert(0, Call("eth_getBlockByNumber", [hex(last), False]))
        answers = self.rpc.answers(calls, to_error=True)  # the other parts would be refused as well
        seconds = max(answer.seconds for answer in answers)
        if to_end:
            _present(last, _header(answers.pop(0)))
        found = [_logs(answer, each) for answer, each in zip(answers, wanted, strict=True)]
        if any(not first <= log.block_number <= last for logs in found for log in logs.logs):
            raise NodeConfused("eth_getLogs", 0, f"it gave logs from outside of blocks {first} to {last}")
        return found, seconds

    def logs_of(self, block_hash: str, wanted: Filter) -> list[RawLog]:
        """The logs that match `wanted` in the block `block_hash`.

        Raises:
            BranchMoved: the node has no such block any longer.
        """
        try:
            (answer,) = self.rpc.answers([_logs_call({"blockHash": block_hash}, wanted)])
            return _logs(answer, wanted).logs
        except RangeRefused as refused:
            raise BranchMoved(f"block {block_hash} is gone ({refused})") from refused

    def logs_in_receipts(self, block_hash: str, wanted: Filter) -> list[RawLog]:
        """As `logs_of`, but out of the block's receipts: slow, and a second opinion of the same node."""
        (answer,) = self.rpc.answers([Call("eth_getBlockReceipts", [block_hash])])
        if answer.error is not None:
            return []  # not every node serves them; then `logs_of` stands
        addresses, topics = frozenset(wanted.addresses), frozenset(wanted.topics)
        try:
            receipts = _RECEIPTS.decode(answer.result) or []
            logs = [
                log
                for receipt in receipts
                for log in receipt.logs
                if log.address.lower() in addresses and log.topics and log.topics[0][2:] in topics
            ]
            return _read_logs(logs, wanted).logs
        except (msgspec.MsgspecError, ValueError) as error:
            raise NodeRefused("eth_getBlockReceipts", 0, f"it gave something else: {error}") from error

    def call(self, calls: Sequence[tuple[str, str]], block_number: int) -> list[str]:
        """The results of `eth_call` of (address, data) at a height, as 0x text.

        Raises:
            NodeRefused: a call failed.
        """
        asked = [Call("eth_call", [{"to": to, "data": data}, hex(block_number)]) for to, data in calls]
        return [_TEXT.decode(_result("eth_call", answer)) for answer in self.rpc.answers(asked)]

    def _headers(self, places: Sequence[str | int]) -> list[Header | None]:
        tags = [hex(place) if isinstance(place, int) else place for place in places]
        answers = self.rpc.answers([Call("eth_getBlockByNumber", [tag, False]) for tag in tags])
        found = [_header(answer) for answer in answers]
        for place, header in zip(places, found, strict=True):
            if isinstance(place, int) and header is not None and header.number != place:
                raise NodeRefused("eth_getBlockByNumber", 0, f"block {header.number} instead of {place}")
        return found


def _header(answer: Answer) -> Header | None:
    if answer.error is not None:
        return None
    try:
        read = _HEADER.decode(answer.result)
        return read and Header(
            int(read.number, 16),
            read.hash,
            read.parent_hash,
            int(read.timestamp, 16),
            int(read.logs_bloom, 16),
        )
    except (msgspec.MsgspecError, ValueError) as error:
        raise NodeRefused(
            "eth_getBlockByNumber", 0, f"it gave something else than a block: {error}"
        ) from error


def _logs_call(where: dict[str, str], wanted: Filter) -> Call:
    topics = [f"0x{topic}" for topic in wanted.topics]
    return Call("eth_getLogs", [{**where, "address": list(wanted.addresses), "topics": [topics]}])


def _logs(answer: Answer, wanted: Filter) -> Logs:
    if answer.error is not None:
        raise RangeRefused(answer.error)
    try:
        return _read_logs(_LOGS.decode(answer.result), wanted)
    except (msgspec.MsgspecError, ValueError) as error:
        raise NodeConfused("eth_getLogs", 0, f"it gave something else than logs: {error}") from error


def _result(method: str, answer: Answer) -> msgspec.Raw:
    if answer.error is not None:
        raise NodeRefused(method, answer.error.code, answer.error.message)
    return answer.result


def _present(number: int, header: Header | None) -> Header:
    if header is None:
        raise BlockMissing(number)
    return header


def _read_logs(read: list[_Log], wanted: Filter) -> Logs:
    known, topics = frozenset(wanted.addresses), frozenset(wanted.topics)
    logs: list[RawLog] = []
    hashes: dict[int, str] = {}
    before, is_ordered = (-1, -1), True
    for log in read:
        place = number, index = int(log.block_number, 16), int(log.log_index, 16)
        time = int(log.block_timestamp or "0x0", 16) or -1  # some nodes say 0 instead of nothing
        address = log.address if log.address in known else log.address.lower()
        joined = "".join(log.topics).replace("0x", "")
        if index > _MOST_INDEX or not _is_hexadecimal(log.transaction_hash, joined, log.data):
            raise ValueError(f"log {index} of block {number} is damaged")
        if address not in known or joined[:64] not in topics or log.removed:
            raise ValueError(f"log {index} of block {number} was not asked for")
        if hashes.setdefault(number, log.block_hash) != log.block_hash:
            raise ValueError(f"two different blocks {number}")
        logs.append(RawLog(number, index, time, log.transaction_hash, address, joined, log.data[2:]))
        is_ordered, before = is_ordered and before < place, place
    return Logs(logs if is_ordered else _in_order(logs), hashes)


def _is_hexadecimal(transaction_hash: str, topics: str, data: str) -> bool:
    """Whether these are whole lower-case bytes: they go into the database as they are."""
    text = transaction_hash[2:] + topics + data[2:]
    is_shaped = len(transaction_hash) == 66 and not len(topics) % 64 and data.startswith("0x")
    # whoever parses hexadecimal lets spaces and line breaks pass, which are then not there any longer
    return is_shaped and bytes.fromhex(text).hex() == text


def _in_order(logs: list[RawLog]) -> list[RawLog]:
    found: dict[tuple[int, int], RawLog] = {}
    for log in logs:
        if found.setdefault((log.block_number, log.log_index), log) != log:
            raise ValueError(f"two different logs {log.log_index} of block {log.block_number}")
    return [found[place] for place in sorted(found)]
