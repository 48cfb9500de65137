"""Merkle trees of rewards: OpenZeppelin's `StandardMerkleTree`, dumped in its `standard-v1` JSON."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import Any, Final, NamedTuple, TypeVar

from planet_chain.core.addresses import ZERO_HASH, lower_address
from planet_chain.core.amounts import format_amount, parse_amount
from planet_chain.core.errors import PlanetError
from planet_chain.core.keccak import keccak

ENCODING: Final = ["address", "address", "uint256"]
FORMAT: Final = "standard-v1"
_PIECE: Final = 65_536
"""Nodes or leaves that are dumped at once."""


LeafT = TypeVar("LeafT")


class Leaf(NamedTuple):
    """Everything `account` ever earned in `token`, smallest units. Addresses are lower-case."""

    account: str
    token: str
    amount: int


class InvalidTree(PlanetError):
    """A text is no tree, or a tree does not hold what it says."""

    def __init__(self, reason: str) -> None:
        super().__init__("invalid-tree", f"not a {FORMAT} tree: {reason}")


@dataclass(frozen=True)
class Tree:
    """A complete binary tree in an array: the children of node i are 2i + 1 and 2i + 2."""

    nodes: Sequence[bytes]
    """2n - 1 hashes for n leaves, the root first; none for no leaves."""
    leaves: Sequence[Leaf]
    places: Sequence[int]
    """Where in `nodes` each leaf is."""

    @property
    def root(self) -> str:
        """The root as 0x hex, 32 zero bytes for a tree without leaves."""
        return "0x" + self.nodes[0].hex() if self.nodes else ZERO_HASH

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], int]:
        return {(leaf.account, leaf.token): number for number, leaf in enumerate(self.leaves)}

    def find(self, account: str, token: str) -> int | None:
        """The number of the leaf of `account` in `token`, lower-case addresses; None when there is none."""
        return self._numbers.get((account, token))

    def proof(self, number: int) -> list[str]:
        """The hashes that lead from leaf `number` to the root, nearest first, as 0x hex."""
        return proof_at(self.nodes, self.places[number])


def leaf_hash(leaf: Leaf) -> bytes:
    """keccak256 of keccak256(abi.encode(leaf)): hashed twice, so that no leaf reads as an inner node."""
    words = (bytes.fromhex(leaf.account[2:]), bytes.fromhex(leaf.token[2:]), leaf.amount.to_bytes(32, "big"))
    return keccak(keccak(b"".join(word.rjust(32, b"\0") for word in words)))


def node_hash(one: bytes, other: bytes) -> bytes:
    """The parent of two nodes, whichever is left."""
    return keccak(one + other if one < other else other + one)


def build_tree(leaves: Iterable[Leaf]) -> Tree:
    """The tree over `leaves`, in order of account, then token; the same leaves give the same tree.

    Args:
        leaves: at most one for an account and a token.
    Raises:
        InvalidAddress, InvalidAmount: a leaf is malformed.
        InvalidTree: an account and a token repeat.
    """
    rows = sorted(_checked(row) for row in leaves)
    for one, other in pairwise(rows):
        if one[:2] == other[:2]:
            raise InvalidTree(f"account {one.account} with token {one.token} repeats")
    nodes, places = arrange([leaf_hash(row) for row in rows])
    return Tree(nodes, rows, places)


def arrange(hashes: Sequence[bytes]) -> tuple[list[bytes], list[int]]:
    """The nodes of the tree over the leaves with these `hashes`, and where in it each leaf is."""
    size = max(2 * len(hashes) - 1, 0)
    nodes, places = [b""] * size, [0] * len(hashes)
    for depth, number in enumerate(sorted(range(len(hashes)), key=hashes.__getitem__)):
        places[number] = size - 1 - depth
        nodes[size - 1 - depth] = hashes[number]
    for place in range(len(hashes) - 2, -1, -1):
        nodes[place] = node_hash(nodes[2 * place + 1], nodes[2 * place + 2])
    return nodes, places


def proof_at(nodes: Sequence[bytes], place: int) -> list[str]:
    """The hashes that lead from the node at `place` to the root, nearest first, as 0x hex."""
    proof = []
    while place > 0:
        sibling = place + 1 if place % 2 else place - 1
        proof.append("0x" + nodes[sibling].hex())
        place = (place - 1) // 2
    return proof


def verify(root: str, leaf: Leaf, proof: Sequence[str]) -> bool:
    """Whether `proof` shows that `leaf` is in the tree with `root` (0x hex, any case)."""
    node = leaf_hash(leaf)
    for step in proof:
        node = node_hash(node, bytes.fromhex(step[2:]))
    return "0x" + node.hex() == root.lower()


def dump_tree(tree: Tree) -> bytes:
    """The bytes of tree.json: OpenZeppelin's dump, without spaces."""
    return b"".join(dump_pieces(tree))


def dump_pieces(tree: Tree) -> Iterator[bytes]:
    """The bytes of tree.json a piece at a time: a dump of millions of leaves need not fit into memory."""
    values = (f'"{leaf.account}","{leaf.token}","{format_amount(leaf.amount)}"' for leaf in tree.leaves)
    return pieces_of(ENCODING, tree.nodes, values, tree.places)


def pieces_of(
    encoding: Sequence[str], nodes: Iterable[bytes], values: Iterable[str], places: Iterable[int]
) -> Iterator[bytes]:
    """A `standard-v1` dump a piece at a time; `values` are the leaves' parts as JSON, without brackets."""
    written = json.dumps(encoding, separators=(",", ":"))
    yield f'{{"format":"{FORMAT}","leafEncoding":{written},"tree":['.encode()
    yield from _joined(f'"0x{node.hex()}"' for node in nodes)
    yield b'],"values":['
    pairs = zip(values, places, strict=True)
    yield from _joined(f'{{"value":[{value}],"treeIndex":{place}}}' for value, place in pairs)
    yield b"]}"


def _joined(texts: Iterator[str]) -> Iterator[bytes]:
    separator = ""
    while piece := list(islice(texts, _PIECE)):
        yield (separator + ",".join(piece)).encode()
        separator = ","


def load_tree(data: bytes) -> Tree:
    """The tree that `data` dumps, with every hash of it recomputed.

    Raises:
        InvalidTree: it is no `standard-v1` dump of our leaves, or a hash is not what it should be.
    """
    nodes, leaves, places = parse_dump(data, ENCODING, _leaf)
    expect_whole(nodes, [leaf_hash(leaf) for leaf in leaves], places)
    return Tree(nodes, leaves, places)


def parse_dump(
    data: bytes, encoding: Sequence[str], leaf_of: Callable[..., LeafT]
) -> tuple[list[bytes], list[LeafT], list[int]]:
    """Nodes, leaves and places of a `standard-v1` dump of leaves encoded as `encoding`, not yet compared.

    Args:
        leaf_of: makes a leaf of the texts of its parts.
    Raises:
        InvalidTree: it is none.
    """
    try:
        document = json.loads(data)
        if document["format"] != FORMAT or document["leafEncoding"] != list(encoding):
            raise InvalidTree(f"format {document['format']} of {document['leafEncoding']}")
        nodes = [_node(text) for text in document["tree"]]
        leaves = [leaf_of(*entry["value"]) for entry in document["values"]]
        places = [int(entry["treeIndex"]) for entry in document["values"]]
    except (ValueError, KeyError, TypeError, PlanetError) as error:
        raise error if isinstance(error, InvalidTree) else InvalidTree(str(error)) from error
    return nodes, leaves, places


def expect_whole(nodes: Sequence[bytes], hashes: Sequence[bytes], places: Sequence[int]) -> None:
    """Compare every node with what the leaves' `hashes` at `places` lead to.

    Raises:
        InvalidTree: a hash is not what it should be, or a leaf's place is taken twice.
    """
    count = len(hashes)
    if len(nodes) != max(2 * count - 1, 0):
        raise InvalidTree(f"{len(nodes)} nodes for {count} leaves")
    if sorted(places) != list(range(len(nodes) - count, len(nodes))):
        raise InvalidTree("the values do not take each leaf's place once")
    for number, (expected, place) in enumerate(zip(hashes, places, strict=True)):
        if nodes[place] != expected:
            raise InvalidTree(f"value {number} is not the leaf at place {place}")
    for place in range(count - 1):
        if nodes[place] != node_hash(nodes[2 * place + 1], nodes[2 * place + 2]):
            raise InvalidTree(f"node {place} is not the hash of its children")


def _checked(leaf: Leaf) -> Leaf:
    format_amount(leaf.amount)  # refuses what a uint256 cannot hold
    return Leaf(lower_address(leaf.account), lower_address(leaf.token), leaf.amount)


def _node(text: Any) -> bytes:
    if not isinstance(text, str) or len(text) != 66 or not text.startswith("0x"):
        raise InvalidTree(f"node {text!r} is no 32-byte hash")
    return bytes.fromhex(text[2:])


def _leaf(account: str, token: str, amount: str) -> Leaf:
    return Leaf(lower_address(account), lower_address(token), parse_amount(amount))
