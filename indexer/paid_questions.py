"""What the contracts of memberships and paid questions are asked about our tables."""

from collections.abc import Iterator
from typing import Final

import psycopg

from indexer.question import Question, word

_STATES: Final = ("none", "open", "awarded", "split", "refunded")


def of_memberships(connection: psycopg.Connection, membership: str, quote: str) -> Iterator[Question]:
    """Seats taken, earnings, credits, and that all the money is there."""
    for creator, tier, family_tier, taken in connection.execute(_TAKEN, {"membership": membership}):
        argument, key = word(creator) + f"{tier:064x}", (creator, str(tier))
        # price, periodDays, seats, taken
        columns, stored = ("price", "period_days", "seats", "taken"), (*family_tier, taken)
        yield Question(
            membership,
            "termsOf(address,uint32)",
            argument,
            "tier_created",
            key,
            columns,
            tuple(map(int, stored)),
        )
    for creator, waiting in connection.execute("SELECT creator, earned - collected FROM earning_sum"):
        yield Question(
            membership,
            "earningsOf(address)",
            word(creator),
            "earning_sum",
            (creator,),
            ("earned",),
            (int(waiting),),
        )
    for giver, waiting in connection.execute("SELECT giver, credited - withdrawn FROM giver_sum"):
        yield Question(
            membership,
            "creditOf(address)",
            word(giver),
            "giver_sum",
            (giver,),
            ("credited",),
            (int(waiting),),
        )
    for (made,) in connection.execute("SELECT count(*) FROM gift_made"):
        yield Question(membership, "giftCount()", "", "gift_made", (), ("rows",), (made,))
    for (held,) in connection.execute(_HELD):
        yield Question(
            quote,
            "balanceOf(address)",
            word(membership),
            "tier_sum",
            (),
            ("held",),
            (int(held),),
            at_least=True,
        )


def of_questions(connection: psycopg.Connection, prizes: str, quote: str) -> Iterator[Question]:
    """Every question, what is owed to each account, and that all the money is there."""
    columns = ("asker", "answer_by", "judge_by", "answers", "state", "prize")
    for question, asker, answer_by, judge_by, answers, state, prize in connection.execute(_QUESTIONS):
        said = (int(asker, 16), answer_by, judge_by, answers, _STATES.index(state), int(prize))
        yield Question(
            prizes,
            "questionOf(uint256)",
            f"{int(question):064x}",
            "question_asked",
            (str(question),),
            columns,
            said,
        )
    for (count,) in connection.execute("SELECT count(*) FROM question_asked"):
        yield Question(prizes, "questionCount()", "", "question_asked", (), ("rows",), (count,))
    for account, owed in connection.execute("SELECT account, won + refunded - collected FROM prize_sum"):
        yield Question(
            prizes, "owed(address)", word(account), "prize_sum", (account,), ("owed",), (int(owed),)
        )
    for (held,) in connection.execute(_PRIZES_HELD):
        yield Question(
            quote,
            "balanceOf(address)",
            word(prizes),
            "question_sum",
            (),
            ("held",),
            (int(held),),
            at_least=True,
        )


_TAKEN: Final = """
    SELECT t.creator, t.tier,
           ARRAY[coalesce(c.price, t.price), t.period_days, coalesce(c.seats, t.seats)], coalesce(n.amount, 0)
    FROM tier_created AS t
    JOIN LATERAL (
        SELECT number FROM creator_registered WHERE creator = t.creator
        ORDER BY block_number, log_index LIMIT 1
    ) AS r ON true
    LEFT JOIN LATERAL (
        SELECT price, seats FROM tier_changed WHERE creator = t.creator AND tier = t.tier
        ORDER BY block_number DESC, log_index DESC LIMIT 1
    ) AS c ON true
    LEFT JOIN nft_family_sum AS n
        ON n.token = %(membership)s AND n.family = r.number::numeric * 4294967296 + t.tier
"""
# what is paid for a gift comes in when it is made, not when it is accepted
_HELD: Final = """
    SELECT (SELECT coalesce(sum(paid), 0) FROM lot_added WHERE kind <> 'accepted')
         + (SELECT coalesce(sum(given - withdrawn), 0) FROM giver_sum)
         - (SELECT coalesce(sum(refunded), 0) FROM tier_sum)
         - (SELECT coalesce(sum(collected), 0) FROM earning_sum)
"""
_QUESTIONS: Final = """
    SELECT q.question, q.asker, q.answer_by, q.judge_by, s.answers, coalesce(e.state, 'open'), q.prize
    FROM question_asked AS q JOIN question_sum AS s USING (question)
    LEFT JOIN question_ended AS e USING (question)
"""
_PRIZES_HELD: Final = """
    SELECT (SELECT coalesce(sum(prize - won - refunded), 0) FROM question_sum)
         + (SELECT coalesce(sum(won + refunded - collected), 0) FROM prize_sum)
"""
