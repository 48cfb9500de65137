"""Claims that the relayer sends for people without gas."""

from alembic import op

revision = "0018_relays"
down_revision = "0017_gates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE relay (
            id VARCHAR NOT NULL,
            account VARCHAR NOT NULL,
            caller VARCHAR,
            state VARCHAR NOT NULL,
            reason VARCHAR,
            requested_at BIGINT NOT NULL,
            PRIMARY KEY (id)
        )
        """
    )
    for column in ("account", "caller", "requested_at"):
        op.execute(f"CREATE INDEX ix_relay_{column} ON relay ({column})")
    op.execute(
        """
        CREATE TABLE relay_transaction (
            hash VARCHAR NOT NULL,
            relay VARCHAR NOT NULL,
            purpose VARCHAR NOT NULL,
            sender VARCHAR NOT NULL,
            nonce BIGINT NOT NULL,
            raw BYTEA NOT NULL,
            state VARCHAR NOT NULL,
            block BIGINT,
            wei NUMERIC(78, 0) NOT NULL,
            recorded_at BIGINT NOT NULL,
            PRIMARY KEY (hash),
            FOREIGN KEY (relay) REFERENCES relay (id)
        )
        """
    )
    for column in ("relay", "recorded_at"):
        op.execute(f"CREATE INDEX ix_relay_transaction_{column} ON relay_transaction ({column})")


def downgrade() -> None:
    op.execute("DROP TABLE relay_transaction")
    op.execute("DROP TABLE relay")
