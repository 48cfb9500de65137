"""What is known about each chain; `planet doctor` checks it against the node it is given."""

from dataclasses import dataclass
from typing import Final

from planet_chain.core.errors import PlanetError

MULTICALL3: Final = "0xcA11bde05977b3631167028862bE2a173976CA11"
CREATE2_PROXY: Final = "0x4e59b44847b379578588920cA78FbF26c0B4956C"


class UnknownNetwork(PlanetError):
    """No network has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            "unknown-network", f"There is no network {name!r}; choose one of {', '.join(NETWORKS)}."
        )


@dataclass(frozen=True)
class Network:
    """A chain, and the limits of its public nodes.

    Attributes:
        chain_id: what `eth_chainId` must answer.
        rpc_urls: public nodes, the best first.
        websocket_urls: the same, for subscriptions.
        explorer: base URL of its block explorer; None has none.
        quote: EIP-55 address of USD₮0; None when the deployment brings its own mock.
        wrapped: EIP-55 address of WOKB; None when it is unknown, or the deployment brings its own mock.
        max_log_range: blocks that one `eth_getLogs` may span.
        max_batch: calls in one JSON-RPC batch.
        requests_per_second: allowed to one IP address.
        gas_symbol: the coin that pays for gas, 18 decimals.
    """

    name: str
    chain_id: int
    rpc_urls: tuple[str, ...]
    explorer: str | None
    quote: str | None
    wrapped: str | None
    max_log_range: int
    max_batch: int
    requests_per_second: int
    websocket_urls: tuple[str, ...] = ()
    gas_symbol: str = "OKB"

    @property
    def is_local(self) -> bool:
        """Whether it is the local testnet, whose keys are public and whose tokens are mocks."""
        return self.name == "devnet"

    def address_url(self, address: str) -> str | None:
        """Page of `address` in the explorer, if there is one."""
        return f"{self.explorer}/address/{address}" if self.explorer else None

    def token_url(self, token: str) -> str | None:
        """Page of `token` in the explorer, if there is one."""
        return f"{self.explorer}/token/{token}" if self.explorer else None

    def transaction_url(self, transaction: str) -> str | None:
        """Page of `transaction` in the explorer, if there is one."""
        return f"{self.explorer}/tx/{transaction}" if self.explorer else None


NETWORKS: Final[dict[str, Network]] = {
    network.name: network
    for network in (
        Network(
            name="devnet",
            # never 196: a wallet with a public node for that id would talk to the real chain
            chain_id=31337,
            rpc_urls=("http://127.0.0.1:8545",),
            explorer=None,
            quote=None,
            wrapped=None,
            max_log_range=1_000,
            max_batch=100,
            requests_per_second=1_000,
        ),
        Network(
            name="xlayer-testnet",
            # 195 was its predecessor and is dead, but some wallets still offer it
            chain_id=1952,
            rpc_urls=("https://testrpc.xlayer.tech/terigon",),
            explorer="https://www.okx.com/web3/explorer/xlayer-test",
            quote="0x9e29b3AaDa05Bf2D2c827Af80Bd28Dc0b9b4FB0c",
            wrapped=None,
            max_log_range=100,
            max_batch=10,
            requests_per_second=100,
        ),
        Network(
            name="xlayer",
            chain_id=196,
            rpc_urls=("https://rpc.xlayer.tech", "https://xlayerrpc.okx.com"),
            explorer="https://www.okx.com/web3/explorer/xlayer",
            quote="0x779Ded0c9e1022225f8E0630b35a9b54bE713736",
            wrapped="0xe538905cf8410324e03A5A23C1c177a474D59b2b",
            max_log_range=100,
            max_batch=10,
            requests_per_second=100,
            websocket_urls=("wss://ws.xlayer.tech", "wss://xlayerws.okx.com"),
        ),
    )
}


def network_of(name: str) -> Network:
    """The network called `name`.

    Raises:
        UnknownNetwork: there is none.
    """
    try:
        return NETWORKS[name]
    except KeyError:
        raise UnknownNetwork(name) from None
