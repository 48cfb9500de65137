"""A made-up week of many interactions, from Parquet to the root, and a large tree against OpenZeppelin's.

    python benchmarks/rewards.py [--interactions 10000000] [--leaves 1000000] [--json]

The week is seeded: a reader for every 20 interactions, a creator for every 500, half of what is read was read
in an earlier week, and every second reader has earned before. The ids are as long as those of the exporter.
Settling and tree run in processes of their own, whose peak memory is what the kernel says.
"""

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from planet_chain.core.epoch import Params
from planet_chain.rewards.manifest import Manifest, dump_manifest

ROOT = Path(__file__).parents[1]
ACTIONS: Final = ["dwell", *Params().actions]
TOKEN, POINTS = "0x" + "70" * 20, "0x" + "71" * 20
JS_LEAVES: Final = 100_000
"""OpenZeppelin's library takes minutes for a million: its rate is taken from fewer, which flatters it."""
_HEX: Final = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)
_JAVASCRIPT: Final = """
const { StandardMerkleTree } = require("@openzeppelin/merkle-tree");
const rows = JSON.parse(require("fs").readFileSync(0, "utf8"));
const start = process.hrtime.bigint();
const tree = StandardMerkleTree.of(rows, ["address", "address", "uint256"]);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
process.stdout.write(JSON.stringify({ root: tree.root, seconds }));
"""


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
    acted = random.integers(0, pairs, interactions)
    action = random.choice(len(ACTIONS), interactions, p=[0.6, 0.2, 0.1, 0.05, 0.03, 0.02])
    dwell = np.minimum(random.exponential(90, interactions).astype(np.int64) + 1, 86_400)
    earlier = np.unique(np.stack((pair_reader, pair_post), axis=1)[::2], axis=0)
    tables: Mapping[str, Mapping[str, Any]] = {
        "members": members,
        "posts": {"post": post_names, "creator": names.take(wrote), "type": types},
        "interactions": {
            "id": hex_texts(random.integers(0, 256, (interactions, 16), dtype=np.uint8)),
            "member": names.take(pa.array(pair_reader[acted])),
            "post": post_names.take(pa.array(pair_post[acted])),
            "action": pa.array(ACTIONS).take(pa.array(action)),
            "quantity": np.where(action == 0, dwell, 1),
        },
        "counted": {
            "entity": names.take(pa.array(earlier[:, 0])),
            "post": post_names.take(pa.array(earlier[:, 1])),
            "epochs": random.integers(1, 5, len(earlier)),
        },
        "cumulative": {
            "account": accounts[: readers // 2],
            "token": pa.array([POINTS] * (readers // 2)),
            "amount": pa.array([str(1_000_000 + number) for number in range(readers // 2)]),
        },
    }
    hashes = {}
    for name, columns in tables.items():
        file = directory / f"{name}.parquet"
        pq.write_table(pa.table(dict(columns)), file, compression="zstd")
        with file.open("rb") as written:
            hashes[file.name] = hashlib.file_digest(written, "sha256").hexdigest()
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


def peak_mb() -> int:
    """The largest memory this process had, in MB: Linux counts in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // 10**6


def settle_week(directory: Path) -> dict[str, Any]:
    """Settle a bundle and write its outputs, in this process; loading the libraries is apart."""
    started = time.perf_counter()
    from planet_chain.core.keccak_batch import keccak_batch
    from planet_chain.rewards.engines.columnar import settle_by_duckdb
    from planet_chain.rewards.outputs import write_outputs

    keccak_batch(np.zeros((1, 4), dtype=np.uint64))
    loading = time.perf_counter() - started
    started, worked = time.perf_counter(), time.process_time()
    settlement = settle_by_duckdb(directory)
    seconds, peak, cpu = time.perf_counter() - started, peak_mb(), time.process_time() - worked
    with tempfile.TemporaryDirectory() as out:
        write_outputs(Path(out) / "result", settlement)
    return {
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "peak_rss_mb": peak,
        "load_seconds": round(loading, 2),
        "write_seconds": round(time.perf_counter() - started - seconds, 2),
        "peak_rss_mb_with_outputs": peak_mb(),
        "root": settlement.root,
        "leaves": len(settlement.cumulative),
        "pairs": len(settlement.counted),
        "creators_paid": settlement.creators,
    }


def leaf_rows(count: int) -> tuple[list[str], list[str], list[int]]:
    random = np.random.default_rng(7)
    accounts = sorted(hex_texts(random.integers(0, 256, (count, 20), dtype=np.uint8), "0x").to_pylist())
    return accounts, [TOKEN] * count, [10**6 + number * 7919 for number in range(count)]


def build_trees(count: int) -> dict[str, Any]:
    """Time a tree of `count` leaves here and one of JS_LEAVES by OpenZeppelin's library."""
    from planet_chain.core.merkle import Leaf
    from planet_chain.core.merkle_batch import build_large_tree

    def build(size: int) -> tuple[float, str]:
        columns = leaf_rows(size)
        rows = [Leaf(*row) for row in zip(*columns, strict=True)]
        started = time.perf_counter()
        root = build_large_tree(rows, *columns).root
        return time.perf_counter() - started, root

    _, root = build(JS_LEAVES)  # compiles the hash, and is compared
    seconds, _ = build(count)
    rows = [
        [account, token, str(amount)] for account, token, amount in zip(*leaf_rows(JS_LEAVES), strict=True)
    ]
    answer = subprocess.run(
        [ROOT / ".venv" / "bin" / "node", "-e", _JAVASCRIPT],
        input=json.dumps(rows).encode(),
        capture_output=True,
        check=True,
        env=os.environ | {"NODE_PATH": str(ROOT / "node_modules")},
    )
    theirs = json.loads(answer.stdout)
    if theirs["root"] != root:
        raise SystemExit(f"OpenZeppelin's root is {theirs['root']}, ours {root}")
    rate = count / seconds
    return {
        "tree_leaves": count,
        "tree_seconds": round(seconds, 2),
        "tree_leaves_per_s": round(rate),
        "tree_ratio_vs_openzeppelin_js": round(rate * theirs["seconds"] / JS_LEAVES, 1),
    }


def in_a_process(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, __file__, *arguments]
    # Python keeps what it compiled, as it does wherever nobody forbids it.
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    answer = subprocess.run(command, capture_output=True, check=True, env=environment)
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="From Parquet to the root, and trees.")
    parser.add_argument("--interactions", type=int, default=10_000_000)
    parser.add_argument("--leaves", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--only-settle", type=Path, metavar="BUNDLE", help="settle this bundle, once")
    parser.add_argument("--only-tree", action="store_true", help="build the trees, once")
    options = parser.parse_args()
    if options.only_settle:
        print(json.dumps(settle_week(options.only_settle)))
        return
    if options.only_tree:
        print(json.dumps(build_trees(options.leaves)))
        return
    with tempfile.TemporaryDirectory() as directory:
        write_week(Path(directory), options.interactions)
        found = {"interactions": options.interactions, **in_a_process("--only-settle", directory)}
    found |= in_a_process("--only-tree", "--leaves", str(options.leaves))
    found["cores"] = len(os.sched_getaffinity(0))
    print(
        json.dumps(found) if options.json else "\n".join(f"{key:30} {value}" for key, value in found.items())
    )


if __name__ == "__main__":
    main()
