"""Write refund.json: refunds of lots of time, found by counting days one by one and rounding a fraction once.

The Solidity library and the Python module are both checked against these, so the arithmetic here shares
nothing with theirs.

    python tests/vectors/make_refund.py

Each entry: paid (smallest units), start (unix seconds), days, now (unix seconds), left (days that have not
begun), refund, earned. All numbers are decimal strings.
"""

import json
import random
from fractions import Fraction
from math import floor
from pathlib import Path

DAY = 86_400
MOST_PAID = 2**96 - 1
MOST_DAYS = 3_650
START = 1_800_000_000

Case = tuple[int, int, int, int]


def solve(paid: int, start: int, days: int, now: int) -> dict[str, str]:
    """One lot at one time. A day has begun when its first second is not in the future."""
    left = sum(1 for day in range(days) if start + day * DAY > now)
    refund = floor(Fraction(paid) * Fraction(left, days))
    row = {"paid": paid, "start": start, "days": days, "now": now}
    return {
        key: str(value)
        for key, value in (row | {"left": left, "refund": refund, "earned": paid - refund}).items()
    }


def edges() -> list[Case]:
    """Seconds on both sides of each border, for the smallest and largest of everything."""
    return [
        (paid, START, days, max(0, START + day * DAY + second))
        for paid in (0, 1, 2, 999, 10_000_000, MOST_PAID)
        for days in (1, 2, 7, 30, 365, MOST_DAYS)
        for day in sorted({0, 1, days // 2, days - 1, days, days + 1})
        for second in (-1, 0, 1)
    ]


def chance(seed: int, count: int) -> list[Case]:
    """Lots of any length and amount, at any time before, in and after them."""
    draw = random.Random(seed)
    cases: list[Case] = []
    for _ in range(count):
        paid = draw.randint(0, 2 ** draw.randint(0, 96) - 1)
        start, days = draw.randint(0, 2**32), draw.randint(1, MOST_DAYS)
        cases.append((paid, start, days, draw.randint(max(0, start - 2 * DAY), start + (days + 2) * DAY)))
    return cases


def main() -> None:
    rows = [solve(*case) for case in edges() + chance(seed=1_952, count=300)]
    text = ",\n".join(json.dumps(row) for row in rows)
    Path(__file__).with_name("refund.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
