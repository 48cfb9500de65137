"""Signed tips and memberships that the relayer sends, beside claims."""

from alembic import op

revision = "0019_signed_relays"
down_revision = "0018_relays"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE relay ADD COLUMN kind VARCHAR NOT NULL DEFAULT 'claims'")
    op.execute("ALTER TABLE relay ALTER COLUMN kind DROP DEFAULT")
    op.execute("ALTER TABLE relay ADD COLUMN contract VARCHAR")
    op.execute("ALTER TABLE relay ADD COLUMN data BYTEA")


def downgrade() -> None:
    op.execute("DELETE FROM relay_transaction USING relay WHERE relay.id = relay AND relay.kind <> 'claims'")
    op.execute("DELETE FROM relay WHERE kind <> 'claims'")
    for column in ("kind", "contract", "data"):
        op.execute(f"ALTER TABLE relay DROP COLUMN {column}")
