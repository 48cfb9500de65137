"""Claims and signed payments that somebody else pays the gas for. Only `rewards` writes here."""

from sqlalchemy import BigInteger, LargeBinary
from sqlmodel import Field, SQLModel

from planet_chain.store.types import Units


class Relay(SQLModel, table=True):
    """A wish: send `account`'s claims for it, or what it signed.

    `queued` -> `sending`, when the first of its transactions is recorded -> `done`, when all are final;
    or `refused`: nothing could be sent, and why.
    """

    __tablename__ = "relay"

    id: str = Field(primary_key=True)
    """Random, so that nobody reads others' by counting."""
    kind: str
    """`claims`, whatever is due when it is sent; `tip` or `join`, the one call below."""
    account: str = Field(index=True)
    contract: str | None = Field(default=None)
    data: bytes | None = Field(default=None, sa_type=LargeBinary)
    """The call that carries out what was signed; none for claims."""
    caller: str | None = Field(default=None, index=True)
    """The network that asked, for its limit; forgotten after a day."""
    state: str
    reason: str | None = Field(default=None)
    """Why it was refused, or what it waits for."""
    requested_at: int = Field(sa_type=BigInteger, index=True)


class RelayTransaction(SQLModel, table=True):
    """A transaction of the relayer, written down before it is sent: it is sent again, never signed anew."""

    __tablename__ = "relay_transaction"

    hash: str = Field(primary_key=True)
    relay: str = Field(foreign_key="relay.id", index=True)
    purpose: str
    """`rewards` or `airdrops`, and the token; or the relay's kind: one a relay."""
    sender: str
    nonce: int = Field(sa_type=BigInteger)
    raw: bytes = Field(sa_type=LargeBinary)
    """Signed bytes."""
    state: str
    """`recorded`, `mined`, `reverted`, or `replaced` when its nonce was used by another."""
    block: int | None = Field(default=None, sa_type=BigInteger)
    wei: int = Field(sa_type=Units)
    """What it may cost at most; once it is final, what it did cost."""
    recorded_at: int = Field(sa_type=BigInteger, index=True)
