"""Who gets how much, exactly, and trees that OpenZeppelin's library agrees with."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.airdrops import (
    ENCODING,
    Gift,
    GiftTree,
    dump_gifts,
    gift_hash,
    gift_tree,
    load_gifts,
    share_out,
)
from planet_chain.core.errors import InvalidAmount
from planet_chain.core.merkle import InvalidTree, arrange, node_hash

VECTORS = json.loads((Path(__file__).parents[1] / "vectors" / "airdrop.json").read_text())["trees"]
ACCOUNTS = st.integers(1, 2**160 - 1).map(lambda number: f"0x{number:040x}")
WEIGHTS = st.dictionaries(ACCOUNTS, st.integers(1, 10**27), min_size=1, max_size=30)


def tree_of(vector: dict[str, Any]) -> GiftTree:
    gifts = [Gift(int(number), account, int(amount)) for number, account, amount in vector["leaves"]]
    nodes, places = arrange([gift_hash(gift) for gift in gifts])
    return GiftTree(nodes, gifts, places)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(len(vector["leaves"])))
def test_tree_is_openzeppelins(vector: dict[str, Any]) -> None:
    tree = tree_of(vector)
    assert tree.root == vector["root"]
    assert [tree.proof(number) for number in range(len(tree.gifts))] == vector["proofs"]
    assert json.loads(dump_gifts(tree)) == vector["dump"]
    assert load_gifts(json.dumps(vector["dump"]).encode()) == tree


@given(amounts=st.dictionaries(ACCOUNTS, st.integers(1, 2**200), max_size=40))
def test_every_gift_is_proven_and_numbered_once(amounts: dict[str, int]) -> None:
    tree = gift_tree(amounts)
    assert {gift.account: gift.amount for gift in tree.gifts} == amounts
    assert [gift.leaf_index for gift in tree.gifts] == list(range(len(amounts)))
    assert tree.total == sum(amounts.values())
    for number, gift in enumerate(tree.gifts):
        node = gift_hash(gift)
        for step in tree.proof(number):
            node = node_hash(node, bytes.fromhex(step[2:]))
        assert "0x" + node.hex() == tree.root
    assert load_gifts(dump_gifts(tree)) == tree


@given(amount=st.integers(1, 10**30), weights=WEIGHTS, equal=st.booleans())
def test_sharing_out_gives_everything_and_nobody_more_than_a_unit_too_much(
    amount: int, weights: dict[str, int], equal: bool
) -> None:
    shares = share_out(amount, weights, equal=equal)
    assert sum(shares.values()) == amount
    assert all(units > 0 for units in shares.values())
    total = len(weights) if equal else sum(weights.values())
    for account, weight in weights.items():
        exact = amount * (1 if equal else weight) // total
        assert exact <= shares.get(account, 0) <= exact + 1


def test_nothing_for_nobody_is_refused() -> None:
    with pytest.raises(InvalidAmount):
        share_out(0, {"0x" + "1" * 40: 1}, equal=True)
    with pytest.raises(InvalidAmount):
        share_out(5, {}, equal=True)
    with pytest.raises(InvalidAmount):
        gift_tree({"0x" + "1" * 40: 0})


def test_a_tampered_dump_is_refused() -> None:
    dump = json.loads(dump_gifts(gift_tree({f"0x{number:040x}": number for number in range(1, 6)})))
    dump["values"][2]["value"][2] = "7"
    with pytest.raises(InvalidTree, match="value 2"):
        load_gifts(json.dumps(dump).encode())
    same = [Gift(3, f"0x{number:040x}", 5) for number in range(1, 3)]
    nodes, places = arrange([gift_hash(gift) for gift in same])
    with pytest.raises(InvalidTree, match="number 3 repeats"):
        load_gifts(dump_gifts(GiftTree(nodes, same, places)))
    rewards = {**dump, "leafEncoding": ["address", "address", "uint256"]}
    assert rewards["leafEncoding"] != ENCODING
    with pytest.raises(InvalidTree):
        load_gifts(json.dumps(rewards).encode())
