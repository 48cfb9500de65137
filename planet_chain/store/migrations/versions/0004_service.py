"""Answers to requests with an Idempotency-Key."""

from alembic import op

revision = "0004_service"
down_revision = "0003_rewards"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE idempotent_answer (
            owner VARCHAR NOT NULL,
            key VARCHAR NOT NULL,
            fingerprint BYTEA NOT NULL,
            status BIGINT NOT NULL,
            body BYTEA NOT NULL,
            created_at BIGINT NOT NULL,
            PRIMARY KEY (owner, key)
        )
        """
    )
    op.execute("CREATE INDEX ix_idempotent_answer_created_at ON idempotent_answer (created_at)")


def downgrade() -> None:
    op.execute("DROP TABLE idempotent_answer")
