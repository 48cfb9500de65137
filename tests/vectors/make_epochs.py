"""Makes the frozen epochs: `worked` is that of docs/math/settlement.md, `rich` has a bit of everything.

Run it only when the bundle format itself changes: `python -m tests.vectors.make_epochs`.
"""

from dataclasses import replace
from pathlib import Path
from random import Random

from planet_chain.core.epoch import (
    ONE,
    Counted,
    Cumulative,
    Interaction,
    Member,
    Params,
    Post,
    Scarcity,
    Tables,
)
from planet_chain.rewards.bundle import write_bundle
from planet_chain.rewards.outputs import SETTLEMENT, TREE, output_files
from planet_chain.rewards.reference import settle
from tests.rewards.bundles import MANIFEST, POINTS, TOKEN, address
from tests.rewards.test_reference import WEEK

EPOCHS = Path(__file__).parent / "epochs"


def rich() -> Tables:
    random = Random(20_261_101)
    members = [
        Member(
            f"m{number:02}",
            f"é{number * 2 // 3}",
            int(random.expovariate(1 / 500)),
            random.choice([None, address(random.randint(1, 40))]),
        )
        for number in range(60)
    ]
    types = ("guide", "meme", "map", "plain")
    posts = [Post(f"p{number}", random.choice(members).member, random.choice(types)) for number in range(40)]
    actions = sorted(Params().actions)
    rows = []
    for number in range(500):
        dwell = ("dwell", random.randint(1, 900))
        doing = random.choice([dwell, dwell, (random.choice(actions), 1)])
        rows.append(
            Interaction(f"i{number}", random.choice(members).member, random.choice(posts).post, *doing)
        )
    entities = sorted({row.entity for row in members})
    pairs = {(random.choice(entities), random.choice(posts).post) for _ in range(60)}
    counted = [Counted(*pair, random.randint(1, 5)) for pair in sorted(pairs)]
    totals = [
        Cumulative(address(number), random.choice([TOKEN, POINTS]), 10**number) for number in range(1, 30)
    ]
    return Tables(members, posts, rows + rows[::9], counted, totals)


def main() -> None:
    scarcity = {
        "guide": Scarcity(4_000, 10, ONE),
        "map": Scarcity(3_000, 1, ONE * 5 // 4),
        "meme": Scarcity(0, 90, ONE),
    }
    manifest = replace(MANIFEST, epoch=7, pool=200 * 10**6, carry_in=12_345_678, scarcity=scarcity)
    for name, its_manifest, tables in (("worked", MANIFEST, WEEK), ("rich", manifest, rich())):
        files = output_files(settle(write_bundle(EPOCHS / name, its_manifest, tables)))
        for file in (SETTLEMENT, TREE):
            (EPOCHS / f"{name}.{file}").write_bytes(files[file])


if __name__ == "__main__":
    main()
