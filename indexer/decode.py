"""Logs become events: one decoder an event, compiled from the ABI at start.

A compiled decoder only slices hexadecimal text at places known beforehand, which is an order of magnitude
faster than walking the ABI for each log. Strings and arrays, which are rare here, are walked.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final, TypeAlias, get_args

from indexer import events
from indexer.errors import MalformedLog
from indexer.events import At, Event
from indexer.logs import RawLog
from planet_chain.chain.abi import abi_of
from planet_chain.core.keccak import keccak

Decode: TypeAlias = Callable[[RawLog], Event]

SPEAKERS: Final = (
    "FollowGraph",
    "CommunityToken",
    "CommunityMarket",
    "Tips",
    "RewardDistributor",
    "CreatorRegistry",
    "Airdrops",
    "Membership",
    "PrizeQuestions",
)
"""The contracts whose events are indexed. Points says nothing but the `Transfer` of a community token.

The two kinds of `Transfer` have one topic. The later one looks first, so it is that of amounts,
which are many.
"""

_WORD: Final = 64
"""Hexadecimal digits of a 32-byte word."""
_RENAMED: Final = {
    "from": "sender",
    "to": "recipient",
    "value": "amount",
    "start": "starts_at",
    "end": "ends_at",
    "index": "leaf_index",
    "id": "pass_id",
}
"""Solidity's parameters whose names would say little, or something else, in Python or in SQL."""


def decode(logs: Iterable[RawLog]) -> Iterator[Event]:
    """The events that `logs` state, in the same order.

    Raises:
        MalformedLog: a log is damaged, or of an event that is not indexed.
    """
    known = decoders()
    for log in logs:
        decoder = known.get(log.topics[:_WORD])
        if decoder is None:
            raise MalformedLog("event that is indexed", log.block_number, log.log_index)
        yield decoder(log)


@cache
def decoders() -> Mapping[str, Decode]:
    """First topic, as 64 hexadecimal digits -> the decoder of that event."""
    classes = {kind.__name__: kind for kind in get_args(Event)}
    found: dict[str, Decode] = {}
    for contract in SPEAKERS:
        for entry in abi_of(contract):
            if entry["type"] == "event" and (name := class_name_of(entry)) in classes:
                topic = topic_of(entry)
                found[topic] = compile_decoder(entry, classes.pop(name), found.get(topic))
    if classes:
        raise LookupError(f"no contract says {', '.join(classes)}: events.py and the ABIs differ")
    return found


def topics_of(*names: str) -> tuple[str, ...]:
    """The first topics of the events whose classes have these names.

    Raises:
        LookupError: no contract says one of them.
    """
    found = {
        class_name_of(entry): topic_of(entry)
        for contract in SPEAKERS
        for entry in abi_of(contract)
        if entry["type"] == "event"
    }
    return tuple(found[name] for name in names)


def class_name_of(entry: Mapping[str, Any]) -> str:
    """The name of the class of the event `entry` of an ABI: a `Transfer` that indexes its id is of an NFT."""
    name: str = entry["name"]
    return "NftTransfer" if name == "Transfer" and all(each["indexed"] for each in entry["inputs"]) else name


def topic_of(entry: Mapping[str, Any]) -> str:
    """The first topic of the event `entry` of an ABI, 64 hexadecimal digits."""
    return keccak(f"{entry['name']}({','.join(map(_type_of, entry['inputs']))})".encode()).hex()


def compile_decoder(entry: Mapping[str, Any], kind: type[Event], otherwise: Decode | None = None) -> Decode:
    """A function that makes a `kind` of a log of the event `entry` of an ABI.

    Args:
        otherwise: the decoder of an event with the same first topic and another number of topics.
    Raises:
        LookupError: the fields of `kind` are not the event's parameters.
    """
    _compare_names(entry, kind)
    indexed = [given for given in entry["inputs"] if given["indexed"]]
    plain = [given for given in entry["inputs"] if not given["indexed"]]
    places = {given["name"]: ("topics", _WORD * (number + 1)) for number, given in enumerate(indexed)}
    places |= {given["name"]: ("data", _WORD * number) for number, given in enumerate(plain)}
    fields = [_expression(given, *places[given["name"]]) for given in entry["inputs"]]
    if "token" in kind._fields and "token" not in places:
        fields.insert(0, "address")  # of a Transfer, the token is who says it
    width = _WORD * len(plain)
    is_dynamic = any(_is_dynamic(given["type"]) for given in plain)
    other = (
        f"if len(topics) != {_WORD * (len(indexed) + 1)}:\n        return otherwise(log)" if otherwise else ""
    )
    source = f"""
def decode(log):
    block_number, log_index, block_time, transaction_hash, address, topics, data = log
    {other}
    if len(topics) != {_WORD * (len(indexed) + 1)} or len(data) {"<" if is_dynamic else "!="} {width}:
        raise MalformedLog({entry["name"]!r}, block_number, log_index)
    try:
        at = new(At, (block_number, log_index, block_time, transaction_hash))
        return new({kind.__name__}, (at, {", ".join(fields)}))
    except ValueError:
        raise MalformedLog({entry["name"]!r}, block_number, log_index) from None
"""
    scope: dict[str, Any] = {
        **vars(events),
        "At": At,
        "new": tuple.__new__,  # what the class itself calls, without the call between
        "MalformedLog": MalformedLog,
        "text": _text,
        "pairs": _pairs,
        "otherwise": otherwise,
    }
    exec(compile(source, f"<decoder of {entry['name']}>", "exec"), scope)  # noqa: S102 (our own ABI, committed)
    decoder: Decode = scope["decode"]
    return decoder


def _compare_names(entry: Mapping[str, Any], kind: type[Event]) -> None:
    said = [_snake(given["name"]) for given in entry["inputs"]]
    fields = [field for field in kind._fields if field != "at" and (field in said or field != "token")]
    if fields != said:
        raise LookupError(f"{kind.__name__} has {fields}, but Solidity says {said}")


def _expression(given: Mapping[str, Any], source: str, start: int) -> str:
    word = f"{source}[{start}:{start + _WORD}]"
    match given["type"]:
        case "address":
            return f"'0x' + {source}[{start + 24}:{start + _WORD}]"
        case "bytes32":
            return f"'0x' + {word}"
        case "bool":
            return f"int({word}, 16) != 0"
        case "string":
            return f"text(data, {start})"
        case "tuple[]" if [part["type"] for part in given["components"]] == ["address", "uint256"]:
            return f"pairs(data, {start})"
        case kind if kind.startswith("uint"):
            return f"int({word}, 16)"
        case kind:
            raise LookupError(f"no decoder for the type {kind}")


def _text(data: str, place: int) -> str:
    start = 2 * int(data[place : place + _WORD], 16)
    length = 2 * int(data[start : start + _WORD], 16)
    written = data[start + _WORD : start + _WORD + length]
    if len(written) != length:
        raise ValueError("cut off")
    # whatever anybody wrote on chain must fit into PostgreSQL, which takes valid UTF-8 without NUL
    return bytes.fromhex(written).decode(errors="replace").replace("\0", "\ufffd")


def _pairs(data: str, place: int) -> tuple[tuple[str, int], ...]:
    start = 2 * int(data[place : place + _WORD], 16)
    count = int(data[start : start + _WORD], 16)
    first = start + _WORD
    words = data[first : first + 2 * count * _WORD]
    if len(words) != 2 * count * _WORD:
        raise ValueError("cut off")
    return tuple(
        ("0x" + words[at + 24 : at + _WORD], int(words[at + _WORD : at + 2 * _WORD], 16))
        for at in range(0, len(words), 2 * _WORD)
    )


def _is_dynamic(kind: str) -> bool:
    return kind in ("string", "bytes") or kind.endswith("[]")


def _type_of(given: Mapping[str, Any]) -> str:
    kind: str = given["type"]
    if kind.startswith("tuple"):
        return f"({','.join(map(_type_of, given['components']))}){kind.removeprefix('tuple')}"
    return kind


def _snake(name: str) -> str:
    return _RENAMED.get(name) or re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
