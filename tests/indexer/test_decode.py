"""Compiled decoders agree with eth_abi on whatever a contract can say, and refuse what is damaged."""

from typing import Any, get_args

import pytest
from eth_abi.abi import encode
from hypothesis import given
from hypothesis import strategies as st

from indexer import events
from indexer.decode import SPEAKERS, class_name_of, compile_decoder, decode, decoders, topic_of
from indexer.errors import MalformedLog
from indexer.events import Event
from indexer.logs import RawLog
from planet_chain.chain.abi import abi_of

ENTRIES = {
    class_name_of(entry): entry
    for contract in SPEAKERS
    for entry in abi_of(contract)
    if entry["type"] == "event" and hasattr(events, entry["name"])
}
ADDRESSES = st.binary(min_size=20, max_size=20).map(lambda raw: "0x" + raw.hex())
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=70)


def values_of(given: dict[str, Any]) -> st.SearchStrategy[Any]:
    match given["type"]:
        case "address":
            return ADDRESSES
        case "bytes32":
            return st.binary(min_size=32, max_size=32)
        case "bool":
            return st.booleans()
        case "string":
            return TEXTS
        case "tuple[]":
            return st.lists(st.tuples(ADDRESSES, st.integers(0, 2**256 - 1)), max_size=8)
        case kind:
            return st.integers(0, 2 ** int(kind.removeprefix("uint")) - 1)


def type_of(given: dict[str, Any]) -> str:
    return "(address,uint256)[]" if given["type"] == "tuple[]" else str(given["type"])


def log_of(entry: dict[str, Any], values: dict[str, Any]) -> RawLog:
    indexed = [given for given in entry["inputs"] if given["indexed"]]
    plain = [given for given in entry["inputs"] if not given["indexed"]]
    topics = (
        topic_of(entry) + b"".join(encode([each["type"]], [values[each["name"]]]) for each in indexed).hex()
    )
    data = encode([type_of(each) for each in plain], [values[each["name"]] for each in plain]).hex()
    return RawLog(7, 3, 1_700_000_000, "0x" + "ab" * 32, "0x" + "cd" * 20, topics, data)


def expected(value: Any) -> Any:
    if isinstance(value, bytes):
        return "0x" + value.hex()
    return tuple(value) if isinstance(value, list) else value


@pytest.mark.parametrize("name", ENTRIES)
@given(data=st.data())
def test_decoder_gives_back_what_eth_abi_encoded(name: str, data: st.DataObject) -> None:
    entry = ENTRIES[name]
    values = {given["name"]: data.draw(values_of(given), given["name"]) for given in entry["inputs"]}
    log = log_of(entry, values)
    (event,) = decode([log])
    assert type(event).__name__ == name
    assert event.at == log[:4]
    said = tuple(event[1:])
    if name in ("Transfer", "NftTransfer"):
        assert said[0] == log.address
        said = said[1:]
    assert said == tuple(expected(values[given["name"]]) for given in entry["inputs"])


@pytest.mark.parametrize("name", ENTRIES)
def test_cut_off_or_padded_log_is_refused(name: str) -> None:
    samples: dict[str, Any] = {
        "address": "0x" + "11" * 20,
        "bytes32": b"\x22" * 32,
        "bool": True,
        "string": "a text of more than a word, so that its end can be missing",
        "tuple[]": [("0x" + "33" * 20, 5), ("0x" + "44" * 20, 6)],
    }
    entry = ENTRIES[name]
    values = {given["name"]: samples.get(given["type"], 9) for given in entry["inputs"]}
    log = log_of(entry, values)
    assert list(decode([log]))
    broken = [log._replace(topics=log.topics[:-64]), log._replace(topics=log.topics + "00" * 32)]
    if log.data:
        broken.append(log._replace(data=log.data[:-64]))
    for each in broken:
        with pytest.raises(MalformedLog, match="block 7"):
            list(decode([each]))


@pytest.mark.parametrize(("written", "read"), [(b"a\0b", "a\ufffdb"), (b"\xff\xfe", "\ufffd\ufffd")])
def test_text_that_postgresql_would_refuse_becomes_text_that_it_takes(written: bytes, read: str) -> None:
    entry = ENTRIES["RootRejected"]
    values = {"epoch": 1, "root": b"\1" * 32, "guardian": "0x" + "11" * 20, "reason": ""}
    log = log_of(entry, values)
    data = encode(["bytes"], [written]).hex()
    (event,) = decode([log._replace(data=data)])
    assert event[-1] == read


def test_every_event_class_has_a_decoder_and_every_topic_is_its_own() -> None:
    assert len(get_args(Event)) == len(ENTRIES)
    assert len(decoders()) == len(ENTRIES) - 1  # a Transfer is of an amount or of an id


def test_a_class_whose_fields_are_not_the_parameters_is_refused() -> None:
    with pytest.raises(LookupError, match="TipSent"):
        compile_decoder(ENTRIES["RewardClaimed"], events.TipSent)
