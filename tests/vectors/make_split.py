"""Write split.json: pools split by weights, worked out with exact fractions.

The Solidity library and the settlement's `hamilton` are both checked against these, so the arithmetic here
shares nothing with theirs.

    python tests/vectors/make_split.py

Each entry: pool, weights, shares in the same order. All numbers are decimal strings. Ties go to the smaller
index.
"""

import json
import random
from fractions import Fraction
from math import floor
from pathlib import Path

MOST_POOL, MOST_WEIGHT, MOST_PARTS = 2**96 - 1, 2**32 - 1, 10

Split = tuple[int, list[int]]


def solve(pool: int, weights: list[int]) -> dict[str, str | list[str]]:
    """One split: floors of the exact parts, then one unit each by the size of what the floor cut off."""
    exact = [Fraction(pool * weight, sum(weights)) for weight in weights]
    cut = [part - floor(part) for part in exact]
    left = int(sum(cut))
    served = sorted(range(len(weights)), key=lambda index: (-cut[index], index))[:left]
    shares = [floor(part) + (index in served) for index, part in enumerate(exact)]
    assert sum(shares) == pool
    return {"pool": str(pool), "weights": [str(w) for w in weights], "shares": [str(s) for s in shares]}


def edges() -> list[Split]:
    """Nothing, one unit, ties of every size, parts below one unit, and the greatest pool and weights."""
    splits = [
        (pool, [1] * parts) for parts in range(1, MOST_PARTS + 1) for pool in (0, 1, 7, 10, 999, MOST_POOL)
    ]
    for pool in (1, 2, 3, 10, 10**6 + 1, MOST_POOL):
        splits += [
            (pool, weights) for weights in ([1, MOST_WEIGHT], [MOST_WEIGHT, 1], [3, 3, 1], [2, 1, 1, 2, 1])
        ]
        splits += [(pool, [MOST_WEIGHT] * 5), (pool, [5, 4, 3, 2, 1]), (pool, [0, 1, 0, 2])]
    return splits


def chance(seed: int, count: int) -> list[Split]:
    """Pools and weights whose sizes are spread evenly over their numbers of bits."""
    draw = random.Random(seed)

    def size(most: int) -> int:
        return draw.randint(1, min(most, 2 ** draw.randint(1, most.bit_length()) - 1))

    return [
        (size(MOST_POOL), [size(MOST_WEIGHT) for _ in range(draw.randint(1, MOST_PARTS))])
        for _ in range(count)
    ]


def main() -> None:
    text = ",\n".join(json.dumps(solve(*split)) for split in edges() + chance(seed=1_792, count=300))
    Path(__file__).with_name("split.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
