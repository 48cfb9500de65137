from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.keccak import keccak
from planet_chain.core.keccak_batch import keccak_batch
from planet_chain.core.merkle import Leaf, Tree, build_tree, dump_tree, node_hash
from planet_chain.core.merkle_batch import ascending, build_large_tree, hash_parents
from tests.core.test_merkle import ask_openzeppelin, leaf, leaves


def large(rows: list[Leaf]) -> Tree:
    ordered = sorted(rows)
    columns = zip(*ordered, strict=True) if ordered else ([], [], [])
    accounts, tokens, amounts = map(list, columns)
    return build_large_tree(ordered, accounts, tokens, amounts)


def words(data: bytes, width: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint64]]:
    return np.frombuffer(data, dtype="<u8").reshape(-1, width // 8)


@pytest.mark.parametrize("width", range(8, 136, 8))
@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 200])
def test_many_hashes_at_once_are_the_same_as_one_by_one(width: int, count: int) -> None:
    data = Random(width).randbytes(width * count)
    found = keccak_batch(words(data, width))
    expected = [keccak(data[place : place + width]) for place in range(0, len(data), width)]
    assert [row.tobytes() for row in found] == expected


def test_a_message_of_more_than_a_block_is_refused() -> None:
    with pytest.raises(ValueError, match="17 words"):
        keccak_batch(np.zeros((1, 17), dtype=np.uint64))


@given(leaves)
def test_the_large_tree_is_the_same_tree(rows: list[Leaf]) -> None:
    expected, found = build_tree(rows), large(rows)
    assert dump_tree(found) == dump_tree(expected)
    assert found.root == expected.root
    assert list(found.nodes) == expected.nodes
    assert [found.proof(number) for number in range(len(rows))] == [
        expected.proof(number) for number in range(len(rows))
    ]


@pytest.mark.parametrize("most", [2**63, 2**64 - 1, 2**64, 2**256 - 1])
def test_amounts_of_any_size_are_hashed(most: int) -> None:
    rows = [leaf(1, most), leaf(2, 0), leaf(3, 7)]
    assert dump_tree(large(rows)) == dump_tree(build_tree(rows))


@pytest.mark.parametrize("count", [255, 256, 257, 1_000, 70_000])
def test_every_level_is_hashed(count: int) -> None:
    rows = [leaf(number * 7919, number**5) for number in range(count)]
    assert dump_tree(large(rows)) == dump_tree(build_tree(rows))


@pytest.mark.parametrize("count", [1, 2, 3, 21, 64])
def test_openzeppelin_agrees_with_the_large_tree(count: int) -> None:
    tree = large([leaf(number * 7919 % 100, 10**number) for number in range(count)])
    found = ask_openzeppelin(dump_tree(tree))
    assert found["root"] == tree.root
    assert found["proofs"] == [tree.proof(number) for number in range(count)]
    assert found["dump"].encode() == dump_tree(tree)


alike = st.lists(st.integers(0, 3), min_size=1, max_size=40).map(
    lambda ends: words(b"".join(bytes(8) + bytes([end]) * 24 for end in ends), 32)
)


@given(alike)
def test_hashes_that_begin_alike_are_told_apart(
    hashes: np.ndarray[tuple[int, int], np.dtype[np.uint64]],
) -> None:
    ordered = [row.tobytes() for row in hashes[ascending(hashes)]]
    assert ordered == sorted(row.tobytes() for row in hashes)
    count = len(hashes)
    nodes = np.zeros((2 * count - 1, 4), dtype=np.uint64)
    nodes[count - 1 :] = hashes
    hash_parents(nodes, count)
    for place in range(count - 1):
        children = (nodes[2 * place + 1].tobytes(), nodes[2 * place + 2].tobytes())
        assert nodes[place].tobytes() == node_hash(*children)
