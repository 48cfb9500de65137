"""Who planned an airdrop in a browser, so that plans nobody pays for do not pile up."""

from alembic import op

revision = "0015_planned_airdrops"
down_revision = "0014_question_texts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE airdrop_tree ADD COLUMN registered_by TEXT, ADD COLUMN registered_at BIGINT")
    op.execute("CREATE INDEX ix_airdrop_tree_registered_by ON airdrop_tree (registered_by)")


def downgrade() -> None:
    op.execute("ALTER TABLE airdrop_tree DROP COLUMN registered_by, DROP COLUMN registered_at")
