"""The words of questions and answers, by the hashes that the chain holds."""

from alembic import op

revision = "0014_question_texts"
down_revision = "0013_calls"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE question_text (
            question_hash VARCHAR NOT NULL,
            text VARCHAR NOT NULL,
            told_at BIGINT NOT NULL,
            PRIMARY KEY (question_hash)
        )
        """
    )
    op.execute(
        """
        CREATE TABLE answer_text (
            answer_hash VARCHAR NOT NULL,
            text VARCHAR NOT NULL,
            salt VARCHAR NOT NULL,
            told_at BIGINT NOT NULL,
            PRIMARY KEY (answer_hash)
        )
        """
    )


def downgrade() -> None:
    op.execute("DROP TABLE answer_text")
    op.execute("DROP TABLE question_text")
