"""A file of messages, all the way: imported, settled week by week, announced on a real chain, and claimed.

    python benchmarks/edges.py FILE [--week 3 --shuffle] [--engines reference,duckdb,spark]

Starts a chain and a database of its own, in a temporary directory, and prints one JSON document. With
--shuffle the lines of the file are shuffled and brought into a second database, and weeks 1 to --week are
settled again from there: every bundle and every root must be the same, byte for byte. With --engines each
week's bundle is settled by each of them too, and every file must be that of the weekly run.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from eth_account import Account
from sqlalchemy import Engine

from planet_chain.chain.client import connect, contract_at
from planet_chain.community.edges import Assumptions, TakenEdges, import_edges
from planet_chain.community.files import Edge, read_edges
from planet_chain.devnet.accounts import dev_account, sample_account
from planet_chain.devnet.anvil import Anvil
from planet_chain.devnet.contracts import deploy_devnet
from planet_chain.devnet.database import EmbeddedPostgres
from planet_chain.rewards.bundle import read_bundle
from planet_chain.rewards.close import close
from planet_chain.rewards.engines import settle as settle_by
from planet_chain.rewards.export import Rules, export
from planet_chain.rewards.outputs import output_files
from planet_chain.rewards.reference import settle
from planet_chain.rewards.results import record
from planet_chain.rewards.weekly import Weekly
from planet_chain.store.database import engine, migrate, transaction
from planet_chain.store.queries.calendar import bounds, calendar
from planet_chain.store.queries.dues import dues_of
from planet_chain.store.rewards import Epoch

WEEK = 7 * 86_400
POOL = 10_000_000_000
SETTLER_FUNDS = 10**15
FINALITY_BLOCKS = 4
CLAIMS = 20


class Run:
    """A chain and a weekly run in `directory`."""

    def __init__(self, anvil: Anvil, database: Engine, directory: Path) -> None:
        self.anvil, self.database, self.directory = anvil, database, directory
        self.w3 = connect(anvil.rpc_url, anvil.chain_id)
        self.deployment = deploy_devnet(anvil.rpc_url, directory / "deployment.json")
        settler = Account.from_key(dev_account("settler").key)
        self.token = contract_at(self.w3, self.deployment, "USDT0")
        self.stranger: Any = {"from": anvil.accounts[8].address}
        self.token.functions.mint(settler.address, SETTLER_FUNDS).transact(self.stranger)
        self.weekly = Weekly(database, self.w3, self.deployment, directory / "epochs", WEEK, POOL, settler)
        self.weekly.begin()

    def week(self, number: int) -> dict[str, Any]:
        """Let week `number` end, and take it to the chain and through its challenge window."""
        begun = time.monotonic()
        self._pass_to(bounds(self.weekly.begin(), number)[1])
        self._run()
        pending = contract_at(self.w3, self.deployment, "RewardDistributor").functions.pending().call()
        if pending[0] != bytes(32):
            self._pass_to(pending[2])
            self._run()
        with transaction(self.database) as session:
            row = session.get_one(Epoch, number)
            return {
                "epoch": number,
                "state": row.state,
                "root": row.root,
                "paid": str(row.paid),
                "carry_out": str(row.carry_out),
                "points": str(row.points),
                "creators": row.creators,
                "consumers": row.consumers,
                "seconds": round(time.monotonic() - begun, 2),
            }

    def differing(self, number: int, engines: list[str]) -> list[str]:
        """The engines whose files of week `number` are not those of the weekly run."""
        directory = self.directory / "epochs" / str(number)
        expected = {file.name: file.read_bytes() for file in (directory / "result").iterdir()}
        return [
            engine for engine in engines if output_files(settle_by(directory / "bundle", engine)) != expected
        ]

    def claim(self, names: list[str]) -> int:
        """Let a stranger claim for these people; returns how many units of the token arrived."""
        distributor = contract_at(self.w3, self.deployment, "RewardDistributor").functions
        arrived = 0
        for name in names:
            address = sample_account(name).address
            before = self.token.functions.balanceOf(address).call()
            with transaction(self.database) as session:
                claims = dues_of(session, address.lower()).claims.claimable
            for claim in claims:
                token = self.w3.to_checksum_address(claim.token)
                arguments = (address, token, claim.cumulative, claim.proof)
                sent = distributor.claim(*arguments).transact(self.stranger)
                if self.w3.eth.wait_for_transaction_receipt(sent)["status"] != 1:
                    raise SystemExit(f"the claim of {name} failed")
            after = self.token.functions.balanceOf(address).call()
            promised = sum(claim.amount for claim in claims if claim.token == self.token.address.lower())
            if after - before != promised:
                raise SystemExit(f"{name} was promised {promised} and got {after - before}")
            arrived += after - before
        return arrived

    def _pass_to(self, moment: int) -> None:
        if moment > self.w3.eth.get_block("latest")["timestamp"]:
            self.anvil.rpc("evm_setNextBlockTimestamp", moment + 1)
        self._mine()

    def _mine(self) -> None:
        self.anvil.rpc("anvil_mine", hex(FINALITY_BLOCKS), hex(1))

    def _run(self) -> None:
        for _ in range(2):  # the second time, what the first one sent is final
            list(self.weekly.run())
            self._mine()
        list(self.weekly.run())


def take(database: Engine, file: Path, edges: list[Edge], genesis: int, value: int | None) -> TakenEdges:
    """Import `edges`, the first of them moved to `genesis`, everybody with an address."""
    assumed = Assumptions(
        community=file.stem,
        starts_at=genesis,
        value=value,
        payouts=lambda name: sample_account(name).address,
    )
    with transaction(database) as session:
        return import_edges(session, file, edges, assumed, now=genesis, may_be_future=True)


def settle_again(
    original: Engine, second: Engine, file: Path, week: int, value: int | None, directory: Path
) -> dict[str, Any]:
    """Weeks 1 to `week` of the shuffled file, under the same secrets and seeds."""
    edges = list(read_edges(file))
    random.Random(week).shuffle(edges)
    with transaction(original) as session, transaction(second) as other:
        found = calendar(session)
        other.add(type(found)(**found.model_dump() | {"open_epoch": 1}))
        genesis = found.genesis
        drawn = [session.get_one(Epoch, number).model_dump() for number in range(1, week + 1)]
    take(second, file, edges, genesis, value)
    same = True
    for epoch in drawn:
        number, path = epoch["number"], directory / str(epoch["number"])
        keys = ("pool", "seed", "seed_block", "secret")
        with transaction(second) as session:
            row = close(session, number, **{key: epoch[key] for key in keys})
            export(session, row, path, Rules())
        with transaction(second) as session:
            row = session.get_one(Epoch, number)
            record(session, row, settle(read_bundle(path)))
            row.state = epoch["state"]
            same = same and (row.root, row.inputs_hash) == (epoch["root"], epoch["inputs_hash"])
            root = row.root
    return {"week": week, "root": root, "same_bundles_and_roots": same}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--weeks", type=int, help="settle only the first so many")
    parser.add_argument("--week", type=int, default=3, help="up to which week --shuffle settles again")
    parser.add_argument("--shuffle", action="store_true")
    parser.add_argument("--engines", type=lambda text: text.split(","), default=[], help="compared weekly")
    parser.add_argument("--value", type=int, help="of every member, in whole value units")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        directory = Path(temporary)
        postgres, anvil = EmbeddedPostgres(directory / "postgres"), Anvil()
        try:
            print(json.dumps(measure(options, postgres, anvil, directory), indent=2))
        finally:
            anvil.stop()
            postgres.stop()


def measure(
    options: argparse.Namespace, postgres: EmbeddedPostgres, anvil: Anvil, directory: Path
) -> dict[str, Any]:
    """Everything, as one document."""
    url = postgres.create("first")
    migrate(url)
    run = Run(anvil, engine(url), directory)
    begun = time.monotonic()
    edges = list(read_edges(options.file))
    taken = take(run.database, options.file, edges, run.weekly.begin().genesis, options.value)
    imported = round(time.monotonic() - begun, 2)
    last = min(taken.taken.last_epoch or 0, options.weeks or sys.maxsize)
    weeks = []
    for number in range(1, last + 1):
        weeks.append(run.week(number))
        if options.engines and (differing := run.differing(number, options.engines)):
            raise SystemExit(f"week {number} differs by {', '.join(differing)}")
        print(json.dumps(weeks[-1]), file=sys.stderr)
    names = sorted({edge.target for edge in edges})[:CLAIMS]
    result = {
        "file": options.file.name,
        "messages": taken.messages,
        "people": taken.people,
        "rows": taken.taken.rows,
        "import_seconds": imported,
        "same_bytes_by": options.engines,
        "weeks": weeks,
        "activated": sum(week["state"] == "activated" for week in weeks),
        "paid": str(sum(int(week["paid"]) for week in weeks)),
        "claims": len(names),
        "claimed": str(run.claim(names)),
        "seconds": round(time.monotonic() - begun, 2),
    }
    if options.shuffle:
        other = postgres.create("second")
        migrate(other)
        result["shuffled"] = settle_again(
            run.database, engine(other), options.file, options.week, options.value, directory / "again"
        )
    return result


if __name__ == "__main__":
    main()
