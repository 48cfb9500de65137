"""The local testnet while it runs: what it is made of, watched, and taken down in order."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any

import httpx

from planet_chain.chain.deployment import Deployment
from planet_chain.core.errors import PlanetError
from planet_chain.devnet.anvil import CHAIN_ID, Anvil
from planet_chain.devnet.database import EmbeddedPostgres
from planet_chain.devnet.home import DevHome
from planet_chain.devnet.processes import Child
from planet_chain.devnet.strict_rpc import StrictRpc

Say = Callable[[str], None]


class ProcessDied(PlanetError):
    """A part of the local testnet ended and stays down."""

    def __init__(self, child: Child) -> None:
        super().__init__(
            "process-died",
            f"The {child.name} ended with exit code {child.exit_code}. The end of its log, {child.log}:\n"
            f"{child.last_words()}",
        )
        self.child = child


@dataclass
class Testnet:
    """A running local testnet. Made by `start`; `stop` ends it.

    Attributes:
        rpc_url: where everybody but the testnet itself asks the chain.
        environment: the `PLANET_…` settings with which any `planet` command talks to it.
    """

    home: DevHome
    held: IO[str]
    deployed: Deployment | None = None
    anvil: Anvil | None = None
    strict_rpc: StrictRpc | None = None
    postgres: EmbeddedPostgres | None = None
    rpc_url: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)

    @property
    def chain(self) -> Anvil:
        """The chain, which is the first thing that `start` starts."""
        if self.anvil is None:
            raise RuntimeError("the chain is not started")
        return self.anvil

    @property
    def deployment(self) -> Deployment:
        """The contracts, which `start` deploys as soon as there is a chain."""
        if self.deployed is None:
            raise RuntimeError("the contracts are not deployed")
        return self.deployed

    @property
    def page(self) -> str:
        return f"http://127.0.0.1:{self.environment['PLANET_PORT']}"

    def describe(self) -> dict[str, Any]:
        """What `planet dev --json` prints."""
        status = httpx.get(f"{self.page}/api/v1/status", timeout=10).raise_for_status().json()
        described = {
            "page": self.page,
            "api": f"{self.page}/api/v1",
            "docs": f"{self.page}/api/docs",
            "rpc": self.rpc_url,
            "chain_id": CHAIN_ID,
            "faucet": self.environment["PLANET_FAUCET_URL"],
            "database": self.environment["PLANET_DATABASE_URL"],
            "api_key": self.home.api_key.read_text(),
            "index": status["index"],
            "contracts": {name: one.address for name, one in self.deployment.contracts.items()},
            "accounts": [
                {"address": account.address, "role": account.role, "key": account.key}
                for account in self.chain.accounts
            ],
            "sample": self.home.read_sample(),
        }
        self.home.announce(described)
        return described

    def watch(self, say: Say) -> None:
        """Wait for ever, starting again what dies.

        Raises:
            ProcessDied: something keeps dying.
        """
        while True:
            time.sleep(0.5)
            if self.chain.process.poll() is not None:
                raise PlanetError("anvil-died", f"anvil ended; its log is {self.home.log('anvil')}.")
            if self.strict_rpc is not None and self.strict_rpc.process.poll() is not None:
                raise PlanetError("strict-rpc-died", "The limits before the chain ended; start again.")
            for child in self.children:
                if child.exit_code is not None:
                    say(f"The {child.name} ended ({child.exit_code}); starting it again. Log: {child.log}")
                    if not child.revive():
                        raise ProcessDied(child)

    def stop_children(self) -> None:
        """End all processes but chain and database, the last started first."""
        while self.children:
            self.children.pop().stop()

    def stop(self) -> None:
        """End everything, the readers first and the chain last, so that it writes its state."""
        self.home.running.unlink(missing_ok=True)
        self.stop_children()
        if self.strict_rpc is not None:
            self.strict_rpc.stop()
        if self.anvil is not None:
            self.anvil.stop()
        if self.postgres is not None:
            self.postgres.stop()
        self.held.close()
