"""What ties fans to creators: follows, and airdrops. Facts of the chain like those in `chain`."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from planet_chain.store.chain import Fact
from planet_chain.store.types import Units


class FollowFact(Fact, table=True):
    """`Followed` and `Unfollowed`; the newest of a pair says whether it follows."""

    __tablename__ = "follow"
    __table_args__: ClassVar[Any] = (
        Index("follow_follower", "follower", "creator", "block_number", "log_index"),
        Index("follow_creator", "creator", "block_number", "log_index"),
    )

    follower: str
    creator: str
    is_follow: bool
    content_id: str
    """The post that caused it, by the follower's word; the zero hash for none, and of the end of a follow."""


class NftTransferFact(Fact, table=True):
    """`Transfer` of a follow or a pass; mint and burn have the zero address at one end."""

    __tablename__ = "nft_transfer"
    __table_args__: ClassVar[Any] = (
        Index("nft_transfer_id", "token", "token_id", "block_number", "log_index"),
        Index("nft_transfer_recipient", "recipient", "token", "token_id"),
    )

    token: str
    """The contract."""
    sender: str
    recipient: str
    token_id: int = Field(sa_type=Units)


class CampaignFact(Fact, table=True):
    """`CampaignCreated`."""

    __tablename__ = "campaign_created"

    campaign: int = Field(sa_type=Units, unique=True)
    funder: str = Field(index=True)
    token: str
    root: str = Field(index=True)
    amount: int = Field(sa_type=Units)
    starts_at: int = Field(sa_type=BigInteger)
    ends_at: int = Field(sa_type=BigInteger)
    """From then on the funder may sweep; claims go on until they do."""
    content_id: str


class AirdropClaimedFact(Fact, table=True):
    """`AirdropClaimed`."""

    __tablename__ = "airdrop_claimed"
    __table_args__: ClassVar[Any] = (
        Index("airdrop_claimed_leaf", "campaign", "leaf_index", unique=True),
        Index("airdrop_claimed_account", "account", "block_number", "log_index"),
    )

    campaign: int = Field(sa_type=Units)
    account: str
    token: str
    leaf_index: int = Field(sa_type=Units)
    amount: int = Field(sa_type=Units)


class SweptFact(Fact, table=True):
    """`CampaignSwept`."""

    __tablename__ = "campaign_swept"

    campaign: int = Field(sa_type=Units, index=True)
    recipient: str
    amount: int = Field(sa_type=Units)
