"""A small community on a real chain and in a real database, whose time the test moves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eth_account import Account
from sqlalchemy import Engine, text
from web3 import Web3

from planet_chain.chain.client import connect, contract_at
from planet_chain.chain.deployment import Deployment
from planet_chain.community import activity, members, posts, values
from planet_chain.community.activity import ActivityRow
from planet_chain.community.members import MemberRow
from planet_chain.community.posts import Draft
from planet_chain.community.values import ValueRow
from planet_chain.devnet.accounts import dev_account
from planet_chain.devnet.anvil import Anvil
from planet_chain.devnet.contracts import deploy_devnet
from planet_chain.rewards.weekly import Step, Weekly
from planet_chain.store.database import engine, transaction
from planet_chain.store.rewards import Epoch

WEEK = 7 * 86_400
POOL = 1_000_000_000
READERS = tuple(f"reader{number}" for number in range(12))
CREATORS = ("ann", "bob", "cid")


@dataclass
class Town:
    """Twelve readers and three creators, verified, with addresses to be paid at."""

    anvil: Anvil
    w3: Web3
    deployment: Deployment
    database: Engine
    weekly: Weekly
    rows: Iterator[int] = field(default_factory=lambda: iter(range(10**9)))

    def populate(self) -> None:
        """State members, values and a post of each creator."""
        people = [MemberRow(name, f"person-{name}", address_of(name)) for name in (*READERS, *CREATORS)]
        with transaction(self.database) as session:
            members.upsert(session, people, now=self.now)
            values.set_values(session, [ValueRow(name, 100) for name in READERS])
            for name in CREATORS:
                posts.publish(session, Draft(f"post-{name}", name, "analysis", text="#chain"), now=self.now)

    def read(self, *, offset: int = 3600, creators: tuple[str, ...] = CREATORS, dwell: int = 50) -> None:
        """Every reader reads every creator's post `offset` seconds after the present epoch opened."""
        calendar = self.weekly.begin()
        at = calendar.genesis + (self.open_epoch - 1) * WEEK + offset
        self.take(
            ActivityRow(f"row{next(self.rows)}", reader, f"post-{name}", "dwell", dwell, at + 60 * place)
            for reader in READERS
            for place, name in enumerate(creators)
        )

    def take(self, rows: Any) -> None:
        """Accept rows, however far in the future of the chain."""
        with transaction(self.database) as session:
            activity.accept(session, list(rows), now=2**40)

    @property
    def now(self) -> int:
        return int(self.w3.eth.get_block("latest")["timestamp"])

    @property
    def open_epoch(self) -> int:
        return self.weekly.begin().open_epoch

    def pass_to(self, moment: int) -> None:
        """Let the chain, and what is final of it, pass `moment`."""
        if moment > self.now:
            self.anvil.rpc("evm_setNextBlockTimestamp", moment + 1)
        self.anvil.rpc("anvil_mine", hex(4), hex(1))

    def end_week(self) -> None:
        calendar = self.weekly.begin()
        self.pass_to(calendar.genesis + calendar.open_epoch * WEEK)

    def end_window(self) -> None:
        pending = contract_at(self.w3, self.deployment, "RewardDistributor").functions.pending().call()
        self.pass_to(pending[2])

    def run(self) -> list[Step]:
        """Run until nothing moves, not even after what was sent became final."""
        done: list[Step] = []
        while True:
            steps = list(self.weekly.run())
            self.anvil.rpc("anvil_mine", hex(4), hex(1))
            steps += self.weekly.run()
            done += steps
            if not any(step.moved for step in steps):
                return done

    def live_a_week(self) -> Epoch:
        """Read, let the week and its challenge window pass, and give back the epoch."""
        number = self.open_epoch
        self.read()
        self.end_week()
        self.run()
        self.end_window()
        self.run()
        return self.epoch(number)

    def epoch(self, number: int) -> Epoch:
        with transaction(self.database) as session:
            row = session.get_one(Epoch, number)
            session.expunge(row)
        return row

    def query(self, sql: str, **parameters: Any) -> list[Any]:
        with transaction(self.database) as session:
            return list(session.connection().execute(text(sql), parameters))

    def contract(self, name: str) -> Any:
        return contract_at(self.w3, self.deployment, name)


def address_of(name: str) -> str:
    """The address at which `name` is paid."""
    return str(Account.from_key(Web3.keccak(text=name)).address)


def settle_in(anvil: Anvil, database_url: str, directory: Path) -> Town:
    """A populated town with its contracts deployed and a settler who can pay."""
    deployment = deploy_devnet(anvil.rpc_url, directory / "deployment.json")
    w3 = connect(anvil.rpc_url, anvil.chain_id)
    settler = Account.from_key(dev_account("settler").key)
    token = contract_at(w3, deployment, "USDT0")
    token.functions.mint(settler.address, 10**15).transact({"from": anvil.accounts[0].address})
    database = engine(database_url)
    weekly = Weekly(database, w3, deployment, directory / "epochs", WEEK, POOL, settler)
    anvil.rpc("anvil_mine", hex(4), hex(1))
    weekly.begin()
    town = Town(anvil, w3, deployment, database, weekly)
    town.populate()
    return town
