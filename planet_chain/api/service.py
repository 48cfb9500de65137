"""What every request shares: the database, the network, and where the contracts stand."""

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Final

from sqlalchemy import Engine
from web3 import Web3

from planet_chain.api.schemas.base import POINTS_DECIMALS, QUOTE_DECIMALS, TOKEN_DECIMALS
from planet_chain.chain.client import connect
from planet_chain.chain.deployment import Deployment
from planet_chain.chain.networks import Network
from planet_chain.okx.dex import Aggregator
from planet_chain.rewards.relays import Budget
from planet_chain.store.queries.communities import Curve

_QUOTE_SYMBOL: Final = "USD₮0"
_POINTS_SYMBOL: Final = "POINTS"
_LOOKED_S: Final = 0.25
"""Seconds for which nobody looks whether the deployment record was replaced."""


@dataclass(frozen=True)
class Token:
    """A token the service knows; `address` is lower case."""

    address: str
    symbol: str
    decimals: int


@dataclass
class Service:
    """One a process. Connects on first use, so that it can start before its database and its node."""

    network: Network
    database: Engine
    reading: Engine
    """The same database, or a replica of it, for what only reads."""
    node_url: str
    public_rpc_url: str
    faucet_url: str | None
    origins: tuple[str, ...]
    """Where the page is, as browsers write it: the sites that people may sign in to."""
    deployment_file: Path
    pass_keys_file: Path
    epochs: Path
    """Directory of the epochs' bundles and results."""
    pool: int
    """Fresh money of a week, smallest units of the quote token."""
    relays: Budget | None
    """What claims without gas may cost; None when there is no relayer."""
    lag_limit: int
    """Seconds behind the chain from which the service is not ready."""
    aggregator: Aggregator | None = None
    """Whom to ask what a trade would give elsewhere; None asks nobody."""
    _deployment: tuple[float, Deployment] | None = field(default=None, repr=False)
    _looked: float = field(default=0.0, repr=False)
    _tokens: tuple[Deployment, dict[str, Token]] | None = field(default=None, repr=False)
    _node: Web3 | None = field(default=None, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def deployment(self) -> Deployment:
        """Where the contracts stand; read again when the record was replaced, as a reset does.

        Raises:
            NoDeployment: nothing was deployed yet, or the record is damaged.
        """
        now = monotonic()
        if self._deployment is None or now - self._looked > _LOOKED_S:
            try:
                written = self.deployment_file.stat().st_mtime
            except OSError:
                written = 0.0
            if self._deployment is None or self._deployment[0] != written:
                self._deployment = (written, Deployment.load(self.deployment_file))
            self._looked = now
        return self._deployment[1]

    @property
    def node(self) -> Web3:
        """A client of the chain's node, whose chain id is the network's.

        Raises:
            NodeUnreachable, WrongChain: the node is down, or of another chain.
        """
        with self._lock:
            if self._node is None:
                self._node = connect(self.node_url, self.network.chain_id)
            return self._node

    def address(self, contract: str) -> str:
        """Lower-case address of `contract`."""
        return self.deployment.address(contract).lower()

    @property
    def quote(self) -> Token:
        """What communities are traded against, and rewards are paid in."""
        address = self.network.quote or self.deployment.address("USDT0")
        return Token(address.lower(), _QUOTE_SYMBOL, QUOTE_DECIMALS)

    @property
    def points(self) -> Token:
        """Planet Points."""
        return Token(self.address("Points"), _POINTS_SYMBOL, POINTS_DECIMALS)

    @property
    def curve(self) -> Curve:
        """What every community of the market starts with."""
        _registry, _quote, initial_quote, initial_tokens = self.deployment.contracts["CommunityMarket"].args
        return Curve(int(initial_quote), int(initial_tokens))

    def token(self, address: str) -> Token | None:
        """The token at lower-case `address`, when it is one of the network's own."""
        deployment = self.deployment
        if self._tokens is None or self._tokens[0] is not deployment:
            known = [self.quote, self.points]
            if "WOKB" in deployment.contracts:
                known.append(Token(self.address("WOKB"), "WOKB", TOKEN_DECIMALS))
            self._tokens = (deployment, {token.address: token for token in known})
        return self._tokens[1].get(address)
