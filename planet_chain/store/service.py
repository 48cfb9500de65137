"""What the API itself has to remember: answers it gave, and who is signed in."""

from sqlalchemy import BigInteger, LargeBinary
from sqlmodel import Field, SQLModel


class IdempotentAnswer(SQLModel, table=True):
    """The answer to a request that carried an `Idempotency-Key`, written with what the request changed."""

    __tablename__ = "idempotent_answer"

    owner: str = Field(primary_key=True)
    """The API key's id: nobody reads another's answers."""
    key: str = Field(primary_key=True)
    fingerprint: bytes = Field(sa_type=LargeBinary)
    """sha256 of method, path and body."""
    status: int = Field(sa_type=BigInteger)
    body: bytes = Field(sa_type=LargeBinary)
    created_at: int = Field(sa_type=BigInteger, index=True)
    """Unix seconds of the database's clock; a day later the answer is forgotten."""


class SignInNonce(SQLModel, table=True):
    """A number used once: it was given out and no message with it was accepted yet."""

    __tablename__ = "sign_in_nonce"

    nonce: str = Field(primary_key=True)
    expires_at: int = Field(sa_type=BigInteger, index=True)


class SignInSession(SQLModel, table=True):
    """An account that proved itself in one browser. The token is kept there alone."""

    __tablename__ = "sign_in_session"

    hash: bytes = Field(sa_type=LargeBinary, primary_key=True)
    """sha256 of the token."""
    account: str = Field(index=True)
    """Lower-case address."""
    created_at: int = Field(sa_type=BigInteger)
    expires_at: int = Field(sa_type=BigInteger, index=True)
