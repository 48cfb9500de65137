"""Calls with what became of them, candidates for recommendations, and how far feeds were taken."""

from alembic import op

revision = "0013_calls"
down_revision = "0012_sessions"
branch_labels = None
depends_on = None

_TABLES = (
    """
    CREATE TABLE asset_call (
        id BIGSERIAL NOT NULL,
        post TEXT NOT NULL,
        member TEXT NOT NULL,
        token TEXT NOT NULL,
        named TEXT NOT NULL,
        own BOOLEAN NOT NULL,
        at BIGINT NOT NULL,
        PRIMARY KEY (id),
        UNIQUE (post, token)
    )
    """,
    "CREATE INDEX asset_call_member ON asset_call (member, at, id)",
    "CREATE INDEX asset_call_at ON asset_call (at)",
    """
    CREATE TABLE call_outcome (
        horizon TEXT NOT NULL,
        call BIGINT NOT NULL,
        before NUMERIC(78, 0) NOT NULL,
        after NUMERIC(78, 0) NOT NULL,
        change_bp NUMERIC(78, 0) NOT NULL,
        PRIMARY KEY (horizon, call)
    )
    """,
    """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
    END $$
    """,
    """
    CREATE TRIGGER asset_call_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON asset_call
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    """
    CREATE TRIGGER call_outcome_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON call_outcome
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    # posts name communities by symbol, in whatever case it was created
    "CREATE INDEX community_symbol ON community_created (upper(symbol), block_number, log_index)",
    # what a trend leads to was not known; the next refresh, seconds away, writes them anew
    "DELETE FROM trend",
    """
    CREATE TABLE feed_mark (
        name TEXT NOT NULL,
        as_of BIGINT NOT NULL,
        sha256 TEXT NOT NULL,
        rows BIGINT NOT NULL,
        PRIMARY KEY (name)
    )
    """,
    "CREATE INDEX voice_person ON voice (person)",
    """
    CREATE TABLE recommendable (
        kind TEXT NOT NULL,
        id TEXT NOT NULL,
        about JSONB NOT NULL,
        people BIGINT NOT NULL,
        strength BIGINT NOT NULL,
        multiplier BIGINT NOT NULL,
        shown JSONB NOT NULL,
        refreshed_at BIGINT NOT NULL,
        PRIMARY KEY (kind, id)
    )
    """,
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)


def downgrade() -> None:
    for name in ("recommendable", "feed_mark", "call_outcome", "asset_call"):
        op.execute(f"DROP TABLE {name}")
    op.execute("DROP FUNCTION refuse_change()")
    op.execute("DROP INDEX community_symbol")
    op.execute("DROP INDEX voice_person")
