"""The environment, read once, by the CLI and api/app.py alone; everybody else gets arguments."""

import os
from pathlib import Path
from typing import Final, Self

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from planet_chain.chain.networks import Network, network_of
from planet_chain.core.errors import PlanetError

_PREFIX: Final = "PLANET_"
_CHECKOUT: Final = Path(__file__).parents[1]
_WEEK: Final = 7 * 24 * 60 * 60
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


class InvalidSetting(PlanetError):
    """An environment variable has a value that it cannot have."""

    def __init__(self, error: ValidationError) -> None:
        first = error.errors()[0]
        name = f"{_PREFIX}{first['loc'][0]}".upper()
        super().__init__(
            "invalid-setting", f"{name} is {first['input']!r}: {first['msg']}; correct or unset it."
        )


class Settings(BaseSettings):
    """Every setting is an environment variable: `database_url` is `PLANET_DATABASE_URL`."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    home: Path = Field(Path(".planet"), description="Where everything that this machine keeps lies.")
    network: str = Field("devnet", description="devnet, xlayer-testnet or xlayer.")
    rpc_url: str | None = Field(None, description="The node; unset takes the network's first public one.")
    rpc_url_2: str | None = Field(
        None, description="A node of another provider, with which the indexer compares what it believed."
    )
    database_url: str | None = Field(None, description="postgresql:// URL; unset means the embedded server.")
    database_read_url: str | None = Field(
        None, description="A replica that the API reads from; unset reads from database_url."
    )
    deployment_file: Path | None = Field(
        None, description="The deployment record; unset takes the network's."
    )

    host: str = Field("127.0.0.1", description="Where the API listens.")
    port: int = Field(8000, ge=0, le=65535, description="Port of the API and the page.")
    public_url: str | None = Field(
        None,
        pattern=r"^https?://[a-z0-9.\-]+(:[0-9]+)?$",
        description="Where people reach the page, such as https://planet.example: they sign in to it alone."
        " Unset lets them sign in on this machine only.",
    )
    public_rpc_url: str | None = Field(None, description="The node that browsers use; unset takes rpc_url.")
    faucet_url: str | None = Field(None, description="The local testnet's faucet.")

    indexer_metrics_host: str = Field("127.0.0.1", description="Where the indexer serves its metrics.")
    indexer_metrics_port: int | None = Field(
        None, ge=0, le=65535, description="Port of the indexer's Prometheus metrics; unset serves none."
    )

    api_read_limit: str = Field("100/second", description="Requests that one address may read with.")
    api_write_limit: str = Field("50/second", description="Requests that one address may write with.")
    api_lag_limit: int = Field(
        30, gt=0, description="Seconds behind the chain that are too many to be ready."
    )

    tagger: str = Field("rules", description="What tags posts: rules, or embedding.")
    okx_url: str = Field("https://web3.okx.com", description="OKX's API, asked for quotes of other markets.")
    okx_credentials_file: Path | None = Field(
        None, description="JSON file with key, secret and passphrase for it; unset asks nobody."
    )
    values_url: str | None = Field(
        None, description="Where the exchange states members' values; unset pulls nothing."
    )
    values_credentials_file: Path | None = Field(
        None, description="JSON file with key, secret and passphrase for the values."
    )
    pass_keys_file: Path | None = Field(
        None, description="Keys that sign passes of gates; unset takes <home>/pass-keys.json."
    )

    wallet_directory: Path | None = Field(None, description="Keystore files; unset takes <home>/wallets.")
    wallet_password_file: Path | None = Field(None, description="File with the password of the wallets.")
    settler_wallet: str = Field("settler", description="Name of the wallet that proposes reward roots.")
    relayer_wallet: str | None = Field(
        None, description="Name of the wallet that sends claims for people without gas; unset sends none."
    )
    relayer_daily_wei: int = Field(
        50_000_000_000_000_000, ge=0, description="What the relayer may spend in any 24 hours, wei."
    )
    relayer_gas_price_wei: int = Field(
        50_000_000_000, ge=1, description="The relayer waits while a unit of gas costs more, wei."
    )
    rewards_pool: int = Field(10_000_000_000, ge=0, description="A week's pool, smallest units of USD₮0.")
    rewards_growth_bp: int = Field(
        0, ge=0, le=5_000, description="Basis points of a week's growth of fees that the pool grows by."
    )
    rewards_window: int = Field(
        48 * 60 * 60, ge=0, description="Seconds in which guardians may reject a root."
    )
    rewards_week: int = Field(_WEEK, gt=0, description="Length of an epoch, seconds.")

    @property
    def chain(self) -> Network:
        """What is known about the chosen network."""
        return network_of(self.network)

    @property
    def node_url(self) -> str:
        """The node to ask."""
        return self.rpc_url or self.chain.rpc_urls[0]

    @property
    def origins(self) -> tuple[str, ...]:
        """Where people sign in, as browsers write origins; none on a server that does not know its name."""
        if self.public_url is not None:
            return (self.public_url,)
        if self.host not in _LOOPBACK:
            return ()
        return tuple(f"http://{name}:{self.port}" for name in ("127.0.0.1", "localhost"))

    @property
    def wallets(self) -> Path:
        """Directory of the encrypted keystore files."""
        return self.wallet_directory or self.home / "wallets"

    @property
    def deployment(self) -> Path:
        """The deployment record: below `home` for the local testnet, in deployments/ of the checkout else."""
        if self.deployment_file is not None:
            return self.deployment_file
        if self.chain.is_local:
            return self.home / "devnet" / "deployment.json"
        return _CHECKOUT / "deployments" / f"{self.network}.json"

    @property
    def pass_keys(self) -> Path:
        """The keys that sign passes of gates; those of the local testnet go with it."""
        inside = self.home / "devnet" if self.chain.is_local else self.home
        return self.pass_keys_file or inside / "pass-keys.json"

    @property
    def epochs(self) -> Path:
        """Bundles and results of the weeks; those of the local testnet go with it."""
        return (self.home / "devnet" if self.chain.is_local else self.home) / "epochs"

    @property
    def derived(self) -> Path:
        """Bundles that were downloaded from others, and what they led to here."""
        return (self.home / "devnet" if self.chain.is_local else self.home) / "derived"

    def on(self, network: str) -> Self:
        """These settings, but for `network`: what was said about the node of another network does not count.

        Raises:
            UnknownNetwork: there is none of this name.
        """
        if network == self.network:
            return self
        unsaid = {
            "rpc_url": None,
            "rpc_url_2": None,
            "public_rpc_url": None,
            "deployment_file": None,
            "faucet_url": None,
        }
        return self.model_copy(update={"network": network_of(network).name, **unsaid})


def settings() -> Settings:
    """The settings of this process.

    The environment wins; what it does not say is read from `<home>/devnet/environment`, which a running
    `planet dev` writes, so that a second terminal talks to the same system; unless another network is chosen.

    Raises:
        InvalidSetting: a variable has an impossible value.
        UnknownNetwork: PLANET_NETWORK is none.
    """
    home = Path(os.environ.get(f"{_PREFIX}HOME") or ".planet")
    try:
        found = Settings(_env_file=home / "devnet" / "environment")
        return found if found.chain.is_local else Settings()
    except ValidationError as error:
        raise InvalidSetting(error) from None
