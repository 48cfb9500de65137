"""What follows from the facts by adding: balances, reserves, earnings. The indexer writes, everybody reads.

`facts` counts the facts that a row adds up; a row whose last fact a reorganisation took away is deleted.
"""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

from planet_chain.store.types import Units


class BalanceSum(SQLModel, table=True):
    """What `holder` has of `token`, by holder and token in the database. The zero address has no row."""

    __tablename__ = "balance_sum"
    __table_args__: ClassVar[Any] = (
        Index("balance_holders", "token", "amount", "holder", postgresql_where=text("amount > 0")),
    )

    token: str = Field(primary_key=True)
    holder: str = Field(primary_key=True)
    amount: int = Field(sa_type=Units)
    facts: int = Field(sa_type=BigInteger)


class SupplySum(SQLModel, table=True):
    """Minted minus burned of `token`, and how many hold some of it."""

    __tablename__ = "supply_sum"

    token: str = Field(primary_key=True)
    supply: int = Field(sa_type=Units)
    holders: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})
    facts: int = Field(sa_type=BigInteger)


class MarketSum(SQLModel, table=True):
    """Trades and fees of a community `token`."""

    __tablename__ = "market_sum"
    __table_args__: ClassVar[Any] = (Index("market_volume", "volume"),)

    token: str = Field(primary_key=True)
    quote_net: int = Field(sa_type=Units)
    """x - X0: quote units in the curve."""
    tokens_net: int = Field(sa_type=Units)
    """Y0 - y: tokens sold and not bought back."""
    volume: int = Field(sa_type=Units)
    """Quote units traded, fees included, both ways."""
    fees: int = Field(sa_type=Units)
    """Quote units ever earned by the creator."""
    collected: int = Field(sa_type=Units)
    """Of these, already paid out."""
    buys: int = Field(sa_type=BigInteger)
    sells: int = Field(sa_type=BigInteger)
    facts: int = Field(sa_type=BigInteger)


class CreatorTipSum(SQLModel, table=True):
    """Tips that `creator` received in `token`; `facts` is their number."""

    __tablename__ = "creator_tip_sum"

    creator: str = Field(primary_key=True)
    token: str = Field(primary_key=True)
    amount: int = Field(sa_type=Units)
    facts: int = Field(sa_type=BigInteger)


class ContentTipSum(SQLModel, table=True):
    """Tips for `content_id` in `token`, whoever received them; `facts` is their number."""

    __tablename__ = "content_tip_sum"

    content_id: str = Field(primary_key=True)
    token: str = Field(primary_key=True)
    amount: int = Field(sa_type=Units)
    facts: int = Field(sa_type=BigInteger)


class FanTipSum(SQLModel, table=True):
    """Tips that `fan` gave in `token`; `facts` is their number."""

    __tablename__ = "fan_tip_sum"

    fan: str = Field(primary_key=True)
    token: str = Field(primary_key=True)
    amount: int = Field(sa_type=Units)
    facts: int = Field(sa_type=BigInteger)


class RewardSum(SQLModel, table=True):
    """What arrived for claims in `token`, and what was claimed."""

    __tablename__ = "reward_sum"

    token: str = Field(primary_key=True)
    funded: int = Field(sa_type=Units)
    claimed: int = Field(sa_type=Units)
    facts: int = Field(sa_type=BigInteger)


class ClaimSum(SQLModel, table=True):
    """What `account` ever claimed in `token`; `facts` is the number of claims."""

    __tablename__ = "claim_sum"

    account: str = Field(primary_key=True)
    token: str = Field(primary_key=True)
    amount: int = Field(sa_type=Units)
    facts: int = Field(sa_type=BigInteger)


class CreatorFollowSum(SQLModel, table=True):
    """How many follow `creator`."""

    __tablename__ = "creator_follow_sum"

    creator: str = Field(primary_key=True)
    followers: int = Field(sa_type=BigInteger)
    facts: int = Field(sa_type=BigInteger)


class FanFollowSum(SQLModel, table=True):
    """How many `follower` follows."""

    __tablename__ = "fan_follow_sum"

    follower: str = Field(primary_key=True)
    following: int = Field(sa_type=BigInteger)
    facts: int = Field(sa_type=BigInteger)


class NftBalanceSum(SQLModel, table=True):
    """How many follows or passes of the contract `token` are `holder`'s. The zero address has no row."""

    __tablename__ = "nft_balance_sum"

    token: str = Field(primary_key=True)
    holder: str = Field(primary_key=True)
    amount: int = Field(sa_type=BigInteger)
    facts: int = Field(sa_type=BigInteger)


class CampaignSum(SQLModel, table=True):
    """What went into an airdrop campaign and out of it again; smallest units of its token."""

    __tablename__ = "campaign_sum"

    campaign: int = Field(sa_type=Units, primary_key=True)
    amount: int = Field(sa_type=Units)
    claimed: int = Field(sa_type=Units)
    swept: int = Field(sa_type=Units)
    """By the funder, with what was sent to the vault by mistake."""
    claims: int = Field(sa_type=BigInteger)
    facts: int = Field(sa_type=BigInteger)
