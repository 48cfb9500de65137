"""What memberships and paid questions add up to."""

from typing import Final

from indexer.summed import Sum

_FAMILY: Final = "div(token_id, 6277101735386680763835789423207666416102355444464034512896)"
"""The id >> 192."""

PAID: Final = (
    Sum(
        "nft_family_sum",
        ("token", "family"),
        ("amount", "facts"),
        frozenset({"nft_transfer"}),
        f"""
        SELECT token, {_FAMILY} AS family, count(*) AS facts,
               sum((sender = %(nobody)s)::int - (recipient = %(nobody)s)::int) AS amount
        FROM nft_transfer WHERE block_number > %(above)s GROUP BY token, family
        """,  # noqa: S608 (our own text)
    ),
    Sum(
        "tier_sum",
        ("creator", "tier"),
        ("paid", "refunded", "credited", "earned", "lots", "facts"),
        frozenset({"lot_added", "pass_ended", "membership_earned"}),
        """
        SELECT creator, tier, sum(paid) AS paid, sum(refunded) AS refunded, sum(credited) AS credited,
               sum(earned) AS earned, sum(lots) AS lots, count(*) AS facts
        FROM (
            SELECT creator, tier, paid, 0 AS refunded, 0 AS credited, 0 AS earned, 1 AS lots
            FROM lot_added WHERE block_number > %(above)s
            UNION ALL
            SELECT creator, tier, 0, refund, to_givers, 0, 0 FROM pass_ended WHERE block_number > %(above)s
            UNION ALL
            SELECT creator, tier, 0, 0, 0, amount, 0 FROM membership_earned WHERE block_number > %(above)s
        ) AS moved GROUP BY creator, tier
        """,
    ),
    Sum(
        "earning_sum",
        ("creator",),
        ("earned", "collected", "facts"),
        frozenset({"membership_earned", "membership_collected"}),
        """
        SELECT creator, sum(earned) AS earned, sum(collected) AS collected, count(*) AS facts FROM (
            SELECT creator, amount AS earned, 0 AS collected
            FROM membership_earned WHERE block_number > %(above)s
            UNION ALL
            SELECT creator, 0, amount FROM membership_collected WHERE block_number > %(above)s
        ) AS moved GROUP BY creator
        """,
    ),
    Sum(
        "giver_sum",
        ("giver",),
        ("given", "credited", "withdrawn", "facts"),
        frozenset({"gift_made", "membership_credited", "membership_withdrawn"}),
        """
        SELECT giver, sum(given) AS given, sum(credited) AS credited, sum(withdrawn) AS withdrawn,
               count(*) AS facts
        FROM (
            SELECT giver, paid AS given, 0 AS credited, 0 AS withdrawn
            FROM gift_made WHERE block_number > %(above)s
            UNION ALL
            SELECT giver, 0, amount, 0 FROM membership_credited WHERE block_number > %(above)s
            UNION ALL
            SELECT giver, 0, 0, amount FROM membership_withdrawn WHERE block_number > %(above)s
        ) AS moved GROUP BY giver
        """,
    ),
    Sum(
        "question_sum",
        ("question",),
        ("prize", "won", "refunded", "answers", "facts"),
        frozenset({"question_asked", "question_answered", "question_ended", "prize_won"}),
        """
        SELECT question, sum(prize) AS prize, sum(won) AS won, sum(refunded) AS refunded,
               sum(answers) AS answers, count(*) AS facts
        FROM (
            SELECT question, prize, 0 AS won, 0 AS refunded, 0 AS answers
            FROM question_asked WHERE block_number > %(above)s
            UNION ALL
            SELECT question, 0, 0, 0, 1 FROM question_answered WHERE block_number > %(above)s
            UNION ALL
            SELECT question, 0, 0, refunded, 0 FROM question_ended WHERE block_number > %(above)s
            UNION ALL
            SELECT question, 0, amount, 0, 0 FROM prize_won WHERE block_number > %(above)s
        ) AS moved GROUP BY question
        """,
    ),
    Sum(
        "prize_sum",
        ("account",),
        ("won", "refunded", "collected", "facts"),
        frozenset({"question_ended", "prize_won", "prize_collected"}),
        """
        SELECT account, sum(won) AS won, sum(refunded) AS refunded, sum(collected) AS collected,
               count(*) AS facts
        FROM (
            SELECT answerer AS account, amount AS won, 0 AS refunded, 0 AS collected
            FROM prize_won WHERE block_number > %(above)s
            UNION ALL
            SELECT refunded_to, 0, refunded, 0 FROM question_ended
            WHERE block_number > %(above)s AND refunded_to <> %(nobody)s
            UNION ALL
            SELECT account, 0, 0, amount FROM prize_collected WHERE block_number > %(above)s
        ) AS moved GROUP BY account
        """,
    ),
)
