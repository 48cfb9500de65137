"""As many posts to search as one likes, made by PostgreSQL itself: for plans and timings.

Their words are as unequal as words are: the first of 20,000 is in every text, the last in one of
thousands, and each post has a word of its own. A thousandth of the posts is hidden.
"""

from typing import Final

import psycopg

WORDS: Final = 20_000
_TEXT: Final = 40
"""Terms of a post, some of them twice."""

_POSTS: Final = """
    INSERT INTO member (id, joined_at) VALUES ('writer', 0);
    INSERT INTO post (id, creator, type, title, text, created_at)
    SELECT 'p' || n, 'writer', 'note', 'title ' || n, '', n FROM generate_series(1, {posts}) AS n;
    INSERT INTO search_document (kind, id, at, digest, words)
    SELECT 'post', 'p' || n, n, '', (
        SELECT setweight(array_to_tsvector(ARRAY['own' || n]), 'A') || string_agg(
            '''word' || floor(power({words}::float, (hashint8(n * 97 + place) & 1048575) / 1048576.0))
                || ''':' || place, ' '
        )::tsvector
        FROM generate_series(1, {text}) AS place
    ) FROM generate_series(1, {posts}) AS n;
    INSERT INTO moderation_fact (at, post, act, actor, reason, words)
    SELECT n, 'p' || n, 'hidden', 'mo', 'spam', '' FROM generate_series(1000, {posts}, 1000) AS n;
    INSERT INTO hidden_span (fact, post, since) SELECT id, post, at FROM moderation_fact;
"""


def write(connection: psycopg.Connection, posts: int) -> None:
    """Write so many posts, and look at what was written, as autovacuum does."""
    for statement in _POSTS.format(posts=posts, words=WORDS, text=_TEXT).split(";\n"):
        connection.execute(statement)  # type: ignore[arg-type]  # our own text
    connection.commit()
    connection.autocommit = True
    connection.execute("VACUUM ANALYZE search_document, post, hidden_span, moderation_fact")
