"""Trusting nothing of an airdrop: snapshot, tree and campaign are each derived or asked for again."""

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.node import Node
from planet_chain.airdrops.bundle import Airdrop
from planet_chain.airdrops.errors import AirdropDiffers
from planet_chain.airdrops.snapshot import differences
from planet_chain.chain.abi import abi_of
from planet_chain.core.keccak import keccak

_AT_ONCE = 500


@dataclass(frozen=True)
class OnChain:
    """What the chain says about a campaign, at one block."""

    campaign: int
    token: str
    root: str
    swept: bool
    held: int
    unpaid: int
    """What the leaves that were not paid yet add up to."""

    @property
    def is_funded(self) -> bool:
        """Whether everybody who has not claimed yet can."""
        return self.held >= self.unpaid


def check_snapshot(airdrop: Airdrop, derived: Mapping[str, int]) -> None:
    """Compare the published snapshot with one that was derived.

    Raises:
        AirdropDiffers: an account's weight is another one.
    """
    for account in differences(airdrop.snapshot, derived)[:1]:
        said, found = airdrop.snapshot.get(account, 0), derived.get(account, 0)
        raise AirdropDiffers(f"the weight of {account}", str(said), str(found))


def check_block(airdrop: Airdrop, found: str) -> None:
    """Compare the snapshot's block with the hash that the chain has at its height.

    Raises:
        AirdropDiffers: it is another one.
    """
    if airdrop.terms.block and airdrop.terms.block.hash != found:
        raise AirdropDiffers(f"block {airdrop.terms.block.number}", airdrop.terms.block.hash, found)


def look_at(node: Node, airdrops: str, campaign: int, airdrop: Airdrop, block: int) -> OnChain:
    """What the contract at `airdrops` says about `campaign` at `block`.

    Raises:
        AirdropDiffers: the campaign has another root, or another token.
        NodeRefused, NodeSilent: the node does not answer.
    """
    number = f"{campaign:064x}"
    terms, held = node.call(
        [(airdrops, _selector("campaignOf") + number), (airdrops, _selector("held") + number)], block
    )
    token, _start, _end, swept, _funder, root = (terms[at : at + 64] for at in range(2, 2 + 6 * 64, 64))
    if "0x" + root != airdrop.tree.root:
        raise AirdropDiffers(f"the root of campaign {campaign} on chain", "0x" + root, airdrop.tree.root)
    if "0x" + token[24:] != airdrop.terms.token:
        raise AirdropDiffers(f"the token of campaign {campaign}", "0x" + token[24:], airdrop.terms.token)
    unpaid = _unpaid(node, airdrops, number, airdrop, block)
    return OnChain(
        campaign, airdrop.terms.token, airdrop.tree.root, bool(int(swept, 16)), int(held, 16), unpaid
    )


def _unpaid(node: Node, airdrops: str, number: str, airdrop: Airdrop, block: int) -> int:
    unpaid, ask = 0, _selector("isClaimed") + number
    for first in range(0, len(airdrop.tree.gifts), _AT_ONCE):
        part = airdrop.tree.gifts[first : first + _AT_ONCE]
        answers = node.call([(airdrops, f"{ask}{gift.leaf_index:064x}") for gift in part], block)
        unpaid += sum(gift.amount for gift, answer in zip(part, answers, strict=True) if not int(answer, 16))
    return unpaid


def _selector(function: str) -> str:
    entry = next(entry for entry in abi_of("Airdrops") if entry.get("name") == function)
    written = f"{function}({','.join(given['type'] for given in entry['inputs'])})"
    return "0x" + keccak(written.encode())[:4].hex()
