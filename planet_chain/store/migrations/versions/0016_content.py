"""Drafts, mentions, tags, moderation and search."""

from alembic import op

revision = "0016_content"
down_revision = "0015_planned_airdrops"
branch_labels = None
depends_on = None

_TABLES = (
    """
    CREATE TABLE draft (
        id VARCHAR NOT NULL,
        account VARCHAR NOT NULL,
        version BIGINT NOT NULL,
        type VARCHAR NOT NULL,
        title VARCHAR NOT NULL,
        text VARCHAR NOT NULL,
        topics VARCHAR[] NOT NULL,
        content_id VARCHAR,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    "CREATE INDEX draft_account ON draft (account, created_at, id)",
    """
    CREATE TABLE post_mention (
        post VARCHAR NOT NULL,
        member VARCHAR NOT NULL,
        PRIMARY KEY (post, member),
        FOREIGN KEY (post) REFERENCES post (id),
        FOREIGN KEY (member) REFERENCES member (id)
    )
    """,
    "CREATE INDEX ix_post_mention_member ON post_mention (member)",
    """
    CREATE TABLE post_tag (
        post VARCHAR NOT NULL,
        tagger VARCHAR NOT NULL,
        language VARCHAR NOT NULL,
        type VARCHAR,
        topics VARCHAR[] NOT NULL,
        PRIMARY KEY (post),
        FOREIGN KEY (post) REFERENCES post (id)
    )
    """,
    "CREATE INDEX post_tag_topics ON post_tag USING gin (topics)",
    "CREATE INDEX post_tag_tagger ON post_tag (tagger, post)",
    """
    CREATE TABLE moderation_fact (
        id BIGSERIAL NOT NULL,
        at BIGINT NOT NULL,
        post VARCHAR NOT NULL,
        act VARCHAR NOT NULL,
        actor VARCHAR NOT NULL,
        reason VARCHAR,
        words VARCHAR NOT NULL,
        old_type VARCHAR,
        new_type VARCHAR,
        PRIMARY KEY (id),
        FOREIGN KEY (post) REFERENCES post (id)
    )
    """,
    "CREATE INDEX moderation_fact_post ON moderation_fact (post, id)",
    "CREATE UNIQUE INDEX moderation_reported_once ON moderation_fact (post, actor) WHERE act = 'reported'",
    "CREATE INDEX moderation_reported_by ON moderation_fact (actor, at) WHERE act = 'reported'",
    "CREATE INDEX moderation_retyped ON moderation_fact (post, id) WHERE act = 'retyped'",
    """
    CREATE FUNCTION refuse_to_change_the_log() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the log of moderation only grows'; END $$
    """,
    """
    CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON moderation_fact
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_log()
    """,
    """
    CREATE TABLE hidden_span (
        fact BIGINT NOT NULL,
        post VARCHAR NOT NULL,
        since BIGINT NOT NULL,
        until BIGINT,
        PRIMARY KEY (fact),
        FOREIGN KEY (fact) REFERENCES moderation_fact (id),
        FOREIGN KEY (post) REFERENCES post (id)
    )
    """,
    "CREATE INDEX hidden_span_post ON hidden_span (post)",
    "CREATE UNIQUE INDEX hidden_now ON hidden_span (post) WHERE until IS NULL",
    """
    CREATE TABLE search_document (
        kind VARCHAR NOT NULL,
        id VARCHAR NOT NULL,
        at BIGINT NOT NULL,
        digest VARCHAR NOT NULL,
        words TSVECTOR NOT NULL,
        PRIMARY KEY (kind, id)
    )
    """,
)
_KINDS = ("post", "community", "creator", "topic")


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)
    for kind in _KINDS:
        where = f"WHERE kind = '{kind}'"
        op.execute(f"CREATE INDEX search_{kind} ON search_document USING gin (words) {where}")
        op.execute(f"CREATE INDEX search_newest_{kind} ON search_document (at DESC, id DESC) {where}")


def downgrade() -> None:
    op.execute("DROP TABLE search_document, hidden_span, moderation_fact, post_tag, post_mention, draft")
    op.execute("DROP FUNCTION refuse_to_change_the_log")
