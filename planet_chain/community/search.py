"""Making things findable: posts when they are published, everything else by a job of the worker."""

import hashlib
from typing import Final

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.core.search import search_document

BATCH: Final = 1_000

_KEEP = text("""
    INSERT INTO search_document (kind, id, at, digest, words)
    VALUES (:kind, :id, :at, :digest, CAST(:words AS tsvector))
    ON CONFLICT (kind, id) DO UPDATE
        SET at = greatest(search_document.at, excluded.at), digest = excluded.digest, words = excluded.words
        WHERE (search_document.at, search_document.digest) IS DISTINCT FROM
            (greatest(search_document.at, excluded.at), excluded.digest)
""")
# A post's words never change, so it is enough to know that they are there. Names on chain change with a
# reorganisation, and what a creator is called whenever a member names their address.
_POSTS: Final = """
    SELECT id, created_at AS at, title, text AS body FROM post
    WHERE NOT EXISTS (SELECT FROM search_document WHERE kind = 'post' AND search_document.id = post.id)
"""
_TOPICS: Final = """
    SELECT topic AS id, max(created_at) AS at, topic AS title, '' AS body
    FROM post_topic JOIN post ON post.id = post_topic.post
    WHERE NOT EXISTS (SELECT FROM search_document WHERE kind = 'topic' AND search_document.id = topic)
    GROUP BY topic
"""
_COMMUNITIES: Final = """
    SELECT token AS id, block_time AS at, name || ' ' || symbol AS title, token || ' ' || creator AS body
    FROM community_created
"""
_CREATORS: Final = """
    SELECT creator AS id, min(block_time) AS at,
        coalesce((SELECT string_agg(member.id, ' ' ORDER BY member.id) FROM member
            WHERE member.payout = registered.creator), '')
        || coalesce((SELECT ' ' || name || ' ' || symbol FROM community_created
            WHERE community_created.creator = registered.creator LIMIT 1), '') AS title,
        creator AS body
    FROM creator_registered AS registered GROUP BY creator
"""
_MISSING: Final = """
    SELECT made.id, made.at, made.title, made.body FROM ({made}) AS made
    LEFT JOIN search_document ON search_document.kind = '{kind}' AND search_document.id = made.id
    WHERE search_document.digest IS DISTINCT FROM md5(made.title || E'\\n' || made.body)
    LIMIT :most
"""
_SOURCES: Final = {
    kind: text(_MISSING.format(kind=kind, made=made))
    for kind, made in (
        ("post", _POSTS),
        ("topic", _TOPICS),
        ("community", _COMMUNITIES),
        ("creator", _CREATORS),
    )
}


def keep_post(session: Session, post: str, title: str, body: str, topics: list[str], *, at: int) -> None:
    """Make a post and its topics findable, in the transaction that publishes it."""
    _keep(session, "post", [(post, at, title, body)])
    # in one order for everybody: no deadlock
    _keep(session, "topic", [(topic, at, topic, "") for topic in sorted(topics)])


def refresh(session: Session, *, most: int = BATCH) -> int:
    """Make findable what is new or has another name, at most `most` of each kind; returns how many."""
    kept = 0
    for kind, source in _SOURCES.items():
        rows = session.connection().execute(source, {"most": most}).all()
        _keep(session, kind, [(row.id, row.at, row.title, row.body) for row in rows])
        kept += len(rows)
    return kept


def _keep(session: Session, kind: str, rows: list[tuple[str, int, str, str]]) -> None:
    if rows:
        session.connection().execute(
            _KEEP,
            [
                {
                    "kind": kind,
                    "id": key,
                    "at": at,
                    "digest": hashlib.md5(f"{title}\n{body}".encode(), usedforsecurity=False).hexdigest(),
                    "words": search_document(title, body),
                }
                for key, at, title, body in rows
            ],
        )
