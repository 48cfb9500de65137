import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet_chain.core.addresses import ZERO_HASH
from planet_chain.core.errors import InvalidAddress, InvalidAmount
from planet_chain.core.merkle import InvalidTree, Leaf, build_tree, dump_tree, load_tree, verify

ROOT = Path(__file__).parents[2]
VECTORS = ROOT / "tests" / "vectors" / "merkle.json"

addresses = st.binary(min_size=20, max_size=20).map(lambda data: "0x" + data.hex())
leaves = st.lists(
    st.builds(Leaf, addresses, addresses, st.integers(0, 2**256 - 1)),
    max_size=40,
    unique_by=lambda leaf: leaf[:2],
)


def leaf(number: int, amount: int = 1) -> Leaf:
    return Leaf(f"0x{number:040x}", "0x" + "ee" * 20, amount)


def ask_openzeppelin(dump: bytes) -> dict[str, Any]:
    answer = subprocess.run(
        [ROOT / ".venv" / "bin" / "node", ROOT / "tests" / "core" / "openzeppelin.js"],
        input=dump,
        capture_output=True,
        check=True,
        env=os.environ | {"NODE_PATH": str(ROOT / "node_modules")},
    )
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


@pytest.mark.parametrize("count", [1, 2, 3, 8, 21])
def test_openzeppelin_loads_our_tree_and_agrees_on_everything(count: int) -> None:
    tree = build_tree([leaf(number * 7919 % 100, 10**number) for number in range(count)])
    found = ask_openzeppelin(dump_tree(tree))
    assert found["root"] == tree.root
    assert found["proofs"] == [tree.proof(number) for number in range(count)]
    assert found["dump"].encode() == dump_tree(tree)


def test_the_roots_and_proofs_of_the_shared_vectors() -> None:
    for vector in json.loads(VECTORS.read_text())["trees"]:
        rows = [
            Leaf(account.lower(), token.lower(), int(amount)) for account, token, amount in vector["leaves"]
        ]
        tree = build_tree(rows)
        assert tree.root == vector["root"]
        assert json.loads(dump_tree(tree)) == vector["dump"]
        for row, proof in zip(rows, vector["proofs"], strict=True):
            number = tree.find(row.account, row.token)
            assert number is not None
            assert tree.proof(number) == proof


@given(leaves, st.randoms(use_true_random=False))
def test_order_and_case_of_leaves_change_nothing(rows: list[Leaf], random: Any) -> None:
    shuffled = [Leaf("0x" + row.account[2:].upper(), row.token, row.amount) for row in rows]
    random.shuffle(shuffled)
    assert dump_tree(build_tree(shuffled)) == dump_tree(build_tree(rows))


@given(leaves)
def test_every_leaf_has_a_proof_and_no_other_amount_has(rows: list[Leaf]) -> None:
    tree = build_tree(rows)
    for number, row in enumerate(tree.leaves):
        assert tree.find(row.account, row.token) == number
        proof = tree.proof(number)
        assert verify(tree.root, row, proof)
        assert verify(tree.root.upper().replace("X", "x"), row, proof)
        assert not verify(tree.root, row._replace(amount=row.amount ^ 1), proof)
        assert not verify(tree.root, row, [*proof, "0x" + "11" * 32])


@given(leaves)
def test_a_dump_loads_as_the_same_tree(rows: list[Leaf]) -> None:
    tree = build_tree(rows)
    assert load_tree(dump_tree(tree)) == tree


def test_nobody_earned_anything() -> None:
    tree = build_tree([])
    assert tree.root == ZERO_HASH == "0x" + "00" * 32
    assert dump_tree(tree) == (
        b'{"format":"standard-v1","leafEncoding":["address","address","uint256"],"tree":[],"values":[]}'
    )
    assert tree.find("0x" + "00" * 20, "0x" + "00" * 20) is None


def test_a_leaf_that_no_contract_could_hold_is_refused() -> None:
    with pytest.raises(InvalidAddress):
        build_tree([Leaf("0x12", "0x" + "ee" * 20, 1)])
    for amount in (-1, 2**256):
        with pytest.raises(InvalidAmount):
            build_tree([leaf(1, amount)])
    with pytest.raises(InvalidTree, match="repeats"):
        build_tree([leaf(1, 1), leaf(2), leaf(1, 2)])


def tampered(change: Any) -> bytes:
    document = json.loads(dump_tree(build_tree([leaf(number) for number in range(4)])))
    change(document)
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda tree: tree.update(format="standard-v2"), "standard-v2"),
        (lambda tree: tree.update(leafEncoding=["address", "uint256"]), "uint256"),
        (lambda tree: tree["tree"].pop(), "6 nodes for 4 leaves"),
        (lambda tree: tree["tree"].__setitem__(0, "0x" + "00" * 32), "node 0 is not the hash"),
        (lambda tree: tree["tree"].__setitem__(0, "0x00"), "no 32-byte hash"),
        (lambda tree: tree["tree"].__setitem__(0, "0x" + "zz" * 32), "fromhex"),
        (lambda tree: tree["values"][0].update(treeIndex=0), "each leaf's place once"),
        (lambda tree: tree["values"][0]["value"].__setitem__(2, "2"), "is not the leaf at place"),
        (lambda tree: tree["values"][0]["value"].__setitem__(2, "02"), "no amount"),
        (lambda tree: tree["values"][0]["value"].pop(), "missing"),
        (lambda tree: tree.pop("values"), "values"),
    ],
)
def test_a_tampered_dump_is_refused(change: Any, reason: str) -> None:
    with pytest.raises(InvalidTree, match=reason):
        load_tree(tampered(change))


def test_what_is_no_json_is_refused() -> None:
    for data in (b"", b"[]", b"{}", b"\xff"):
        with pytest.raises(InvalidTree):
            load_tree(data)


def test_a_hundred_thousand_leaves_are_quick() -> None:
    rows = [leaf(number, number) for number in range(100_000)]
    start = time.perf_counter()
    tree = build_tree(rows)
    seconds = time.perf_counter() - start
    print(f"100,000 leaves: {seconds:.2f} s")
    assert verify(tree.root, tree.leaves[4_321], tree.proof(4_321))
    assert seconds < 15
