"""Memberships and paid questions: facts and sums. An index made before has to begin anew."""

from alembic import op

revision = "0011_memberships_questions"
down_revision = "0010_competitions"
branch_labels = None
depends_on = None

_ZERO_HASH = "0x" + "0" * 64
_HAS_CONTENT = f"content_id <> '{_ZERO_HASH}'"
_UNITS = "NUMERIC(78, 0) NOT NULL"
_PLACE = """
    block_number BIGINT NOT NULL,
    log_index INTEGER NOT NULL,
    block_time BIGINT NOT NULL,
    transaction_hash TEXT NOT NULL,
"""
_KEY = "PRIMARY KEY (block_number, log_index)"

_FACTS = {
    "tier_created": f"""
        creator TEXT NOT NULL, tier BIGINT NOT NULL, name TEXT NOT NULL, price {_UNITS},
        period_days INTEGER NOT NULL, seats BIGINT NOT NULL, soulbound BOOLEAN NOT NULL,
        content_id TEXT NOT NULL
    """,
    "tier_changed": f"""
        creator TEXT NOT NULL, tier BIGINT NOT NULL, price {_UNITS}, seats BIGINT NOT NULL
    """,
    "lot_added": f"""
        pass_id {_UNITS}, member TEXT NOT NULL, creator TEXT NOT NULL, tier BIGINT NOT NULL,
        kind TEXT NOT NULL, gift {_UNITS}, paid {_UNITS}, starts_at BIGINT NOT NULL, ends_at
        BIGINT NOT NULL, content_id TEXT NOT NULL
    """,
    "pass_ended": f"""
        pass_id {_UNITS}, member TEXT NOT NULL, creator TEXT NOT NULL, tier BIGINT NOT NULL,
        is_release BOOLEAN NOT NULL, refund {_UNITS}, to_givers {_UNITS}
    """,
    "gift_made": f"""
        gift {_UNITS} UNIQUE, giver TEXT NOT NULL, recipient TEXT NOT NULL, creator TEXT NOT
        NULL, tier BIGINT NOT NULL, paid {_UNITS}, length_days INTEGER NOT NULL, until BIGINT
        NOT NULL, content_id TEXT NOT NULL
    """,
    "gift_returned": f"""
        gift {_UNITS} UNIQUE, giver TEXT NOT NULL, paid {_UNITS}
    """,
    "membership_earned": f"""
        pass_id {_UNITS}, creator TEXT NOT NULL, tier BIGINT NOT NULL, amount {_UNITS}
    """,
    "membership_collected": f"""
        creator TEXT NOT NULL, recipient TEXT NOT NULL, amount {_UNITS}
    """,
    "membership_credited": f"""
        giver TEXT NOT NULL, amount {_UNITS}
    """,
    "membership_withdrawn": f"""
        giver TEXT NOT NULL, recipient TEXT NOT NULL, amount {_UNITS}
    """,
    "question_asked": f"""
        question {_UNITS} UNIQUE, asker TEXT NOT NULL, creator TEXT NOT NULL, prize {_UNITS},
        answer_by BIGINT NOT NULL, judge_by BIGINT NOT NULL, question_hash TEXT NOT NULL,
        content_id TEXT NOT NULL
    """,
    "question_answered": f"""
        question {_UNITS}, answerer TEXT NOT NULL, answer_hash TEXT NOT NULL
    """,
    "question_ended": f"""
        question {_UNITS} UNIQUE, state TEXT NOT NULL, refunded_to TEXT NOT NULL, refunded {_UNITS}
    """,
    "prize_won": f"""
        question {_UNITS}, answerer TEXT NOT NULL, amount {_UNITS}
    """,
    "prize_collected": f"""
        account TEXT NOT NULL, recipient TEXT NOT NULL, amount {_UNITS}
    """,
}

_SUMS = {
    "nft_family_sum": f"""
        token TEXT NOT NULL, family {_UNITS}, amount BIGINT NOT NULL, facts BIGINT NOT NULL,
        PRIMARY KEY (token, family)
    """,
    "tier_sum": f"""
        creator TEXT NOT NULL, tier BIGINT NOT NULL, paid {_UNITS}, refunded {_UNITS}, credited
        {_UNITS}, earned {_UNITS}, lots BIGINT NOT NULL, facts BIGINT NOT NULL, PRIMARY KEY
        (creator, tier)
    """,
    "earning_sum": f"""
        creator TEXT NOT NULL, earned {_UNITS}, collected {_UNITS}, facts BIGINT NOT NULL,
        PRIMARY KEY (creator)
    """,
    "giver_sum": f"""
        giver TEXT NOT NULL, given {_UNITS}, credited {_UNITS}, withdrawn {_UNITS}, facts BIGINT
        NOT NULL, PRIMARY KEY (giver)
    """,
    "question_sum": f"""
        question {_UNITS}, prize {_UNITS}, won {_UNITS}, refunded {_UNITS}, answers BIGINT NOT
        NULL, facts BIGINT NOT NULL, PRIMARY KEY (question)
    """,
    "prize_sum": f"""
        account TEXT NOT NULL, won {_UNITS}, refunded {_UNITS}, collected {_UNITS}, facts BIGINT
        NOT NULL, PRIMARY KEY (account)
    """,
}

_INDEXES = {
    "tier_changed_tier": "tier_changed (creator, tier, block_number, log_index)",
    "lot_pass": "lot_added (pass_id, block_number, log_index)",
    "lot_tier": "lot_added (creator, tier, block_number, log_index)",
    "lot_content": f"lot_added (content_id, block_number, log_index) WHERE {_HAS_CONTENT}",
    "pass_ended_pass": "pass_ended (pass_id, block_number, log_index)",
    "ix_gift_made_giver": "gift_made (giver)",
    "ix_gift_made_recipient": "gift_made (recipient)",
    "ix_membership_earned_creator": "membership_earned (creator)",
    "ix_membership_collected_creator": "membership_collected (creator)",
    "ix_membership_credited_giver": "membership_credited (giver)",
    "ix_membership_withdrawn_giver": "membership_withdrawn (giver)",
    "ix_question_asked_asker": "question_asked (asker)",
    "ix_question_asked_creator": "question_asked (creator)",
    "question_content": f"question_asked (content_id, block_number, log_index) WHERE {_HAS_CONTENT}",
    "ix_question_answered_question": "question_answered (question)",
    "ix_question_answered_answerer": "question_answered (answerer)",
    "ix_prize_won_question": "prize_won (question)",
    "ix_prize_won_answerer": "prize_won (answerer)",
    "ix_prize_collected_account": "prize_collected (account)",
}


def upgrade() -> None:
    tables = {name: f"{_PLACE} {columns}, {_KEY}" for name, columns in _FACTS.items()} | _SUMS
    for name, columns in tables.items():
        op.execute(f"CREATE TABLE {name} ({columns})")
    for name, place in _INDEXES.items():
        op.execute(f"CREATE INDEX {name} ON {place}")
    op.execute("CREATE UNIQUE INDEX tier_created_tier ON tier_created (creator, tier)")


def downgrade() -> None:
    for name in (*_SUMS, *_FACTS):
        op.execute(f"DROP TABLE {name}")
