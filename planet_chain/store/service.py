"""What the API itself has to remember: answers it gave, so that a repeated request changes nothing."""

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
