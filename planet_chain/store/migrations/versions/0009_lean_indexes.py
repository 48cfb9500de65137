"""Fewer and better indexes: each one costs with every event, and each has to answer somebody.

Candles of a few days read the trades of these days only, however old and popular the token is. What somebody
holds is found by the key of the balances, which needs no second index for it.
"""

from alembic import op

revision = "0009_lean_indexes"
down_revision = "0008_doubt"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX trade_time ON trade (token, block_time)")
    _key("holder, token")
    op.execute("DROP INDEX balance_of")


def downgrade() -> None:
    op.execute("DROP INDEX trade_time")
    _key("token, holder")
    op.execute("CREATE INDEX balance_of ON balance_sum (holder, token)")


def _key(columns: str) -> None:
    op.execute(f"ALTER TABLE balance_sum DROP CONSTRAINT balance_sum_pkey, ADD PRIMARY KEY ({columns})")
