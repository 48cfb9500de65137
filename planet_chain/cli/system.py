"""What commands need of the running system: its database, its chain, its settler."""

from typing import TYPE_CHECKING

from planet_chain.core.errors import PlanetError

if TYPE_CHECKING:
    from eth_account.signers.local import LocalAccount
    from sqlalchemy import Engine

    from planet_chain.config import Settings
    from planet_chain.rewards.weekly import Weekly


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


def settler_of(config: "Settings") -> "LocalAccount":
    """The settler, able to sign; asks for the password when no file holds it."""
    from planet_chain.chain.signer import unlock, wallet_of
    from planet_chain.cli.passwords import password_of

    name = config.settler_wallet
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
    )
