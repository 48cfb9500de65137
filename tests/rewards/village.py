"""A town whose weeks are served to the public, and a settler there who need not be honest."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from eth_account import Account

from indexer.follow import index_once
from planet_chain.api.app import create_app
from planet_chain.config import Settings
from planet_chain.core.epoch import Tables
from planet_chain.core.merkle import Leaf, build_tree
from planet_chain.devnet.accounts import dev_accounts
from planet_chain.devnet.anvil import Anvil, free_port
from planet_chain.rewards.announced import Roots
from planet_chain.rewards.bundle import Manifest, read_bundle, write_bundle
from planet_chain.rewards.published import Published
from planet_chain.rewards.replay import Replay
from planet_chain.rewards.watch import Watcher
from planet_chain.store.database import transaction
from planet_chain.store.rewards import Epoch
from tests.rewards.town import Town, settle_in

GUARDIANS = tuple(Account.from_key(one.key) for one in dev_accounts() if one.role == "guardian")


@dataclass
class Village:
    """A town, its service at `url`, and watchers with caches of their own below `directory`."""

    town: Town
    url: str
    directory: Path
    database_url: str
    watchers: int = field(default=0)

    def index(self) -> None:
        index_once(self.database_url, self.town.deployment, self.town.anvil.rpc_url)

    def honest_week(self) -> Epoch:
        epoch = self.town.live_a_week()
        self.index()
        return epoch

    def propose(
        self,
        *,
        manifest: Callable[[Manifest], Manifest] | None = None,
        tables: Callable[[Tables], Tables] | None = None,
        leaves: Callable[[Sequence[Leaf]], Sequence[Leaf]] | None = None,
        **announced: Any,
    ) -> int:
        """Live a week up to its proposal, with something changed on the way; returns its number.

        Args:
            manifest, tables: what the bundle says instead.
            leaves: what the tree holds instead, though the bundle says otherwise.
            announced: columns of the epoch, such as `token_total`, that are told instead.
        """
        town = self.town
        number = town.open_epoch
        town.read()
        town.end_week()
        list(town.weekly.run(("close", "export")))
        if manifest or tables:
            self._rewrite(number, manifest, tables)
        list(town.weekly.run(("settle",)))
        if leaves:
            kept = (town.weekly.directory / str(number) / "result" / "cumulative.parquet").read_bytes()
            announced |= self._forge(kept, leaves)
        if announced:
            self.update(number, **announced)
        list(town.weekly.run(("fund", "propose")))
        assert town.epoch(number).state == "proposed"
        town.anvil.rpc("anvil_mine", hex(4), hex(1))
        self.index()
        return number

    def decide(self) -> None:
        """Let the settler and the index see what became of the pending root."""
        self.town.anvil.rpc("anvil_mine", hex(4), hex(1))
        self.index()
        self.town.run()
        self.index()

    def update(self, number: int, **columns: Any) -> None:
        with transaction(self.town.database) as session:
            epoch = session.get_one(Epoch, number)
            for name, value in columns.items():
                setattr(epoch, name, value)

    def bundle(self, number: int) -> Path:
        return self.town.weekly.directory / str(number) / "bundle"

    def replay(self, *, fresh: bool = False) -> Replay:
        """Everybody's cache is one, but for a `fresh` one's, which has seen nothing yet."""
        self.watchers += fresh
        cache = self.directory / (f"watcher{self.watchers}" if fresh else "watchers")
        return Replay(Published.at(self.url), Roots(self.town.w3, self.town.deployment), cache)

    def watcher(self, *, fresh: bool = False) -> Watcher:
        """A watcher with the key of a guardian who may reject now."""
        replay = self.replay(fresh=fresh)
        contract = replay.roots.contract.functions
        free = (one for one in GUARDIANS if contract.nextRejectionAt(one.address).call() <= self.town.now)
        return Watcher(replay, next(free))

    def _rewrite(self, number: int, manifest: Any, tables: Any) -> None:
        directory = self.bundle(number)
        found = read_bundle(directory)
        shutil.rmtree(directory)
        said = manifest(found.manifest) if manifest else found.manifest
        rows = tables(found.tables) if tables else found.tables
        self.update(number, inputs_hash=write_bundle(directory, said, rows).inputs_hash)

    def _forge(self, kept: bytes, leaves: Any) -> dict[str, Any]:
        from planet_chain.rewards.tables import table_rows

        rows = [
            Leaf(one, token, int(amount)) for one, token, amount in table_rows("cumulative.parquet", kept)
        ]
        forged = list(leaves(rows))
        calendar = self.town.weekly.begin()
        totals = {
            token: sum(leaf.amount for leaf in forged if leaf.token == token)
            for token in (calendar.token, calendar.points)
        }
        return {
            "root": build_tree(forged).root,
            "token_total": totals[calendar.token],
            "points_total": totals[calendar.points],
        }


@contextmanager
def village(database_url: str, directory: Path) -> Iterator[Village]:
    """A village with one honest week behind it, until it is left."""
    (directory / "devnet").mkdir()
    anvil = Anvil()
    try:
        town = settle_in(anvil, database_url, directory / "devnet")
        settings = Settings(home=directory, rpc_url=anvil.rpc_url, database_url=database_url)
        with _served(settings) as url:
            found = Village(town, url, directory, database_url)
            found.honest_week()
            yield found
        town.database.dispose()
    finally:
        anvil.stop()


@contextmanager
def _served(settings: Settings) -> Iterator[str]:
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(create_app(settings), port=port, log_level="warning", access_log=False)
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the service ended at once"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)
