"""Members, posts, activity, trends, keys and jobs."""

from alembic import op

revision = "0002_community"
down_revision = "0001_chain"
branch_labels = None
depends_on = None

_TABLES = (
    """
    CREATE TABLE activity (
        id TEXT NOT NULL,
        member TEXT NOT NULL,
        post TEXT NOT NULL,
        action TEXT NOT NULL,
        quantity BIGINT NOT NULL,
        at BIGINT NOT NULL,
        epoch BIGINT NOT NULL,
        batch BIGINT DEFAULT (pg_current_xact_id()::text::bigint) NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    "CREATE INDEX activity_at ON activity (at)",
    "CREATE INDEX activity_batch ON activity (batch)",
    "CREATE INDEX activity_epoch ON activity (epoch)",
    """
    CREATE TABLE api_key (
        id BIGSERIAL NOT NULL,
        name TEXT NOT NULL,
        hash BYTEA NOT NULL,
        scopes TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        revoked_at BIGINT,
        PRIMARY KEY (id),
        UNIQUE (hash)
    )
    """,
    """
    CREATE TABLE job (
        name TEXT NOT NULL,
        state TEXT NOT NULL,
        started_at BIGINT NOT NULL,
        finished_at BIGINT,
        failures BIGINT DEFAULT '0' NOT NULL,
        message TEXT,
        PRIMARY KEY (name)
    )
    """,
    """
    CREATE TABLE member (
        id TEXT NOT NULL,
        person TEXT,
        payout TEXT,
        value BIGINT DEFAULT '0' NOT NULL,
        joined_at BIGINT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    "CREATE INDEX ix_member_payout ON member (payout)",
    "CREATE INDEX ix_member_person ON member (person)",
    """
    CREATE TABLE topic_heat (
        topic TEXT NOT NULL,
        at BIGINT NOT NULL,
        heat_1h DOUBLE PRECISION NOT NULL,
        heat_6h DOUBLE PRECISION NOT NULL,
        heat_24h DOUBLE PRECISION NOT NULL,
        PRIMARY KEY (topic)
    )
    """,
    """
    CREATE TABLE trend (
        topic TEXT NOT NULL,
        rank BIGINT NOT NULL,
        heat DOUBLE PRECISION NOT NULL,
        rise DOUBLE PRECISION NOT NULL,
        why JSONB NOT NULL,
        refreshed_at BIGINT NOT NULL,
        PRIMARY KEY (topic)
    )
    """,
    """
    CREATE TABLE trend_cursor (
        id INTEGER NOT NULL,
        batch BIGINT NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE voice (
        topic TEXT NOT NULL,
        hour BIGINT NOT NULL,
        person TEXT NOT NULL,
        post TEXT NOT NULL,
        weight DOUBLE PRECISION NOT NULL,
        PRIMARY KEY (topic, hour, person)
    )
    """,
    "CREATE INDEX voice_hour ON voice (hour)",
    """
    CREATE TABLE post (
        id TEXT NOT NULL,
        creator TEXT NOT NULL,
        type TEXT NOT NULL,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        content_id TEXT,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (id),
        FOREIGN KEY (creator) REFERENCES member (id)
    )
    """,
    "CREATE INDEX ix_post_content_id ON post (content_id)",
    "CREATE INDEX ix_post_creator ON post (creator)",
    "CREATE INDEX post_newest ON post (created_at DESC, id DESC)",
    """
    CREATE TABLE post_asset (
        post TEXT NOT NULL,
        asset TEXT NOT NULL,
        PRIMARY KEY (post, asset),
        FOREIGN KEY (post) REFERENCES post (id)
    )
    """,
    "CREATE INDEX ix_post_asset_asset ON post_asset (asset)",
    """
    CREATE TABLE post_topic (
        post TEXT NOT NULL,
        topic TEXT NOT NULL,
        PRIMARY KEY (post, topic),
        FOREIGN KEY (post) REFERENCES post (id)
    )
    """,
    "CREATE INDEX ix_post_topic_topic ON post_topic (topic)",
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)


def downgrade() -> None:
    op.execute("""
        DROP TABLE
            post_topic,
            post_asset,
            post,
            voice,
            trend_cursor,
            trend,
            topic_heat,
            member,
            job,
            api_key,
            activity
    """)
