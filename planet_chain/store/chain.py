"""The chain as rows: blocks, raw logs, and the facts that events state. The indexer writes, everybody reads.

A row's key is (block number, log index), and `block` holds the hash. Rows of two branches never stand side
by side: a reorganisation replaces one by the other in one transaction, and a stray one would break the key.
Addresses and hashes are lower-case 0x text, times unix seconds, amounts smallest units.
"""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, LargeBinary, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from planet_chain.core.addresses import ZERO_HASH
from planet_chain.store.types import Units

_HAS_CONTENT = text(f"content_id <> '{ZERO_HASH}'")


class Block(SQLModel, table=True):
    """A block of the branch we follow: every one above the finalized, below it those with logs."""

    __tablename__ = "block"
    __table_args__: ClassVar[Any] = (Index("block_empty", "number", postgresql_where=text("logs = 0")),)

    number: int = Field(sa_type=BigInteger, primary_key=True)
    hash: str
    parent_hash: str | None
    """None where only its logs were read, deep below the finalized block."""
    time: int = Field(sa_type=BigInteger)
    logs: int = Field(sa_type=Integer)


class Log(SQLModel, table=True):
    """A log as the node gave it: facts can be stated again from these alone."""

    __tablename__ = "log"

    block_number: int = Field(sa_type=BigInteger, primary_key=True)
    log_index: int = Field(sa_type=Integer, primary_key=True)
    block_time: int = Field(sa_type=BigInteger)
    transaction_hash: bytes = Field(sa_type=LargeBinary)
    address: bytes = Field(sa_type=LargeBinary)
    topics: bytes = Field(sa_type=LargeBinary)
    """1 to 4 topics of 32 bytes, one after the other."""
    data: bytes = Field(sa_type=LargeBinary)


class Checkpoint(SQLModel, table=True):
    """The one row that says how far the index is, and of which chain it is."""

    __tablename__ = "checkpoint"
    __table_args__: ClassVar[Any] = (CheckConstraint("id = 1", name="checkpoint_is_one_row"),)

    id: int = Field(default=1, primary_key=True)
    chain_id: int = Field(sa_type=BigInteger)
    genesis_hash: str
    contracts_hash: str
    """Keccak-256 of the followed addresses: another deployment is another index."""
    first_block: int = Field(sa_type=BigInteger)
    block_number: int = Field(sa_type=BigInteger)
    """Everything from `first_block` to here is in the tables; `first_block - 1` at the beginning."""
    block_hash: str
    block_time: int = Field(sa_type=BigInteger)
    safe_number: int = Field(sa_type=BigInteger)
    """The node's safe block, or our newest where we are behind it."""
    safe_time: int = Field(sa_type=BigInteger)
    finalized_number: int = Field(sa_type=BigInteger)
    """The node's finalized block, or our newest where we are behind it. Payouts read facts up to here."""
    finalized_hash: str
    finalized_time: int = Field(sa_type=BigInteger)
    head_number: int = Field(sa_type=BigInteger)
    """The node's newest block when we last looked."""
    head_time: int = Field(sa_type=BigInteger)
    seen_at: int = Field(sa_type=BigInteger)
    """When we last looked, by the database's clock."""
    halted: str | None = None
    """Why the indexer stopped for good and needs a person; None while all is well."""
    verified_number: int = Field(default=-1, sa_type=BigInteger, sa_column_kwargs={"server_default": "-1"})
    """Final blocks up to here were read a second time, and were the same; -1 when none was yet."""


class IndexAlarm(SQLModel, table=True):
    """Something that the indexer found to contradict its tables. It is never mended silently."""

    __tablename__ = "index_alarm"

    name: str = Field(primary_key=True)
    """`blocks` (what a node says of final blocks now) or `counters` (what contracts say)."""
    sentence: str
    since: int = Field(sa_type=BigInteger)
    """By the database's clock."""


class Fact(SQLModel):
    """What every fact carries: where on the chain it was stated."""

    block_number: int = Field(sa_type=BigInteger, primary_key=True)
    log_index: int = Field(sa_type=Integer, primary_key=True)
    block_time: int = Field(sa_type=BigInteger)
    transaction_hash: str


class RegisteredFact(Fact, table=True):
    """`CreatorRegistered`."""

    __tablename__ = "creator_registered"

    creator: str = Field(index=True)
    number: int = Field(sa_type=BigInteger)
    issued_at: int = Field(sa_type=BigInteger)


class RevokedFact(Fact, table=True):
    """`CreatorRevoked`."""

    __tablename__ = "creator_revoked"

    creator: str = Field(index=True)
    revoked_at: int = Field(sa_type=BigInteger)


class ContentFact(Fact, table=True):
    """`ContentPublished`."""

    __tablename__ = "content_published"

    content_id: str = Field(index=True)
    author: str = Field(index=True)
    parent: str = Field(index=True)
    """The zero hash when there is none."""
    content_hash: str


class AttesterFact(Fact, table=True):
    """`AttesterChanged`."""

    __tablename__ = "attester_changed"

    before: str
    attester: str


class CommunityFact(Fact, table=True):
    """`CommunityCreated`. A first buy is a `TradeFact` too."""

    __tablename__ = "community_created"
    __table_args__: ClassVar[Any] = (
        # how posts name it, in whatever case it was created
        Index("community_symbol", text("upper(symbol)"), "block_number", "log_index"),
    )

    token: str = Field(unique=True)
    creator: str = Field(index=True)
    content_id: str
    name: str
    symbol: str = Field(index=True)
    fee_bps: int = Field(sa_type=Integer)
    first_quote: int = Field(sa_type=Units)
    first_tokens: int = Field(sa_type=Units)


class TradeFact(Fact, table=True):
    """`TokensBought`, `TokensSold`, and the first buy inside `CommunityCreated`."""

    __tablename__ = "trade"
    __table_args__: ClassVar[Any] = (
        Index("trade_token", "token", "block_number", "log_index"),
        Index("trade_time", "token", "block_time"),
        Index("trade_trader", "trader", "block_number", "log_index"),
        Index("trade_content", "content_id", "block_number", "log_index", postgresql_where=_HAS_CONTENT),
    )

    token: str
    trader: str
    is_buy: bool
    quote: int = Field(sa_type=Units)
    """Quote units that the trader paid (buy) or received (sell)."""
    fee: int = Field(sa_type=Units)
    """Quote units for the creator: inside `quote` of a buy, on top of `quote` of a sell."""
    net: int = Field(sa_type=Units)
    """Quote units by which the virtual reserve x rose (buy) or fell (sell)."""
    tokens: int = Field(sa_type=Units)
    content_id: str


class FeesFact(Fact, table=True):
    """`FeesCollected`."""

    __tablename__ = "fees_collected"

    token: str = Field(index=True)
    creator: str
    amount: int = Field(sa_type=Units)


class TransferFact(Fact, table=True):
    """`Transfer` of a community token or of Points; mint and burn have the zero address at one end."""

    __tablename__ = "token_transfer"

    token: str
    sender: str
    recipient: str
    amount: int = Field(sa_type=Units)


class TipFact(Fact, table=True):
    """`TipSent`."""

    __tablename__ = "tip_sent"
    __table_args__: ClassVar[Any] = (
        Index("tip_fan", "fan", "block_number", "log_index"),
        Index("tip_creator", "creator", "block_number", "log_index"),
        Index("tip_content", "content_id", "block_number", "log_index", postgresql_where=_HAS_CONTENT),
    )

    fan: str
    creator: str
    token: str
    amount: int = Field(sa_type=Units)
    content_id: str


class ProposedFact(Fact, table=True):
    """`RootProposed`."""

    __tablename__ = "root_proposed"

    epoch: int = Field(sa_type=BigInteger)
    root: str = Field(index=True)
    inputs_hash: str
    totals: list[list[str]] = Field(sa_type=JSONB)
    """[token, cumulative total in smallest units as decimal text], ascending tokens."""
    activatable_at: int = Field(sa_type=BigInteger)


class WithdrawnFact(Fact, table=True):
    """`RootWithdrawn`."""

    __tablename__ = "root_withdrawn"

    epoch: int = Field(sa_type=BigInteger)
    root: str = Field(index=True)


class RejectedFact(Fact, table=True):
    """`RootRejected`."""

    __tablename__ = "root_rejected"

    epoch: int = Field(sa_type=BigInteger)
    root: str = Field(index=True)
    guardian: str
    reason: str


class ActivatedFact(Fact, table=True):
    """`RootActivated`."""

    __tablename__ = "root_activated"

    epoch: int = Field(sa_type=BigInteger)
    root: str = Field(index=True)


class FundedFact(Fact, table=True):
    """`RewardsFunded`."""

    __tablename__ = "rewards_funded"

    token: str
    funder: str
    amount: int = Field(sa_type=Units)


class ClaimedFact(Fact, table=True):
    """`RewardClaimed`."""

    __tablename__ = "reward_claimed"
    __table_args__: ClassVar[Any] = (Index("claimed_account", "account", "block_number", "log_index"),)

    account: str
    token: str
    amount: int = Field(sa_type=Units)
    cumulative: int = Field(sa_type=Units)


class SelfOnlyFact(Fact, table=True):
    """`SelfOnlySet`."""

    __tablename__ = "self_only_set"

    account: str = Field(index=True)
    self_only: bool
