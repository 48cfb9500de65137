"""Made-up weeks of any size, as bundles."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from planet_chain.core.epoch import Params
from planet_chain.rewards.manifest import Manifest, dump_manifest

ACTIONS: Final = ["dwell", *Params().actions]
TOKEN, POINTS = "0x" + "70" * 20, "0x" + "71" * 20
PIECE: Final = 10_000_000
"""Interactions that are made up at once."""
_HEX: Final = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)


def hex_texts(data: NDArray[np.uint8], prefix: str = "") -> pa.Array:
    """Rows of bytes as hexadecimal text."""
    digits = np.stack((_HEX[data >> 4], _HEX[data & 15]), axis=2).reshape(len(data), -1)
    head = np.tile(np.frombuffer(prefix.encode(), dtype=np.uint8), (len(data), 1))
    texts = np.ascontiguousarray(np.hstack((head, digits)))
    offsets = np.arange(len(data) + 1, dtype=np.int32) * texts.shape[1]
    return pa.Array.from_buffers(pa.string(), len(data), [None, pa.py_buffer(offsets), pa.py_buffer(texts)])


def write_week(directory: Path, interactions: int, seed: int = 1) -> None:
    """Write the bundle of a week with that many interactions."""
    random = np.random.default_rng(seed)
    readers, creators = max(interactions // 20, 20), max(interactions // 500, 4)
    people = readers + creators
    names = hex_texts(random.integers(0, 256, (people, 16), dtype=np.uint8))
    accounts = hex_texts(random.integers(0, 256, (people, 20), dtype=np.uint8), "0x")
    value = np.minimum(random.exponential(30, people), 10_000).astype(np.int64)
    members = {"member": names, "entity": names, "value": value, "payout": accounts}
    posts = creators * 10
    post_names = pa.array([f"post-{number:08}" for number in range(posts)])
    types = pa.array(["guide", "meme", "map"]).take(pa.array(random.integers(0, 3, posts)))
    wrote = pa.array(readers + np.arange(posts) % creators)
    # what a reader reads: ten posts or so, of popular creators more often
    pairs = max(interactions // 2, 1)
    pair_reader = random.integers(0, readers, pairs)
    pair_post = (posts * random.power(0.6, pairs)).astype(np.int64)
    earlier = np.unique(pair_reader[::2] * posts + pair_post[::2])

    def acts() -> Iterator[Mapping[str, Any]]:
        for first in range(0, interactions, PIECE):
            size = min(PIECE, interactions - first)
            acted = random.integers(0, pairs, size)
            action = random.choice(len(ACTIONS), size, p=[0.6, 0.2, 0.1, 0.05, 0.03, 0.02])
            dwell = np.minimum(random.exponential(90, size).astype(np.int64) + 1, 86_400)
            yield {
                "id": hex_texts(random.integers(0, 256, (size, 16), dtype=np.uint8)),
                "member": names.take(pa.array(pair_reader[acted])),
                "post": post_names.take(pa.array(pair_post[acted])),
                "action": pa.array(ACTIONS).take(pa.array(action)),
                "quantity": np.where(action == 0, dwell, 1),
            }

    counted = {
        "entity": names.take(pa.array(earlier // posts)),
        "post": post_names.take(pa.array(earlier % posts)),
        "epochs": random.integers(1, 5, len(earlier)),
    }
    cumulative = {
        "account": accounts[: readers // 2],
        "token": pa.array([POINTS] * (readers // 2)),
        "amount": pa.array([str(1_000_000 + number) for number in range(readers // 2)]),
    }
    tables: Mapping[str, Iterable[Mapping[str, Any]]] = {
        "members": [members],
        "posts": [{"post": post_names, "creator": names.take(wrote), "type": types}],
        "interactions": acts(),
        "counted": [counted],
        "cumulative": [cumulative],
    }
    hashes = {f"{name}.parquet": write_table(directory / f"{name}.parquet", tables[name]) for name in tables}
    manifest = Manifest(
        epoch=1,
        opens_at=0,
        closes_at=7 * 86_400,
        chain_id=1952,
        distributor="0x" + "d1" * 20,
        token=TOKEN,
        points=POINTS,
        pool=10**12,
        carry_in=0,
        unit=10**6,
        seed="0x" + "5e" * 32,
    )
    (directory / "manifest.json").write_bytes(dump_manifest(manifest, hashes))


def write_table(file: Path, pieces: Iterable[Mapping[str, Any]]) -> str:
    """Write columns a piece at a time; gives back the sha256 of the file."""
    writer = None
    for columns in pieces:
        piece = pa.table(dict(columns))
        writer = writer or pq.ParquetWriter(file, piece.schema, compression="zstd")
        writer.write_table(piece)
    if writer is not None:
        writer.close()
    with file.open("rb") as written:
        return hashlib.file_digest(written, "sha256").hexdigest()
