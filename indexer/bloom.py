"""Bloom filters of blocks: what a block says about its logs before anybody is asked for them."""

from collections.abc import Sequence
from functools import lru_cache

from indexer.node import Filter, Header
from planet_chain.core.keccak import keccak


def blooming(headers: Sequence[Header], wanted: Filter) -> list[Header]:
    """Those of `headers` whose bloom filter says that they may have logs that match `wanted`."""
    if not any(header.bloom for header in headers):
        return []
    addresses = [bloom_of(bytes.fromhex(address[2:])) for address in wanted.addresses]
    topics = [bloom_of(bytes.fromhex(topic)) for topic in wanted.topics]
    return [
        header
        for header in headers
        if any(header.bloom & bits == bits for bits in topics)
        and any(header.bloom & bits == bits for bits in addresses)
    ]


@lru_cache(maxsize=100_000)
def bloom_of(entry: bytes) -> int:
    """The bits that `entry` sets in a block's 2048-bit bloom filter. Source: Ethereum yellow paper, 4.3.1."""
    digest = keccak(entry)
    return sum({1 << (int.from_bytes(digest[at : at + 2], "big") & 2047) for at in (0, 2, 4)})
