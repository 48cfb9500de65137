"""The calendar, epochs, their frozen inputs, leaves and transactions."""

from alembic import op

revision = "0003_rewards"
down_revision = "0002_community"
branch_labels = None
depends_on = None

_TABLES = (
    """
    CREATE TABLE calendar (
        id INTEGER NOT NULL,
        chain_id BIGINT NOT NULL,
        distributor TEXT NOT NULL,
        token TEXT NOT NULL,
        points TEXT NOT NULL,
        genesis BIGINT NOT NULL,
        week BIGINT NOT NULL,
        open_epoch BIGINT NOT NULL,
        PRIMARY KEY (id)
    )
    """,
    """
    CREATE TABLE epoch (
        number BIGINT NOT NULL,
        state TEXT NOT NULL,
        opens_at BIGINT NOT NULL,
        closes_at BIGINT NOT NULL,
        secret BYTEA NOT NULL,
        pool NUMERIC(78, 0) NOT NULL,
        seed TEXT NOT NULL,
        seed_block BIGINT NOT NULL,
        base BIGINT,
        carry_in NUMERIC(78, 0),
        scarcity JSONB,
        inputs_hash TEXT,
        root TEXT,
        paid NUMERIC(78, 0),
        carry_out NUMERIC(78, 0),
        returned NUMERIC(78, 0),
        points NUMERIC(78, 0),
        token_total NUMERIC(78, 0),
        points_total NUMERIC(78, 0),
        creators BIGINT,
        consumers BIGINT,
        chain_epoch BIGINT,
        activatable_at BIGINT,
        note TEXT,
        PRIMARY KEY (number)
    )
    """,
    "CREATE INDEX ix_epoch_root ON epoch (root)",
    """
    CREATE TABLE allocation (
        epoch BIGINT NOT NULL,
        entity TEXT NOT NULL,
        account TEXT NOT NULL,
        value NUMERIC(78, 0) NOT NULL,
        base NUMERIC(78, 0) NOT NULL,
        cut NUMERIC(78, 0) NOT NULL,
        paid NUMERIC(78, 0) NOT NULL,
        PRIMARY KEY (epoch, entity),
        FOREIGN KEY (epoch) REFERENCES epoch (number)
    )
    """,
    "CREATE INDEX ix_allocation_account ON allocation (account)",
    """
    CREATE TABLE counted_pair (
        holder TEXT NOT NULL,
        post TEXT NOT NULL,
        epoch BIGINT NOT NULL,
        epochs BIGINT NOT NULL,
        PRIMARY KEY (holder, post, epoch),
        FOREIGN KEY (epoch) REFERENCES epoch (number)
    )
    """,
    """
    CREATE TABLE epoch_member (
        epoch BIGINT NOT NULL,
        member TEXT NOT NULL,
        holder TEXT NOT NULL,
        alias TEXT NOT NULL,
        entity TEXT NOT NULL,
        value BIGINT NOT NULL,
        payout TEXT,
        PRIMARY KEY (epoch, member),
        FOREIGN KEY (epoch) REFERENCES epoch (number)
    )
    """,
    "CREATE INDEX ix_epoch_member_entity ON epoch_member (entity)",
    """
    CREATE TABLE epoch_post (
        epoch BIGINT NOT NULL,
        post TEXT NOT NULL,
        creator TEXT NOT NULL,
        type TEXT NOT NULL,
        PRIMARY KEY (epoch, post),
        FOREIGN KEY (epoch) REFERENCES epoch (number)
    )
    """,
    """
    CREATE TABLE explanation (
        epoch BIGINT NOT NULL,
        entity TEXT NOT NULL,
        post TEXT NOT NULL,
        amount NUMERIC(78, 0) NOT NULL,
        PRIMARY KEY (epoch, entity, post),
        FOREIGN KEY (epoch) REFERENCES epoch (number)
    )
    """,
    """
    CREATE TABLE leaf (
        account TEXT NOT NULL,
        token TEXT NOT NULL,
        epoch BIGINT NOT NULL,
        cumulative NUMERIC(78, 0) NOT NULL,
        proof BYTEA NOT NULL,
        PRIMARY KEY (account, token, epoch),
        FOREIGN KEY (epoch) REFERENCES epoch (number)
    )
    """,
    "CREATE INDEX ix_leaf_epoch ON leaf (epoch)",
    """
    CREATE TABLE reward_transaction (
        hash TEXT NOT NULL,
        epoch BIGINT NOT NULL,
        purpose TEXT NOT NULL,
        sender TEXT NOT NULL,
        nonce BIGINT NOT NULL,
        raw BYTEA NOT NULL,
        state TEXT NOT NULL,
        block BIGINT,
        PRIMARY KEY (hash),
        FOREIGN KEY (epoch) REFERENCES epoch (number)
    )
    """,
    "CREATE INDEX ix_reward_transaction_epoch ON reward_transaction (epoch)",
)


def upgrade() -> None:
    for statement in _TABLES:
        op.execute(statement)


def downgrade() -> None:
    op.execute("""
        DROP TABLE
            reward_transaction,
            leaf,
            explanation,
            epoch_post,
            epoch_member,
            counted_pair,
            allocation,
            epoch,
            calendar
    """)
