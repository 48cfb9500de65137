"""What grows around posts: drafts, mentions, and what a tagger makes of them. Only `community` writes."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field, SQLModel


class SavedDraft(SQLModel, table=True):
    """Something an account is still writing. Nobody else sees it; publishing it removes it."""

    __tablename__ = "draft"
    __table_args__: ClassVar[Any] = (Index("draft_account", "account", "created_at", "id"),)

    id: str = Field(primary_key=True)
    """128 random bits: also the end of the post's id, so that a draft becomes one post at most."""
    account: str
    """Lower-case address of whoever signed in."""
    version: int = Field(sa_type=BigInteger)
    """One more with every save: what a second tab has to name."""
    type: str
    title: str
    text: str
    topics: list[str] = Field(sa_type=ARRAY(String))
    content_id: str | None = Field(default=None)
    created_at: int = Field(sa_type=BigInteger)
    updated_at: int = Field(sa_type=BigInteger)


class PostMention(SQLModel, table=True):
    """A post mentions a member who was known when it was published."""

    __tablename__ = "post_mention"

    post: str = Field(foreign_key="post.id", primary_key=True)
    member: str = Field(foreign_key="member.id", primary_key=True, index=True)


class PostTag(SQLModel, table=True):
    """What a tagger makes of a post. A guess: it is shown and searched, and never paid for."""

    __tablename__ = "post_tag"
    __table_args__: ClassVar[Any] = (
        Index("post_tag_topics", "topics", postgresql_using="gin"),
        Index("post_tag_tagger", "tagger", "post"),
    )

    post: str = Field(foreign_key="post.id", primary_key=True)
    tagger: str
    """Its name and version: another one tags the post again."""
    language: str
    """Of ISO 639-1, or `und` where it cannot be told."""
    type: str | None = Field(default=None)
    """Content type that the words look like; None where they look like none."""
    topics: list[str] = Field(sa_type=ARRAY(String))
