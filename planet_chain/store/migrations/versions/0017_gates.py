"""Gates of private groups; whoever received a pass is found by their address."""

from alembic import op

revision = "0017_gates"
down_revision = "0016_content"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE gate (
            community VARCHAR NOT NULL,
            match VARCHAR NOT NULL,
            rules JSONB NOT NULL,
            changed_at BIGINT NOT NULL,
            PRIMARY KEY (community)
        )
        """
    )
    op.execute("CREATE INDEX nft_transfer_recipient ON nft_transfer (recipient, token, token_id)")


def downgrade() -> None:
    op.execute("DROP INDEX nft_transfer_recipient")
    op.execute("DROP TABLE gate")
