"""Hashes that open as nobody else's. tests/api compares them with the contract's."""

from typing import Any

import pytest
from eth_abi.abi import encode
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.answers import answer_hash, text_hash
from planet_chain.core.errors import InvalidAmount, PlanetError
from planet_chain.core.keccak import keccak

_KINDS = ["uint256", "address", "uint256", "address", "bytes32", "bytes32"]
_hex = {size: st.binary(min_size=size, max_size=size).map(lambda raw: "0x" + raw.hex()) for size in (20, 32)}
_named = st.tuples(
    st.integers(0, 2**256 - 1), _hex[20], st.integers(0, 2**256 - 1), _hex[20], _hex[32], _hex[32]
)


def test_words_are_hashed_as_they_are() -> None:
    # keccak256("") and keccak256("hello") as every explorer shows them
    assert text_hash("") == "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
    assert text_hash("hello") == "0x1c8aff950685c2ed4bc3174f3472287b56d9517b9c948127319a09a7a36deac8"
    assert text_hash("你好") == "0x" + keccak("你好".encode()).hex() != text_hash("你好 ")


@given(_named)
def test_is_the_hash_of_solidity_encoding(named: tuple[Any, ...]) -> None:
    chain, contract, question, answerer, words, salt = named
    raw = [chain, contract, question, answerer, bytes.fromhex(words[2:]), bytes.fromhex(salt[2:])]
    assert answer_hash(*named) == "0x" + keccak(encode(_KINDS, raw)).hex()


@pytest.mark.parametrize("place", range(6))
def test_every_part_of_it_counts(place: int) -> None:
    one: list[Any] = [1, "0x" + "11" * 20, 2, "0x" + "22" * 20, "0x" + "33" * 32, "0x" + "44" * 32]
    other = list(one)
    part: Any = one[place]
    other[place] = part + 7 if isinstance(part, int) else "0x" + "99" * (len(part) // 2 - 1)
    assert answer_hash(*one) != answer_hash(*other)


def test_what_is_no_address_hash_or_number_is_refused() -> None:
    good: list[Any] = [1, "0x" + "11" * 20, 2, "0x" + "22" * 20, "0x" + "33" * 32, "0x" + "44" * 32]
    for place in (1, 3, 4, 5):
        with pytest.raises(PlanetError):
            answer_hash(*[*good[:place], "0x12", *good[place + 1 :]])
    for place in (0, 2):
        with pytest.raises(InvalidAmount):
            answer_hash(*[*good[:place], 2**256, *good[place + 1 :]])
