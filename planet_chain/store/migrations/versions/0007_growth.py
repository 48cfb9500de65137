"""How a week's pool came about."""

from alembic import op

revision = "0007_growth"
down_revision = "0006_airdrop_trees"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE epoch ADD COLUMN growth JSONB")


def downgrade() -> None:
    op.execute("ALTER TABLE epoch DROP COLUMN growth")
