"""Trees of airdrops that were given to this service, so that it can prove their leaves. `airdrops` writes."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlmodel import Field, SQLModel

from planet_chain.store.types import Units


class AirdropTree(SQLModel, table=True):
    """A published bundle: any campaign with this root can be claimed with its proofs."""

    __tablename__ = "airdrop_tree"

    root: str = Field(primary_key=True)
    token: str
    leaves: int = Field(sa_type=BigInteger)
    total: int = Field(sa_type=Units)
    """What the leaves add up to, smallest units."""
    manifest: bytes = Field(sa_type=LargeBinary)
    snapshot: bytes = Field(sa_type=LargeBinary)
    tree: bytes = Field(sa_type=LargeBinary)
    registered_by: str | None = Field(default=None, index=True)
    """The account that planned it on the page; None when the command line registered it."""
    registered_at: int | None = Field(default=None, sa_type=BigInteger)
    """Unix seconds of the chain."""


class AirdropLeaf(SQLModel, table=True):
    """A leaf of a tree."""

    __tablename__ = "airdrop_leaf"
    __table_args__: ClassVar[Any] = (Index("airdrop_leaf_account", "account", "root"),)

    root: str = Field(foreign_key="airdrop_tree.root", primary_key=True)
    leaf_index: int = Field(sa_type=Units, primary_key=True)
    account: str
    amount: int = Field(sa_type=Units)
    proof: bytes = Field(sa_type=LargeBinary)
    """Siblings from the leaf up, 32 bytes each."""
