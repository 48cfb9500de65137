"""A made-up week of many interactions, from Parquet to the root, and a large tree against OpenZeppelin's.

    python benchmarks/rewards.py [--interactions 10000000] [--leaves 1000000] [--json]
    python benchmarks/rewards.py --sweep 1e5,1e6,1e7,1e8 --json    # how the cost grows
    python benchmarks/rewards.py --interactions 100000 --engines duckdb,spark,reference   # the same bytes?

The week is seeded: a reader for every 20 interactions, a creator for every 500, half of what is read was read
in an earlier week, and every second reader has earned before. The ids are as long as those of the exporter.
Settling and tree run in processes of their own, whose peak memory is what the kernel says.
"""

import argparse
import hashlib
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

import numpy as np
from weeks import TOKEN, hex_texts, write_week

from planet_chain.rewards.engines import Engine

ROOT = Path(__file__).parents[1]
JS_LEAVES: Final = 100_000
"""OpenZeppelin's library takes minutes for a million: its rate is taken from fewer, which flatters it."""
_JAVASCRIPT: Final = """
const { StandardMerkleTree } = require("@openzeppelin/merkle-tree");
const rows = JSON.parse(require("fs").readFileSync(0, "utf8"));
const start = process.hrtime.bigint();
const tree = StandardMerkleTree.of(rows, ["address", "address", "uint256"]);
const seconds = Number(process.hrtime.bigint() - start) / 1e9;
process.stdout.write(JSON.stringify({ root: tree.root, seconds }));
"""


def peak_mb() -> int:
    """The largest memory this process had, in MB: Linux counts in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 // 10**6


def settle_week(directory: Path, engine: Engine) -> dict[str, Any]:
    """Settle a bundle and write its outputs, in this process; loading the libraries is apart."""
    started = time.perf_counter()
    from planet_chain.core.keccak_batch import keccak_batch
    from planet_chain.rewards.engines import columnar, duckdb, settle  # noqa: F401 - loaded before the clock
    from planet_chain.rewards.outputs import write_outputs

    keccak_batch(np.zeros((1, 4), dtype=np.uint64))
    loading = time.perf_counter() - started
    started, worked = time.perf_counter(), time.process_time()
    settlement = settle(directory, engine)
    seconds, peak, cpu = time.perf_counter() - started, peak_mb(), time.process_time() - worked
    with tempfile.TemporaryDirectory() as out:
        write_outputs(Path(out) / "result", settlement)
        files = sorted((Path(out) / "result").iterdir())
        digest = hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in files))
    return {
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "peak_rss_mb": peak,
        "load_seconds": round(loading, 2),
        "write_seconds": round(time.perf_counter() - started - seconds, 2),
        "peak_rss_mb_with_outputs": peak_mb(),
        "root": settlement.root,
        "files_sha256": digest.hexdigest(),
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
    answer = subprocess.run(command, stdout=subprocess.PIPE, env=environment)
    if answer.returncode != 0:
        raise SystemExit(f"{' '.join(arguments)} failed")  # and said why
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def prove_one(count: int) -> dict[str, Any]:
    """Prove single leaves of a tree of `count` from its file, in a process that never loads the tree."""
    with tempfile.TemporaryDirectory() as directory:
        path = str(Path(directory) / "proofs")
        written = in_a_process("--only-write-proofs", path, "--leaves", str(count))
        return written | in_a_process("--only-prove", path)


def write_proof_file(path: Path, count: int) -> dict[str, Any]:
    from planet_chain.core.merkle import Leaf
    from planet_chain.core.merkle_batch import build_large_tree
    from planet_chain.rewards.proofs import write_proofs

    columns = leaf_rows(count)
    rows = [Leaf(*row) for row in zip(*columns, strict=True)]
    write_proofs(path, build_large_tree(rows, *columns))
    return {"proof_leaves": count, "proof_file_mb": path.stat().st_size // 10**6}


def prove_from(path: Path) -> dict[str, Any]:
    from planet_chain.core.merkle import verify
    from planet_chain.rewards.proofs import open_proofs

    before, times = peak_mb(), []
    with open_proofs(path) as proofs:
        for number in range(0, proofs.count, max(proofs.count // 1_000, 1)):
            leaf = proofs.leaf(number)
            started = time.perf_counter()
            found = proofs.find(leaf.account, leaf.token)
            times.append(time.perf_counter() - started)
            if found is None or not verify(proofs.root, *found):
                raise SystemExit(f"leaf {number} is not proved")
    return {
        "proofs": len(times),
        "proof_median_ms": round(sorted(times)[len(times) // 2] * 1000, 3),
        "proof_peak_rss_mb": peak_mb(),
        "proof_rss_before_mb": before,
    }


def sweep(sizes: list[int]) -> dict[str, Any]:
    """Each size in a process of its own; `per_n_log_n`, of CPU time, must not grow."""
    rows = []
    for size in sizes:
        found = one_week(size, ["duckdb"])["duckdb"]
        scaled = found["cpu_seconds"] / (size * math.log(size)) * 1e9
        rows.append({"interactions": size, **found, "per_n_log_n": round(scaled, 2)})
        print(json.dumps(rows[-1]), file=sys.stderr)
    return {"sweep": rows}


def one_week(interactions: int, engines: list[str]) -> dict[str, dict[str, Any]]:
    with tempfile.TemporaryDirectory() as directory:
        write_week(Path(directory), interactions)
        return {engine: in_a_process("--only-settle", directory, "--engines", engine) for engine in engines}


def measured(options: argparse.Namespace) -> dict[str, Any]:
    """What was asked for, as one document."""
    if options.only_settle:
        return settle_week(options.only_settle, options.engines[0])
    if options.only_tree:
        return build_trees(options.leaves)
    if options.only_write_proofs:
        return write_proof_file(options.only_write_proofs, options.leaves)
    if options.only_prove:
        return prove_from(options.only_prove)
    if options.proofs:
        return prove_one(options.leaves)
    if options.sweep:
        return sweep(options.sweep)
    weeks = one_week(options.interactions, options.engines)
    if len({week["files_sha256"] for week in weeks.values()}) != 1:
        raise SystemExit(f"the engines differ: {json.dumps(weeks)}")
    if len(weeks) > 1:
        return {"interactions": options.interactions, "same_bytes": True, **weeks}
    found = {"interactions": options.interactions, **weeks[options.engines[0]]}
    found |= in_a_process("--only-tree", "--leaves", str(options.leaves))
    return found | {"cores": len(os.sched_getaffinity(0))}


def main() -> None:
    def sizes(text: str) -> list[int]:
        return [int(float(size)) for size in text.split(",")]

    parser = argparse.ArgumentParser(description="From Parquet to the root, and trees.")
    parser.add_argument("--interactions", type=lambda text: int(float(text)), default=10_000_000)
    parser.add_argument("--leaves", type=lambda text: int(float(text)), default=1_000_000)
    parser.add_argument("--engines", type=lambda text: text.split(","), default=["duckdb"], help="compared")
    parser.add_argument("--sweep", type=sizes, help="these sizes, such as 1e5,1e6,1e7,1e8")
    parser.add_argument("--proofs", action="store_true", help="prove leaves from a file of --leaves")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--only-settle", type=Path, metavar="BUNDLE", help="settle this bundle, once")
    parser.add_argument("--only-tree", action="store_true", help="build the trees, once")
    parser.add_argument("--only-write-proofs", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    parser.add_argument("--only-prove", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    options = parser.parse_args()
    found, inner = measured(options), options.only_settle or options.only_tree
    plain = options.json or inner or options.only_prove or options.only_write_proofs
    print(json.dumps(found) if plain else "\n".join(f"{key:30} {value}" for key, value in found.items()))


if __name__ == "__main__":
    main()
