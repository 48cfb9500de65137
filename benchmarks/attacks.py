"""The attacks of docs/math/attacks.md over pool size, number of bots and concentration of fees.

    PYTHONPATH=. python benchmarks/attacks.py [--quick] [--json] [--plot docs/math/attacks.svg]

Settles some fifty made-up weeks of 4,000 honest readers and 200 creators by the reference: minutes. Drawing
needs matplotlib (`pip install --group plots`).
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from tests.rewards.attacks import (
    POOL,
    hidden_bots_take,
    ring_takes,
    unlike_bots_take,
    washers_get,
    whale_moves,
)

POOLS: Final = (10**8, 10**9, 10**10, 10**11, 10**13, 10**15)
BOTS: Final = (250, 1_000, 4_000, 8_000, 16_000)
PAYERS: Final = (5, 20, 100, 500, 4_000)
SHARES: Final = (0.1, 0.5, 1.0, 4.0)
UNIT: Final = 10**6


def swept(name: str, over: Sequence[Any], measure: Callable[[Any], float]) -> list[tuple[float, float]]:
    """(x, what `measure` finds there) for each x, told on the way."""
    rows = []
    for x in over:
        rows.append((float(x), round(measure(x), 6)))
        print(f"{name}: {rows[-1]}", file=sys.stderr)
    return rows


def sweeps(quick: bool) -> dict[str, list[tuple[float, float]]]:
    """Every curve: bots and whales as a part of the pool, washers as a part of the fees they paid."""
    bots, pools = (BOTS[:2], POOLS[:2]) if quick else (BOTS, POOLS)
    payers, shares = (PAYERS[:2], SHARES[:2]) if quick else (PAYERS, SHARES)
    few = bots[-2]

    def back(crowd: bool) -> Callable[[int], float]:
        def of(pool: int) -> float:
            value, _, spent = washers_get(pool, crowd)
            return value / spent

        return of

    return {
        "alike bots, 4 creators": swept("alike", bots, lambda n: ring_takes(n, 4)[0] / POOL),
        "bots that all differ": swept("unlike", bots, lambda n: unlike_bots_take(n) / POOL),
        "bots behind covers, a glance": swept("hidden", bots, lambda n: hidden_bots_take(1, n) / POOL),
        "alike bots by pool": swept("pool", pools, lambda pool: ring_takes(few, 4, pool)[0] / pool),
        "washers in a crowd": swept("wash", pools, back(True)),
        "washers alone": swept("wash alone", pools, back(False)),
        "a whale that pays like all others": swept("whale", payers, whale_moves),
        "a whale among 4,000": swept("share", shares, lambda share: whale_moves(4_000, share)),
    }


def draw(curves: dict[str, list[tuple[float, float]]], path: Path) -> None:
    """Four panels: bots, pool sizes, whales by payers, whales by what they pay."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "planet", "font.size": 9, "svg.fonttype": "none"})
    from matplotlib import pyplot

    panels = (
        ("number of bots", "% of the pool", list(curves)[:3], 10.0),
        ("pool, USD₮0", "% of the pool", list(curves)[3:4], 1.0),
        ("pool, USD₮0", "% of the fees paid", list(curves)[4:6], 100.0),
        (
            "payers, or the whale's fees over theirs",
            "% of the pool moved",
            list(curves)[6:],
            0.0,
        ),
    )
    figure, axes = pyplot.subplots(2, 2, figsize=(9, 6.5), layout="constrained")
    for axis, (x_label, y_label, names, limit) in zip(axes.flat, panels, strict=True):
        for name in names:
            scale = UNIT if "pool," in x_label else 1
            rows = [(x / scale, 100 * y) for x, y in curves[name]]
            axis.plot(*zip(*rows, strict=True), marker="o", label=name)
        if limit:
            axis.axhline(limit, color="grey", linestyle=":", label=f"limit {limit:g} %")
        axis.set(xscale="log", xlabel=x_label, ylabel=y_label, ylim=(0, None))
        axis.legend(fontsize=8)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description="What attacks on the weekly rewards bring, in numbers.")
    parser.add_argument("--quick", action="store_true", help="two points a curve")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--plot", type=Path, metavar="SVG")
    options = parser.parse_args()
    curves = sweeps(options.quick)
    if options.plot:
        draw(curves, options.plot)
    if options.json:
        print(json.dumps(curves))
    else:
        for name, rows in curves.items():
            print(f"{name:36}", *(f"{x:g}: {100 * y:.3f} %" for x, y in rows), sep="  ")


if __name__ == "__main__":
    main()
