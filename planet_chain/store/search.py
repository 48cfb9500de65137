"""What can be found by words, of every kind in one table. Only `community` writes here."""

from typing import Any, ClassVar, Final

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field, SQLModel

KINDS: Final = ("post", "community", "creator", "topic")


def _indexes(kind: str) -> tuple[Index, Index]:
    where = text(f"kind = '{kind}'")
    return (
        # whatever is rare is found by its words, whatever is frequent by walking from the newest
        Index(f"search_{kind}", "words", postgresql_using="gin", postgresql_where=where),
        Index(f"search_newest_{kind}", text("at DESC"), text("id DESC"), postgresql_where=where),
    )


class SearchDocument(SQLModel, table=True):
    """The words of something, as `core.search` makes them."""

    __tablename__ = "search_document"
    __table_args__: ClassVar[Any] = tuple(index for kind in KINDS for index in _indexes(kind))

    kind: str = Field(primary_key=True)
    """One of `KINDS`."""
    id: str = Field(primary_key=True)
    """Of the post, the token, the creator's address, or the topic."""
    at: int = Field(sa_type=BigInteger)
    """Unix seconds from which it is there: what is newer comes first among equals."""
    digest: str
    """md5 of what the words were made of: where it differs, they are made anew."""
    words: Any = Field(sa_type=TSVECTOR)
