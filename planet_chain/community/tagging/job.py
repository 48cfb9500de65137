"""Tagging what nobody tagged yet, a few posts at a time, so that publishing never waits for a model."""

from typing import Final

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.community.tagging import Tagger

BATCH: Final = 200

# A post that another tagger looked at is looked at again. The newest first: they are what people read.
_UNTAGGED = text("""
    SELECT id, title, text FROM post
    WHERE NOT EXISTS (SELECT FROM post_tag WHERE post_tag.post = post.id AND tagger = :tagger)
    ORDER BY created_at DESC, id DESC LIMIT :most
""")
_KEEP = text("""
    INSERT INTO post_tag (post, tagger, language, type, topics)
    VALUES (:post, :tagger, :language, :type, :topics)
    ON CONFLICT (post) DO UPDATE SET tagger = excluded.tagger, language = excluded.language,
        type = excluded.type, topics = excluded.topics
""")


def tag_posts(session: Session, tagger: Tagger, *, most: int = BATCH) -> int:
    """Tag at most `most` posts that `tagger` has not looked at; returns how many."""
    connection = session.connection()
    rows = connection.execute(_UNTAGGED, {"tagger": tagger.name, "most": most}).all()
    if rows:
        connection.execute(_KEEP, [_tagged(tagger, row.id, row.title, row.text) for row in rows])
    return len(rows)


def _tagged(tagger: Tagger, post: str, title: str, words: str) -> dict[str, object]:
    tags = tagger.tag(title, words)
    return {
        "post": post,
        "tagger": tagger.name,
        "language": tags.language,
        "type": tags.type,
        "topics": list(tags.topics),
    }
