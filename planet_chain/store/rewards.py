"""The weeks of rewards: calendar, epochs, frozen inputs, leaves, transactions. Only `rewards` writes here."""

from typing import Any

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from planet_chain.store.types import Units


class Calendar(SQLModel, table=True):
    """When epochs begin and end, and on which contract. One row, written once; `open_epoch` moves."""

    __tablename__ = "calendar"

    id: int = Field(default=1, primary_key=True)
    chain_id: int = Field(sa_type=BigInteger)
    distributor: str
    token: str
    points: str
    genesis: int = Field(sa_type=BigInteger)
    """Unix seconds at which epoch 1 opened."""
    week: int = Field(sa_type=BigInteger)
    """Seconds of an epoch."""
    open_epoch: int = Field(sa_type=BigInteger)
    """The first epoch that is not closed: where late rows count."""


class Epoch(SQLModel, table=True):
    """A closed week on its way to the chain. Amounts are smallest units of the calendar's token.

    `closed` (inputs frozen) -> `exported` (bundle written) -> `settled` (leaves known) -> `funded` ->
    `proposed` -> `activated`, or `rejected` by a guardian, or `empty` (settled, but nothing to announce).
    """

    __tablename__ = "epoch"

    number: int = Field(sa_type=BigInteger, primary_key=True)
    state: str
    opens_at: int = Field(sa_type=BigInteger)
    closes_at: int = Field(sa_type=BigInteger)
    secret: bytes = Field(sa_type=LargeBinary)
    """Key of this epoch's pseudonyms. Never leaves the database."""
    pool: int = Field(sa_type=Units)
    growth: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """How the pool came about: {base (text), share_bp, last, before}; None when somebody set it."""
    seed: str
    seed_block: int = Field(sa_type=BigInteger)
    base: int | None = Field(default=None, sa_type=BigInteger)
    """The last activated epoch when this one was exported: its totals are built upon. 0 for none."""
    carry_in: int | None = Field(default=None, sa_type=Units)
    scarcity: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """Content type -> {target_bp, supply, previous, multiplier}."""
    inputs_hash: str | None = Field(default=None)
    root: str | None = Field(default=None, index=True)
    paid: int | None = Field(default=None, sa_type=Units)
    carry_out: int | None = Field(default=None, sa_type=Units)
    returned: int | None = Field(default=None, sa_type=Units)
    points: int | None = Field(default=None, sa_type=Units)
    token_total: int | None = Field(default=None, sa_type=Units)
    """Everything ever allocated in the token, with this epoch."""
    points_total: int | None = Field(default=None, sa_type=Units)
    creators: int | None = Field(default=None, sa_type=BigInteger)
    consumers: int | None = Field(default=None, sa_type=BigInteger)
    chain_epoch: int | None = Field(default=None, sa_type=BigInteger)
    """The distributor's own number for the root; rejected and empty weeks get none there."""
    activatable_at: int | None = Field(default=None, sa_type=BigInteger)
    note: str | None = Field(default=None)
    """Why it was rejected, or what it waits for."""


class EpochMember(SQLModel, table=True):
    """A member as the epoch saw it when it closed, with its pseudonyms."""

    __tablename__ = "epoch_member"

    epoch: int = Field(sa_type=BigInteger, foreign_key="epoch.number", primary_key=True)
    member: str = Field(primary_key=True)
    holder: str
    """`p:` and the person, or `m:` and the member when nobody verified it: the same in every epoch."""
    alias: str
    entity: str = Field(index=True)
    value: int = Field(sa_type=BigInteger)
    payout: str | None = Field(default=None)


class EpochPost(SQLModel, table=True):
    """A post that was acted on in the epoch, as it was when the epoch closed."""

    __tablename__ = "epoch_post"

    epoch: int = Field(sa_type=BigInteger, foreign_key="epoch.number", primary_key=True)
    post: str = Field(primary_key=True)
    creator: str
    type: str


class CountedPair(SQLModel, table=True):
    """The epoch counted a consumer's attention to a post."""

    __tablename__ = "counted_pair"

    holder: str = Field(primary_key=True)
    post: str = Field(primary_key=True)
    epoch: int = Field(sa_type=BigInteger, foreign_key="epoch.number", primary_key=True)
    epochs: int = Field(sa_type=BigInteger)
    """How many have, with this one."""


class Leaf(SQLModel, table=True):
    """A leaf of the newest activated tree, or of what came after. Older ones are in their tree.json."""

    __tablename__ = "leaf"

    account: str = Field(primary_key=True)
    token: str = Field(primary_key=True)
    epoch: int = Field(sa_type=BigInteger, foreign_key="epoch.number", primary_key=True, index=True)
    cumulative: int = Field(sa_type=Units)
    proof: bytes = Field(sa_type=LargeBinary)
    """Siblings from the leaf up, 32 bytes each."""


class WeekPoints(SQLModel, table=True):
    """What an epoch added to an account's points, smallest units. It counts when the epoch is active."""

    __tablename__ = "week_points"

    epoch: int = Field(sa_type=BigInteger, foreign_key="epoch.number", primary_key=True)
    account: str = Field(primary_key=True, index=True)
    amount: int = Field(sa_type=Units)


class Allocation(SQLModel, table=True):
    """What an epoch paid a creator, and from which tranche. Smallest units."""

    __tablename__ = "allocation"

    epoch: int = Field(sa_type=BigInteger, foreign_key="epoch.number", primary_key=True)
    entity: str = Field(primary_key=True)
    account: str = Field(index=True)
    value: int = Field(sa_type=Units)
    base: int = Field(sa_type=Units)
    cut: int = Field(sa_type=Units)
    paid: int = Field(sa_type=Units)


class Explanation(SQLModel, table=True):
    """The same money by post: the lines of a creator sum to what it was paid."""

    __tablename__ = "explanation"

    epoch: int = Field(sa_type=BigInteger, foreign_key="epoch.number", primary_key=True)
    entity: str = Field(primary_key=True)
    post: str = Field(primary_key=True)
    amount: int = Field(sa_type=Units)


class RewardTransaction(SQLModel, table=True):
    """A transaction of the settler, written down before it is sent: it is sent again, never signed anew."""

    __tablename__ = "reward_transaction"

    hash: str = Field(primary_key=True)
    epoch: int = Field(sa_type=BigInteger, foreign_key="epoch.number", index=True)
    purpose: str
    """`approve`, `fund`, `propose` or `activate`."""
    sender: str
    nonce: int = Field(sa_type=BigInteger)
    raw: bytes = Field(sa_type=LargeBinary)
    """Signed bytes."""
    state: str
    """`recorded`, `mined`, `reverted`, or `replaced` when its nonce was used by another."""
    block: int | None = Field(default=None, sa_type=BigInteger)
