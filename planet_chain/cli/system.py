"""What commands need of the running system: its database, its chain, its settler."""

from contextlib import contextmanager
from typing import TYPE_CHECKING

from planet_chain.core.errors import PlanetError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from eth_account.signers.local import LocalAccount
    from sqlalchemy import Engine
    from sqlmodel import Session

    from planet_chain.config import Settings
    from planet_chain.okx.values import ValueFeed
    from planet_chain.rewards.engines import Engine as SettlementEngine
    from planet_chain.rewards.relayer import Relayer
    from planet_chain.rewards.replay import Replay
    from planet_chain.rewards.weekly import Weekly
    from planet_chain.store.queries.communities import Curve


class DatabaseMissing(PlanetError):
    """Nobody said which database to use."""

    def __init__(self) -> None:
        super().__init__(
            "database-missing",
            "There is no database: start one with `planet dev`, or set PLANET_DATABASE_URL to a"
            " postgresql:// URL.",
        )


def database_of(config: "Settings") -> "Engine":
    """The database of this system, migrated by whoever started it.

    Raises:
        DatabaseMissing: the settings name none.
    """
    from planet_chain.store.database import engine

    if config.database_url is None:
        raise DatabaseMissing
    return engine(config.database_url)


@contextmanager
def kept(config: "Settings") -> "Iterator[Session]":
    """A transaction on the database of this system, of a command that needs no other.

    Raises:
        DatabaseMissing: the settings name none.
    """
    from planet_chain.store.database import transaction

    database = database_of(config)
    try:
        with transaction(database) as session:
            yield session
    finally:
        database.dispose()


def curve_of(config: "Settings") -> "Curve":
    """What every community of this system's market started with.

    Raises:
        NoDeployment: nothing was deployed yet.
    """
    from planet_chain.chain.deployment import Deployment
    from planet_chain.store.queries.communities import Curve

    args = Deployment.load(config.deployment).contracts["CommunityMarket"].args
    return Curve(int(args[2]), int(args[3]))


def feed_of(config: "Settings") -> "ValueFeed":
    """The exchange's feed of values.

    Raises:
        NotConfigured: the settings name none.
        CredentialsUnfit, UrlUnfit: what they name cannot be used.
    """
    from planet_chain.okx.credentials import Credentials
    from planet_chain.okx.errors import NotConfigured
    from planet_chain.okx.values import HttpFeed

    if config.values_url is None or config.values_credentials_file is None:
        raise NotConfigured("The value feed", "PLANET_VALUES_URL and PLANET_VALUES_CREDENTIALS_FILE")
    return HttpFeed(config.values_url, Credentials.load(config.values_credentials_file))


def settler_of(config: "Settings") -> "LocalAccount":
    """The settler, able to sign; asks for the password when no file holds it."""
    return wallet_account(config, config.settler_wallet)


def wallet_account(config: "Settings", name: str) -> "LocalAccount":
    """The account of wallet `name`, able to sign; asks for the password when no file holds it."""
    from planet_chain.chain.signer import unlock, wallet_of
    from planet_chain.cli.passwords import password_of

    wallet_of(config.wallets, name)  # before anybody types a password for nothing
    return unlock(config.wallets, name, password_of(name, config.wallet_password_file))


def weekly_of(config: "Settings", account: "LocalAccount | None") -> "Weekly":
    """The weekly run of this system.

    Args:
        account: the settler; None can do what needs no signature.
    """
    from planet_chain.chain.client import connect
    from planet_chain.chain.deployment import Deployment
    from planet_chain.rewards.weekly import Weekly

    deployment = Deployment.load(config.deployment)
    return Weekly(
        database=database_of(config),
        w3=connect(config.node_url, config.chain.chain_id),
        deployment=deployment,
        directory=config.epochs,
        week=config.rewards_week,
        pool=config.rewards_pool,
        account=account,
        growth_bp=config.rewards_growth_bp,
    )


def relayer_of(config: "Settings", account: "LocalAccount") -> "Relayer":
    """The relayer of this system, whose `account` pays the gas."""
    from planet_chain.chain.client import connect
    from planet_chain.chain.deployment import Deployment
    from planet_chain.rewards.relayer import Relayer
    from planet_chain.rewards.relays import Budget

    return Relayer(
        database=database_of(config),
        w3=connect(config.node_url, config.chain.chain_id),
        deployment=Deployment.load(config.deployment),
        account=account,
        budget=Budget(config.relayer_daily_wei, config.relayer_gas_price_wei),
    )


def replay_of(
    config: "Settings",
    url: str,
    rpc_url: str | None,
    engine: "SettlementEngine",
    rules: "Path | None" = None,
) -> "Replay":
    """The published weeks of the service at `url`, to be derived here and compared with the chain.

    Args:
        rpc_url: one's own node; None takes that of the settings.
        rules: a manifest whose rules were announced.
    """
    from planet_chain.chain.client import connect
    from planet_chain.chain.deployment import Deployment
    from planet_chain.rewards.announced import Roots
    from planet_chain.rewards.manifest import parse_manifest
    from planet_chain.rewards.published import Published
    from planet_chain.rewards.replay import Replay

    deployment = Deployment.load(config.deployment)
    return Replay(
        published=Published.at(url),
        roots=Roots(connect(rpc_url or config.node_url, config.chain.chain_id), deployment),
        cache=config.derived,
        engine=engine,
        announced=parse_manifest(rules.read_bytes())[0] if rules else None,
    )
