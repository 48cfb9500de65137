"""Airdrops: who gets how much, and the tree that `Airdrops.sol` pays by. Amounts in smallest units."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from planet_chain.core.addresses import ZERO_HASH, lower_address
from planet_chain.core.amounts import format_amount, parse_amount
from planet_chain.core.errors import InvalidAmount
from planet_chain.core.keccak import keccak
from planet_chain.core.merkle import InvalidTree, arrange, expect_whole, parse_dump, pieces_of, proof_at
from planet_chain.core.settlement import hamilton

ENCODING: Final = ["uint256", "address", "uint256"]


class Gift(NamedTuple):
    """A leaf: `account`, lower case, gets `amount` under the number `leaf_index`."""

    leaf_index: int
    account: str
    amount: int


@dataclass(frozen=True)
class GiftTree:
    """A complete binary tree in an array: the children of node i are 2i + 1 and 2i + 2."""

    nodes: Sequence[bytes]
    gifts: Sequence[Gift]
    places: Sequence[int]
    """Where in `nodes` each gift is."""

    @property
    def root(self) -> str:
        """The root as 0x hex, 32 zero bytes for a tree without gifts."""
        return "0x" + self.nodes[0].hex() if self.nodes else ZERO_HASH

    @property
    def total(self) -> int:
        """What all gifts come to."""
        return sum(gift.amount for gift in self.gifts)

    def proof(self, number: int) -> list[str]:
        """The hashes that lead from gift `number` to the root, nearest first, as 0x hex."""
        return proof_at(self.nodes, self.places[number])


def share_out(amount: int, weights: Mapping[str, int], *, equal: bool) -> dict[str, int]:
    """Split `amount` among the accounts of `weights`, in proportion to them or equally, to the last unit.

    By largest remainder, ties to the smaller address. Who would get less than a unit gets nothing.

    Args:
        weights: lower-case address -> weight above 0.
    Returns:
        address -> units above 0, which sum to `amount`.
    Raises:
        InvalidAmount: nothing would be given, or nobody is there to get it.
    """
    if amount <= 0 or not weights:
        raise InvalidAmount(f"{amount} smallest units for {len(weights)} accounts are no airdrop; give more")
    return hamilton(amount, dict.fromkeys(weights, 1) if equal else weights)


def gift_hash(gift: Gift) -> bytes:
    """keccak256 of keccak256(abi.encode(gift)): hashed twice, so that no leaf reads as an inner node."""
    account = bytes.fromhex(gift.account[2:]).rjust(32, b"\0")
    return keccak(keccak(gift.leaf_index.to_bytes(32, "big") + account + gift.amount.to_bytes(32, "big")))


def gift_tree(amounts: Mapping[str, int]) -> GiftTree:
    """The tree that gives `amounts`, numbered in the order of the addresses; the same gifts, the same tree.

    Raises:
        InvalidAddress, InvalidAmount: an account or an amount is none.
        InvalidTree: two spellings of one address.
    """
    rows = sorted((lower_address(account), amount) for account, amount in amounts.items())
    gifts = [Gift(number, account, _payable(amount)) for number, (account, amount) in enumerate(rows)]
    if len({gift.account for gift in gifts}) < len(gifts):
        raise InvalidTree("an account repeats")
    nodes, places = arrange([gift_hash(gift) for gift in gifts])
    return GiftTree(nodes, gifts, places)


def dump_gifts(tree: GiftTree) -> bytes:
    """The bytes of tree.json: what OpenZeppelin's StandardMerkleTree dumps, without spaces."""
    values = (f'"{gift.leaf_index}","{gift.account}","{format_amount(gift.amount)}"' for gift in tree.gifts)
    return b"".join(pieces_of(ENCODING, tree.nodes, values, tree.places))


def load_gifts(data: bytes) -> GiftTree:
    """The tree that `data` dumps, with every hash of it recomputed.

    Raises:
        InvalidTree: it is no dump of gifts, a hash is not what it should be, or two leaves have one number.
    """
    nodes, gifts, places = parse_dump(data, ENCODING, _gift)
    expect_whole(nodes, [gift_hash(gift) for gift in gifts], places)
    repeated = next(_repeated(gifts), None)
    if repeated is not None:
        raise InvalidTree(f"the number {repeated} repeats: only one of its leaves would be paid")
    return GiftTree(nodes, gifts, places)


def _payable(amount: int) -> int:
    if amount <= 0:
        raise InvalidAmount(f"{amount} smallest units are no gift; give 1 or more")
    format_amount(amount)  # refuses what a uint256 cannot hold
    return amount


def _gift(leaf_index: str, account: str, amount: str) -> Gift:
    return Gift(parse_amount(leaf_index), lower_address(account), parse_amount(amount))


def _repeated(gifts: Sequence[Gift]) -> Iterator[int]:
    seen = set[int]()
    for gift in gifts:
        if gift.leaf_index in seen:
            yield gift.leaf_index
        seen.add(gift.leaf_index)
