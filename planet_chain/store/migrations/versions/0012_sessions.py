"""Signing in: nonces that were given out, and sessions."""

from alembic import op

revision = "0012_sessions"
down_revision = "0011_memberships_questions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE sign_in_nonce (
            nonce VARCHAR NOT NULL,
            expires_at BIGINT NOT NULL,
            PRIMARY KEY (nonce)
        )
        """
    )
    op.execute("CREATE INDEX ix_sign_in_nonce_expires_at ON sign_in_nonce (expires_at)")
    op.execute(
        """
        CREATE TABLE sign_in_session (
            hash BYTEA NOT NULL,
            account VARCHAR NOT NULL,
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            PRIMARY KEY (hash)
        )
        """
    )
    op.execute("CREATE INDEX ix_sign_in_session_account ON sign_in_session (account)")
    op.execute("CREATE INDEX ix_sign_in_session_expires_at ON sign_in_session (expires_at)")


def downgrade() -> None:
    op.execute("DROP TABLE sign_in_session")
    op.execute("DROP TABLE sign_in_nonce")
