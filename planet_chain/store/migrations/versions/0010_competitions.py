"""Competitions with their boards, and the points of each week by account."""

from alembic import op

revision = "0010_competitions"
down_revision = "0009_lean_indexes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE competition (
            number BIGSERIAL NOT NULL,
            name VARCHAR NOT NULL,
            opens_at BIGINT NOT NULL,
            closes_at BIGINT NOT NULL,
            stake NUMERIC(78, 0) NOT NULL,
            backing NUMERIC(78, 0) NOT NULL,
            state VARCHAR NOT NULL,
            as_of BIGINT NOT NULL,
            PRIMARY KEY (number),
            UNIQUE (name)
        )
        """
    )
    op.execute(
        """
        CREATE TABLE competition_standing (
            competition BIGINT NOT NULL,
            board VARCHAR NOT NULL,
            place BIGINT NOT NULL,
            account VARCHAR NOT NULL,
            token VARCHAR,
            profit NUMERIC(78, 0) NOT NULL,
            capital NUMERIC(78, 0) NOT NULL,
            people BIGINT NOT NULL,
            score NUMERIC(78, 0) NOT NULL,
            PRIMARY KEY (competition, board, place),
            FOREIGN KEY (competition) REFERENCES competition (number)
        )
        """
    )
    op.execute(
        """
        CREATE TABLE week_points (
            epoch BIGINT NOT NULL,
            account VARCHAR NOT NULL,
            amount NUMERIC(78, 0) NOT NULL,
            PRIMARY KEY (epoch, account),
            FOREIGN KEY (epoch) REFERENCES epoch (number)
        )
        """
    )
    op.execute("CREATE INDEX ix_week_points_account ON week_points (account)")


def downgrade() -> None:
    op.execute("DROP TABLE week_points")
    op.execute("DROP TABLE competition_standing")
    op.execute("DROP TABLE competition")
