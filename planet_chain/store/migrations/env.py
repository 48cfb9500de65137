"""Alembic's entry: it runs on the connection it is handed, never on a URL of its own."""

from alembic import context
from sqlmodel import SQLModel

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
