"""The chain as rows: blocks, raw logs, facts, sums and the checkpoint."""

from alembic import op

revision = "0001_chain"
down_revision = None
branch_labels = None
depends_on = None

_ZERO_HASH = "0x" + "0" * 64
_UNITS = "NUMERIC(78, 0) NOT NULL"
_PLACE = """
    block_number BIGINT NOT NULL,
    log_index INTEGER NOT NULL,
    block_time BIGINT NOT NULL,
    transaction_hash TEXT NOT NULL,
"""
_KEY = "PRIMARY KEY (block_number, log_index)"
_FACTS_KEY = "facts BIGINT NOT NULL, PRIMARY KEY"

_CHAIN = {
    "block": """
        number BIGINT PRIMARY KEY, hash TEXT NOT NULL, parent_hash TEXT, time BIGINT NOT NULL,
        logs INTEGER NOT NULL
    """,
    "log": f"""
        block_number BIGINT NOT NULL, log_index INTEGER NOT NULL, block_time BIGINT NOT NULL,
        transaction_hash BYTEA NOT NULL, address BYTEA NOT NULL, topics BYTEA NOT NULL, data BYTEA NOT NULL,
        {_KEY}
    """,
    "checkpoint": """
        id INTEGER PRIMARY KEY CONSTRAINT checkpoint_is_one_row CHECK (id = 1),
        chain_id BIGINT NOT NULL, genesis_hash TEXT NOT NULL, contracts_hash TEXT NOT NULL,
        first_block BIGINT NOT NULL,
        block_number BIGINT NOT NULL, block_hash TEXT NOT NULL, block_time BIGINT NOT NULL,
        safe_number BIGINT NOT NULL, safe_time BIGINT NOT NULL,
        finalized_number BIGINT NOT NULL, finalized_hash TEXT NOT NULL, finalized_time BIGINT NOT NULL,
        head_number BIGINT NOT NULL, head_time BIGINT NOT NULL, seen_at BIGINT NOT NULL, halted TEXT
    """,
}

_FACTS = {
    "creator_registered": "creator TEXT NOT NULL, number BIGINT NOT NULL, issued_at BIGINT NOT NULL",
    "creator_revoked": "creator TEXT NOT NULL, revoked_at BIGINT NOT NULL",
    "content_published": """
        content_id TEXT NOT NULL, author TEXT NOT NULL, parent TEXT NOT NULL, content_hash TEXT NOT NULL
    """,
    "attester_changed": "before TEXT NOT NULL, attester TEXT NOT NULL",
    "community_created": f"""
        token TEXT NOT NULL UNIQUE, creator TEXT NOT NULL, content_id TEXT NOT NULL, name TEXT NOT NULL,
        symbol TEXT NOT NULL, fee_bps INTEGER NOT NULL, first_quote {_UNITS}, first_tokens {_UNITS}
    """,
    "trade": f"""
        token TEXT NOT NULL, trader TEXT NOT NULL, is_buy BOOLEAN NOT NULL, quote {_UNITS}, fee {_UNITS},
        net {_UNITS}, tokens {_UNITS}, content_id TEXT NOT NULL
    """,
    "fees_collected": f"token TEXT NOT NULL, creator TEXT NOT NULL, amount {_UNITS}",
    "token_transfer": f"token TEXT NOT NULL, sender TEXT NOT NULL, recipient TEXT NOT NULL, amount {_UNITS}",
    "tip_sent": f"""
        fan TEXT NOT NULL, creator TEXT NOT NULL, token TEXT NOT NULL, amount {_UNITS},
        content_id TEXT NOT NULL
    """,
    "root_proposed": """
        epoch BIGINT NOT NULL, root TEXT NOT NULL, inputs_hash TEXT NOT NULL, totals JSONB NOT NULL,
        activatable_at BIGINT NOT NULL
    """,
    "root_withdrawn": "epoch BIGINT NOT NULL, root TEXT NOT NULL",
    "root_rejected": """
        epoch BIGINT NOT NULL, root TEXT NOT NULL, guardian TEXT NOT NULL, reason TEXT NOT NULL
    """,
    "root_activated": "epoch BIGINT NOT NULL, root TEXT NOT NULL",
    "rewards_funded": f"token TEXT NOT NULL, funder TEXT NOT NULL, amount {_UNITS}",
    "reward_claimed": f"account TEXT NOT NULL, token TEXT NOT NULL, amount {_UNITS}, cumulative {_UNITS}",
    "self_only_set": "account TEXT NOT NULL, self_only BOOLEAN NOT NULL",
}

_SUMS = {
    "balance_sum": f"token TEXT, holder TEXT, amount {_UNITS}, {_FACTS_KEY} (token, holder)",
    "supply_sum": f"""
        token TEXT PRIMARY KEY, supply {_UNITS}, holders BIGINT NOT NULL DEFAULT 0, facts BIGINT NOT NULL
    """,
    "market_sum": f"""
        token TEXT PRIMARY KEY, quote_net {_UNITS}, tokens_net {_UNITS}, volume {_UNITS}, fees {_UNITS},
        collected {_UNITS}, buys BIGINT NOT NULL, sells BIGINT NOT NULL, facts BIGINT NOT NULL
    """,
    "creator_tip_sum": f"creator TEXT, token TEXT, amount {_UNITS}, {_FACTS_KEY} (creator, token)",
    "content_tip_sum": f"content_id TEXT, token TEXT, amount {_UNITS}, {_FACTS_KEY} (content_id, token)",
    "fan_tip_sum": f"fan TEXT, token TEXT, amount {_UNITS}, {_FACTS_KEY} (fan, token)",
    "reward_sum": f"token TEXT PRIMARY KEY, funded {_UNITS}, claimed {_UNITS}, facts BIGINT NOT NULL",
    "claim_sum": f"account TEXT, token TEXT, amount {_UNITS}, {_FACTS_KEY} (account, token)",
}

_INDEXES = {
    "block_empty": "block (number) WHERE logs = 0",
    "ix_creator_registered_creator": "creator_registered (creator)",
    "ix_creator_revoked_creator": "creator_revoked (creator)",
    "ix_content_published_content_id": "content_published (content_id)",
    "ix_content_published_author": "content_published (author)",
    "ix_content_published_parent": "content_published (parent)",
    "ix_community_created_creator": "community_created (creator)",
    "ix_community_created_symbol": "community_created (symbol)",
    "trade_token": "trade (token, block_number, log_index)",
    "trade_trader": "trade (trader, block_number, log_index)",
    "trade_content": f"trade (content_id, block_number, log_index) WHERE content_id <> '{_ZERO_HASH}'",
    "ix_fees_collected_token": "fees_collected (token)",
    "tip_fan": "tip_sent (fan, block_number, log_index)",
    "tip_creator": "tip_sent (creator, block_number, log_index)",
    "tip_content": f"tip_sent (content_id, block_number, log_index) WHERE content_id <> '{_ZERO_HASH}'",
    "ix_root_proposed_root": "root_proposed (root)",
    "ix_root_withdrawn_root": "root_withdrawn (root)",
    "ix_root_rejected_root": "root_rejected (root)",
    "ix_root_activated_root": "root_activated (root)",
    "claimed_account": "reward_claimed (account, block_number, log_index)",
    "ix_self_only_set_account": "self_only_set (account)",
    "balance_holders": "balance_sum (token, amount, holder) WHERE amount > 0",
    "balance_of": "balance_sum (holder, token)",
    "market_volume": "market_sum (volume)",
}


def upgrade() -> None:
    tables = _CHAIN | {name: f"{_PLACE} {columns}, {_KEY}" for name, columns in _FACTS.items()} | _SUMS
    for name, columns in tables.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
    for name, place in _INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {place}")


def downgrade() -> None:
    for name in (*_SUMS, *_FACTS, *_CHAIN):
        op.execute(f"DROP TABLE {name}")
