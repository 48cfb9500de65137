"""A long life of all contracts at once on a local chain, every step of it predicted in Python.

    python benchmarks/soak.py [--steps 100000] [--seed 1] [--json]

Ten people do at random whatever the contracts let them do, and much that they do not, often several things in
one block; the clock goes on by seconds, hours or weeks. For every transaction a model built on
`planet_chain.core` says whether it succeeds, with which amounts in its events, or by the name of which error
it reverts. Every 2,000 steps and at the end all balances, supplies, reserves and books are compared with the
chain: what tests/contracts/invariants/README.md says must always hold. The same seed lives the same life.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final

from eth_account import Account
from soak_airdrops import Airdrops
from soak_chain import Chain, Difference, Step
from soak_community import Market, Registry
from soak_members import Members
from soak_questions import Questions
from soak_rewards import Rewards
from soak_social import Follows, Tips
from soak_world import DAY, World

from planet_chain.chain.client import connect
from planet_chain.chain.compile import compile_contracts
from planet_chain.chain.deploy import deploy
from planet_chain.chain.networks import NETWORKS
from planet_chain.chain.steps import Roles
from planet_chain.devnet.anvil import CHAIN_ID, Anvil

GENESIS: Final = 1_800_000_000
CHECKED_EVERY: Final = 2_000
MONEY: Final = 10**14
"""USD₮0 of each person at the start, smallest units: enough to be rich, little enough to run out of."""


class Soak:
    """One life: the chain, the books, and the comparison of both."""

    def __init__(self, anvil: Anvil, seed: int) -> None:
        accounts = anvil.accounts
        people = [account.address.lower() for account in accounts]
        admin, settler, attester, *guardians = people[:6]
        at = self._deploy(anvil, Roles(admin, attester, settler, tuple(guardians), DAY))
        self.chain = Chain(anvil.port, people)
        self.world = World(Random(seed), people, at, anvil.time, self.chain.views)
        registry = Registry(self.world, attester, accounts[2].key, CHAIN_ID)
        self.world.parts = [
            registry,
            Market(self.world, registry),
            Tips(self.world),
            Follows(self.world, registry),
            Rewards(self.world, settler, guardians),
            Airdrops(self.world),
            Members(self.world, registry),
            Questions(self.world, registry),
        ]
        self.last: deque[Step] = deque(maxlen=20)
        self.steps = self.blocks = self.checks = 0
        self.outcomes: Counter[str] = Counter()
        self._give_everybody_money(anvil)

    def live(self, steps: int, progress: Callable[[], None]) -> None:
        """Go on until `steps` steps were made.

        Raises:
            Difference: the chain and the model disagree.
        """
        while self.steps < steps:
            self._block(min(self.world.random.choice((1, 20, 60, 120)), steps - self.steps))
            if self.steps // CHECKED_EVERY > self.checks:
                self.compare()
            progress()
        self.compare()

    def compare(self) -> None:
        """All books against the chain."""
        checks = [check for part in self.world.parts for check in part.checks()]
        for token, holders in self.world.balances.items():
            checks += [
                (self.world.balance_call(token, holder), holders[holder].to_bytes(32, "big"))
                for holder in self.world.people
            ]
        answers = self.chain.views([call for call, _ in checks])
        for (call, wanted), found in zip(checks, answers, strict=True):
            if found != wanted:
                raise Difference(f"{call}: the model says {wanted.hex()}, the chain {found.hex()}")
        self.checks += 1

    def _block(self, size: int) -> None:
        self.world.now += self.world.random.choices((1, 60, 3600, DAY, 8 * DAY), (60, 20, 10, 8, 2))[0]
        steps: list[Step] = []
        while len(steps) < size and not (steps and steps[-1].last):
            steps.append(self.world.step())
        self.last.extend(steps)
        self.chain.mine(steps, self.world.now)
        for part in self.world.parts:
            part.settled()
        self.steps += len(steps)
        self.blocks += 1
        self.outcomes.update(f"{step.contract}.{step.refusal or step.function}" for step in steps)

    def _deploy(self, anvil: Anvil, roles: Roles) -> dict[str, str]:
        payer = Account.from_key(anvil.accounts[9].key)
        with tempfile.TemporaryDirectory() as directory:
            record = Path(directory) / "devnet.json"
            w3 = connect(anvil.rpc_url, anvil.chain_id)
            deployment = deploy(w3, NETWORKS["devnet"], payer, roles, record, compile_contracts())
        anvil.rpc("evm_setAutomine", False)
        return {name: deployed.address.lower() for name, deployed in deployment.contracts.items()}

    def _give_everybody_money(self, anvil: Anvil) -> None:
        world = self.world
        world.now = anvil.time + 1
        steps = [Step(one, world.usdt, "MockUSDT0", "mint", (one, MONEY)) for one in world.people]
        for part in world.parts:
            arguments = (part.address, 2**256 - 1)
            steps += [Step(one, world.usdt, "MockUSDT0", "approve", arguments) for one in world.people]
        self.chain.mine(steps, world.now)
        for one in world.people:
            world.balances[world.usdt][one] = MONEY


def live(steps: int, seed: int, say: Callable[[str], None]) -> dict[str, Any]:
    """One life of so many steps, and what happened in it.

    Raises:
        SystemExit: the chain and the model disagree; it names the seed, the step and what came before.
    """
    anvil = Anvil(timestamp=GENESIS)
    try:
        soak = Soak(anvil, seed)
        start = time.monotonic()

        def progress() -> None:
            rate = soak.steps / max(time.monotonic() - start, 0.001)
            say(f"\r{soak.steps:,} of {steps:,}  {rate:.0f}/s  {(steps - soak.steps) / rate:.0f} s left   ")

        try:
            soak.live(steps, progress)
        except Difference as difference:
            before = "\n".join(map(str, soak.last))
            raise SystemExit(f"\n{before}\n{difference}\nseed {seed}, after step {soak.steps}") from None
        finally:
            soak.chain.close()
    finally:
        anvil.stop()
    refused = sum(count for name, count in soak.outcomes.items() if name.rpartition(".")[2][0].isupper())
    return {
        "steps": soak.steps,
        "seed": seed,
        "blocks": soak.blocks,
        "seconds": round(time.monotonic() - start, 1),
        "succeeded": soak.steps - refused,
        "refused": refused,
        "comparisons": soak.checks,
        "outcomes": dict(sorted(soak.outcomes.items())),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="as one JSON document")
    options = parser.parse_args()

    def say(text: str) -> None:
        if sys.stderr.isatty() and not options.json:
            print(text, end="", file=sys.stderr, flush=True)

    found = live(options.steps, options.seed, say)
    if options.json:
        print(json.dumps(found))
        return
    print(
        f"\n{found['steps']:,} steps in {found['blocks']:,} blocks, {found['seconds']} s, seed {options.seed}"
    )
    print(f"{found['succeeded']:,} succeeded and {found['refused']:,} were refused, each as predicted")
    print(f"all books compared {found['comparisons']} times")
    for name, count in found["outcomes"].items():
        print(f"  {name:48}{count:>8,}")


if __name__ == "__main__":
    main()
