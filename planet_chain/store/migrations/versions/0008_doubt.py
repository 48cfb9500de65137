"""How far final blocks were read twice, and what the indexer found wrong."""

from alembic import op

revision = "0008_doubt"
down_revision = "0007_growth"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE checkpoint ADD COLUMN verified_number BIGINT NOT NULL DEFAULT -1")
    op.execute(
        """
        CREATE TABLE index_alarm (
            name VARCHAR NOT NULL,
            sentence VARCHAR NOT NULL,
            since BIGINT NOT NULL,
            PRIMARY KEY (name)
        )
        """
    )


def downgrade() -> None:
    op.execute("DROP TABLE index_alarm")
    op.execute("ALTER TABLE checkpoint DROP COLUMN verified_number")
