"""Follows and airdrops: facts and sums. What was indexed before knows nothing of them: index anew."""

from alembic import op

revision = "0005_follows_airdrops"
down_revision = "0004_service"
branch_labels = None
depends_on = None

_UNITS = "NUMERIC(78, 0) NOT NULL"
_PLACE = """
    block_number BIGINT NOT NULL,
    log_index INTEGER NOT NULL,
    block_time BIGINT NOT NULL,
    transaction_hash TEXT NOT NULL,
"""
_KEY = "PRIMARY KEY (block_number, log_index)"

_FACTS = {
    "follow": """
        follower TEXT NOT NULL, creator TEXT NOT NULL, is_follow BOOLEAN NOT NULL, content_id TEXT NOT NULL
    """,
    "nft_transfer": f"token TEXT NOT NULL, sender TEXT NOT NULL, recipient TEXT NOT NULL, token_id {_UNITS}",
    "campaign_created": f"""
        campaign {_UNITS} UNIQUE, funder TEXT NOT NULL, token TEXT NOT NULL, root TEXT NOT NULL,
        amount {_UNITS}, starts_at BIGINT NOT NULL, ends_at BIGINT NOT NULL, content_id TEXT NOT NULL
    """,
    "airdrop_claimed": f"""
        campaign {_UNITS}, account TEXT NOT NULL, token TEXT NOT NULL, leaf_index {_UNITS}, amount {_UNITS}
    """,
    "campaign_swept": f"campaign {_UNITS}, recipient TEXT NOT NULL, amount {_UNITS}",
}

_SUMS = {
    "creator_follow_sum": "creator TEXT PRIMARY KEY, followers BIGINT NOT NULL, facts BIGINT NOT NULL",
    "fan_follow_sum": "follower TEXT PRIMARY KEY, following BIGINT NOT NULL, facts BIGINT NOT NULL",
    "nft_balance_sum": """
        token TEXT, holder TEXT, amount BIGINT NOT NULL, facts BIGINT NOT NULL, PRIMARY KEY (token, holder)
    """,
    "campaign_sum": f"""
        campaign {_UNITS} PRIMARY KEY, amount {_UNITS}, claimed {_UNITS}, swept {_UNITS},
        claims BIGINT NOT NULL, facts BIGINT NOT NULL
    """,
}

_INDEXES = {
    "follow_follower": "follow (follower, creator, block_number, log_index)",
    "follow_creator": "follow (creator, block_number, log_index)",
    "nft_transfer_id": "nft_transfer (token, token_id, block_number, log_index)",
    "ix_campaign_created_funder": "campaign_created (funder)",
    "ix_campaign_created_root": "campaign_created (root)",
    "airdrop_claimed_account": "airdrop_claimed (account, block_number, log_index)",
    "ix_campaign_swept_campaign": "campaign_swept (campaign)",
}


def upgrade() -> None:
    tables = {name: f"{_PLACE} {columns}, {_KEY}" for name, columns in _FACTS.items()} | _SUMS
    for name, columns in tables.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
    for name, place in _INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {place}")
    op.execute("CREATE UNIQUE INDEX airdrop_claimed_leaf ON airdrop_claimed (campaign, leaf_index)")


def downgrade() -> None:
    for name in (*_SUMS, *_FACTS):
        op.execute(f"DROP TABLE {name}")
