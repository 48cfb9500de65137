"""What creators earned, by source and by content. Units of the quote token, except for tips."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import text
from sqlmodel import Session, col, select

from planet_chain.core.addresses import ZERO_HASH
from planet_chain.store.chain import CommunityFact
from planet_chain.store.paid_sums import EarningSum, PrizeSum
from planet_chain.store.queries.summaries import tips_by_creator
from planet_chain.store.queries.tips import TipTotal
from planet_chain.store.sums import MarketSum


@dataclass(slots=True)
class Earnings:
    """What a creator ever earned, collected or not."""

    tips: list[TipTotal] = field(default_factory=list)
    fees: int = 0
    """Of trades of the creator's community token."""
    memberships: int = 0
    """What the contract credited so far; live passes have earned more since."""
    prizes: int = 0
    """Won by answers."""


@dataclass(slots=True)
class ContentEarnings:
    """What a content brought its creator: payments that named it."""

    tips: list[TipTotal] = field(default_factory=list)
    fees: int = 0
    """Of trades of the creator's community token."""
    memberships_paid: int = 0
    """For passes and renewals, refunds not taken off: what a pass earned is not told apart by payment."""
    prizes: int = 0
    """Won by the creator's answers."""


def earnings_of(session: Session, creators: Collection[str]) -> dict[str, Earnings]:
    """creator, lower case -> what they earned; everybody who is asked for is there."""
    found = {creator: Earnings() for creator in creators}
    for creator, totals in tips_by_creator(session, creators).items():
        found[creator].tips = totals
    fees = (
        select(CommunityFact.creator, MarketSum.fees)
        .join(MarketSum, col(MarketSum.token) == CommunityFact.token)
        .where(col(CommunityFact.creator).in_(creators))
    )
    for creator, amount in session.execute(fees):
        found[creator].fees = amount
    earned = select(EarningSum.creator, EarningSum.earned).where(col(EarningSum.creator).in_(creators))
    for creator, amount in session.execute(earned):
        found[creator].memberships = amount
    won = select(PrizeSum.account, PrizeSum.won).where(col(PrizeSum.account).in_(creators))
    for creator, amount in session.execute(won):
        found[creator].prizes = amount
    return found


def earnings_by_content(
    session: Session, creator: str, contents: Collection[str]
) -> dict[str, ContentEarnings]:
    """content id -> what it brought `creator`; every content that is asked for is there."""
    found = {content: ContentEarnings() for content in contents}
    asked = {"creator": creator, "contents": list(contents)}
    for content, source, token, amount, count in session.execute(_BY_CONTENT, asked):
        if source == "tips":
            found[content].tips.append(TipTotal(token, int(amount), count))
        else:
            setattr(found[content], source, int(amount))
    return found


# said once more, so that the partial indexes are known to suffice whatever is asked for
_NAMED: Final = f"content_id = ANY(:contents) AND content_id <> '{ZERO_HASH}'"
_BY_CONTENT: Final = text(f"""
    SELECT content_id, 'tips', token, sum(amount), count(*) FROM tip_sent
    WHERE {_NAMED} AND creator = :creator GROUP BY content_id, token
    UNION ALL
    SELECT t.content_id, 'fees', '', sum(t.fee), count(*) FROM trade AS t
    JOIN community_created AS c ON c.token = t.token AND c.creator = :creator
    WHERE t.{_NAMED.replace("AND ", "AND t.")} GROUP BY t.content_id
    UNION ALL
    SELECT content_id, 'memberships_paid', '', sum(paid), count(*) FROM lot_added
    WHERE {_NAMED} AND creator = :creator GROUP BY content_id
    UNION ALL
    SELECT q.content_id, 'prizes', '', sum(w.amount), count(*) FROM question_asked AS q
    JOIN prize_won AS w ON w.question = q.question AND w.answerer = :creator
    WHERE q.{_NAMED.replace("AND ", "AND q.")} GROUP BY q.content_id
    ORDER BY 1, 3
""")  # noqa: S608 (our own text)
