"""Write curve.json: trades on the market's curve, worked out with exact fractions.

The Solidity library and the Python curve are both checked against these, so the arithmetic here shares
nothing with theirs: a trade is solved as a real number first and rounded once at the end.

    python tests/vectors/make_curve.py

Each entry: x, y (reserves before), fee_bps, side ("buy" or "sell"), amount (quote units in, or token units
in), out (what the trader receives), fee (the creator's, in quote units), x_after, y_after. All numbers are
decimal strings. The contract keeps a fee that overflows 64 bits in x; no such trade is here. An `out` of 0 is
what the curve gives; the contract refuses such a trade.
"""

import json
import random
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

MOST = 2**96 - 1
X0, Y0 = 5_000 * 10**6, 10**9 * 10**18
FEES = (0, 1, 30, 100, 250, 499, 500)

Trade = tuple[int, int, int, str, int]


def solve(x: int, y: int, fee_bps: int, side: str, amount: int) -> dict[str, str]:
    """One trade. x*y stays constant but for rounding, which is against the trader: fee up, output down."""
    if side == "buy":
        fee = ceil(Fraction(amount * fee_bps, 10_000))
        x_after = x + amount - fee
        out = floor(y - Fraction(x * y, x_after))
        y_after = y - out
    else:
        y_after = y + amount
        gross = floor(x - Fraction(x * y, y_after))
        fee = ceil(Fraction(gross * fee_bps, 10_000))
        out, x_after = gross - fee, x - gross
    before = {"x": x, "y": y, "fee_bps": fee_bps, "amount": amount}
    after = {"out": out, "fee": fee, "x_after": x_after, "y_after": y_after}
    return {"side": side} | {key: str(value) for key, value in (before | after).items()}


def edges() -> list[Trade]:
    """Smallest and largest reserves and amounts, and the first trades of a curve as it is deployed."""
    trades: list[Trade] = []
    for fee_bps in FEES:
        for x, y in ((1, 1), (1, MOST), (MOST - 10**12, 1), (7, 1_001), (X0, Y0)):
            for amount in (0, 1, 2, 99, 10_000, 10**12, 10**18):
                trades += [(x, y, fee_bps, "buy", amount)] if x + amount <= MOST else []
                trades += [(x, y, fee_bps, "sell", amount)] if y + amount <= MOST else []
        trades.append((X0, Y0, fee_bps, "buy", 2**64))
        trades.append((MOST, MOST // 2, fee_bps, "sell", MOST // 2))
    return trades


def chance(seed: int, count: int) -> list[Trade]:
    """Trades whose sizes are spread evenly over their numbers of bits: small ones are as common as large."""
    draw = random.Random(seed)

    def size(most: int) -> int:
        return draw.randint(0, min(most, 2 ** draw.randint(0, most.bit_length()) - 1))

    trades: list[Trade] = []
    for _ in range(count):
        x, y = max(1, size(MOST)), max(1, size(MOST))
        side = draw.choice(("buy", "sell"))
        trades.append((x, y, draw.choice(FEES), side, size(MOST - (x if side == "buy" else y))))
    return trades


def main() -> None:
    rows = [solve(*trade) for trade in edges() + chance(seed=1_952, count=300)]
    rows = [row for row in rows if int(row["fee"]) < 2**64]
    text = ",\n".join(json.dumps(row) for row in rows)
    Path(__file__).with_name("curve.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
