"""Indexes for pages of passes and questions, and for the number of passes of a tier."""

from alembic import op

revision = "0020_pages_of_passes"
down_revision = "0019_signed_relays"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX lot_creator ON lot_added (creator, block_number, log_index)")
    op.execute("CREATE INDEX nft_family ON nft_family_sum (family)")
    for who in ("asker", "creator"):
        op.execute(f"CREATE INDEX question_{who} ON question_asked ({who}, block_number, log_index)")
        op.execute(f"DROP INDEX ix_question_asked_{who}")


def downgrade() -> None:
    for who in ("asker", "creator"):
        op.execute(f"CREATE INDEX ix_question_asked_{who} ON question_asked ({who})")
        op.execute(f"DROP INDEX question_{who}")
    op.execute("DROP INDEX nft_family")
    op.execute("DROP INDEX lot_creator")
