"""Trees of airdrops, with the proofs of their leaves."""

from alembic import op

revision = "0006_airdrop_trees"
down_revision = "0005_follows_airdrops"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
        CREATE TABLE airdrop_tree (
            root TEXT PRIMARY KEY,
            token TEXT NOT NULL,
            leaves BIGINT NOT NULL,
            total NUMERIC(78, 0) NOT NULL,
            manifest BYTEA NOT NULL,
            snapshot BYTEA NOT NULL,
            tree BYTEA NOT NULL
        )
    """)
    op.execute("""
        CREATE TABLE airdrop_leaf (
            root TEXT NOT NULL REFERENCES airdrop_tree (root),
            leaf_index NUMERIC(78, 0) NOT NULL,
            account TEXT NOT NULL,
            amount NUMERIC(78, 0) NOT NULL,
            proof BYTEA NOT NULL,
            PRIMARY KEY (root, leaf_index)
        )
    """)
    op.execute("CREATE INDEX airdrop_leaf_account ON airdrop_leaf (account, root)")


def downgrade() -> None:
    op.execute("DROP TABLE airdrop_leaf, airdrop_tree")
