"""What was reported, hidden and decided: a log that only grows. Only `community` writes here."""

from typing import Any, ClassVar, Final

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel

SHOWN_THEN: Final = """NOT EXISTS (
    SELECT FROM hidden_span WHERE hidden_span.post = activity.post AND activity.at >= hidden_span.since
    AND (hidden_span.until IS NULL OR activity.at < hidden_span.until)
)"""
"""SQL, true of a row of `activity` whose post was not hidden at its time: only such rows count."""


def hidden_now(post: str) -> str:
    """SQL, true when the post whose id the SQL expression `post` gives is hidden now."""
    return f"EXISTS (SELECT FROM hidden_span WHERE hidden_span.post = {post} AND hidden_span.until IS NULL)"


class ModerationFact(SQLModel, table=True):
    """Somebody did something about a post. The database refuses to change or delete a row."""

    __tablename__ = "moderation_fact"
    __table_args__: ClassVar[Any] = (
        Index("moderation_fact_post", "post", "id"),
        Index(
            "moderation_reported_once",
            "post",
            "actor",
            unique=True,
            postgresql_where=text("act = 'reported'"),
        ),
        Index("moderation_reported_by", "actor", "at", postgresql_where=text("act = 'reported'")),
        Index("moderation_retyped", "post", "id", postgresql_where=text("act = 'retyped'")),
    )

    id: int | None = Field(default=None, sa_type=BigInteger, primary_key=True)
    at: int = Field(sa_type=BigInteger)
    """The chain's time, unix seconds: from then on it holds."""
    post: str = Field(foreign_key="post.id")
    act: str
    """`reported`, `hidden`, `appealed`, `upheld`, `restored`, `dismissed` or `retyped`."""
    actor: str
    """Who: a moderator's name, the author's member id, or for a report the person, who is never told."""
    reason: str | None = Field(default=None)
    """Code, for reports and for hiding."""
    words: str
    old_type: str | None = Field(default=None)
    new_type: str | None = Field(default=None)


class HiddenSpan(SQLModel, table=True):
    """A time in which a post was hidden, as the log says: `since` <= t < `until`."""

    __tablename__ = "hidden_span"
    __table_args__: ClassVar[Any] = (
        Index("hidden_span_post", "post"),
        Index("hidden_now", "post", unique=True, postgresql_where=text("until IS NULL")),
    )

    fact: int = Field(sa_type=BigInteger, foreign_key="moderation_fact.id", primary_key=True)
    """The row of the log that hid it."""
    post: str = Field(foreign_key="post.id")
    since: int = Field(sa_type=BigInteger)
    until: int | None = Field(default=None, sa_type=BigInteger)
    """None while it is hidden."""
