"""What can be recommended: found by a job, for everybody at once. docs/math/recommendation.md says how."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import delete, text
from sqlmodel import Session

from planet_chain.community.competitions import traders_between
from planet_chain.core.competitions import SCORE_UNIT, Rules
from planet_chain.core.epoch import ONE
from planet_chain.core.recommendation import crowd
from planet_chain.store.moderation import hidden_now
from planet_chain.store.queries.index import index_status
from planet_chain.store.recommendable import Recommendable

EACH_MOST: Final = 200
"""Of a kind: those that most people, or the most profit, stand behind."""
TRADERS_SPAN: Final = 28 * 24 * 60 * 60
"""Seconds."""
TRADERS_RULES: Final = Rules(stake=50 * 10**6, backing=50 * 10**6)
"""As competitions have by default: 50 USD₮0."""
_TOPICS_MOST: Final = 5
_TOKENS_MOST: Final = 20

_SCARCITY = text("SELECT scarcity FROM epoch WHERE scarcity IS NOT NULL ORDER BY number DESC LIMIT 1")
# A voice is a verified person's, never that of who was known to be the author then; this knows who is now.
_POSTS = text(f"""
    SELECT post.id, post.title, post.type, post.creator AS member, author.payout AS author,
           count(DISTINCT voice.person) AS people,
           ARRAY(SELECT '#' || topic FROM post_topic WHERE post_topic.post = post.id) AS topics,
           ARRAY(SELECT token FROM asset_call WHERE asset_call.post = post.id) AS tokens
    FROM voice
    JOIN post ON post.id = voice.post
    JOIN member AS author ON author.id = post.creator AND author.person IS DISTINCT FROM voice.person
    WHERE NOT {hidden_now("voice.post")}
    GROUP BY post.id, author.payout ORDER BY people DESC, post.id COLLATE "C" LIMIT :most
""")  # noqa: S608 (constants)
_CREATORS = text(f"""
    WITH spoken AS (
        SELECT author.payout AS address, voice.topic, voice.person
        FROM voice
        JOIN post ON post.id = voice.post
        JOIN member AS author ON author.id = post.creator AND author.person IS DISTINCT FROM voice.person
        WHERE author.payout IS NOT NULL AND NOT {hidden_now("voice.post")}
    ), topics AS (
        SELECT address, topic,
               row_number() OVER (PARTITION BY address ORDER BY count(DISTINCT person) DESC, topic) AS place
        FROM spoken GROUP BY address, topic
    )
    SELECT spoken.address, count(DISTINCT spoken.person) AS people, fact.token, fact.name, fact.symbol,
           ARRAY(
               SELECT '#' || topic FROM topics
               WHERE topics.address = spoken.address AND place <= :topics ORDER BY place
           ) AS topics
    FROM spoken LEFT JOIN community_created AS fact ON fact.creator = spoken.address
    GROUP BY spoken.address, fact.token, fact.name, fact.symbol
    ORDER BY people DESC, spoken.address LIMIT :most
""")  # noqa: S608 (constants)
_GROUPS = text("""
    SELECT fact.token, fact.creator, count(DISTINCT holder.person) AS people
    FROM community_created AS fact
    JOIN balance_sum AS balance ON balance.token = fact.token AND balance.amount > 0
    JOIN member AS holder ON holder.payout = balance.holder AND holder.person IS NOT NULL
    WHERE NOT EXISTS (
        SELECT FROM member AS maker WHERE maker.payout = fact.creator AND maker.person = holder.person
    )
    GROUP BY fact.token, fact.creator ORDER BY people DESC, fact.token LIMIT :most
""")


def refresh(session: Session) -> int:
    """Replace what can be recommended by what is so now, as of the chain's time. Again changes nothing.

    Returns:
        How many things there are; 0 before anything is indexed.
    """
    status = index_status(session)
    if status is None:
        return 0
    final = (status.finalized_time, status.finalized_number)
    rows = [*_posts(session), *_creators(session), *_groups(session), *_traders(session, *final)]
    session.execute(delete(Recommendable))
    session.add_all(Recommendable(**row, refreshed_at=status.indexed_time) for row in rows)
    session.flush()
    return len(rows)


def _posts(session: Session) -> Iterator[dict[str, Any]]:
    scarcity = session.connection().execute(_SCARCITY).scalar() or {}
    for row in session.connection().execute(_POSTS, {"most": EACH_MOST}).mappings():
        author = ["@" + row["author"]] if row["author"] else []
        multiplier = scarcity.get(row["type"], {}).get("multiplier", ONE)
        shown = {name: row[name] for name in ("title", "type", "member", "author")}
        about = [*row["topics"], *row["tokens"], *author]
        yield _row("post", row["id"], about, row["people"], shown, multiplier=multiplier)


def _creators(session: Session) -> Iterator[dict[str, Any]]:
    most = {"most": EACH_MOST, "topics": _TOPICS_MOST}
    for row in session.connection().execute(_CREATORS, most).mappings():
        token = [row["token"]] if row["token"] else []
        shown = {name: row[name] for name in ("token", "name", "symbol")}
        about = ["@" + row["address"], *token, *row["topics"]]
        yield _row("creator", row["address"], about, row["people"], shown)


def _groups(session: Session) -> Iterator[dict[str, Any]]:
    for token, creator, people in session.connection().execute(_GROUPS, {"most": EACH_MOST}):
        yield _row("group", token, [token, "@" + creator], people, {"creator": creator})


def _traders(session: Session, time: int, number: int) -> Iterator[dict[str, Any]]:
    found = traders_between(session, time - TRADERS_SPAN, time + 1, number, TRADERS_RULES)
    for place in found[:EACH_MOST]:
        one = place.standing
        shown = {"profit": str(one.profit), "capital": str(one.capital), "score": str(one.score)}
        strength = min(ONE, ONE * one.score // SCORE_UNIT)
        row = _row("trader", place.account, list(place.tokens[:_TOKENS_MOST]), 0, shown)
        yield row | {"strength": strength}


def _row(
    kind: str, key: str, about: list[str], people: int, shown: dict[str, Any], multiplier: int = ONE
) -> dict[str, Any]:
    return {
        "kind": kind,
        "id": key,
        "about": sorted(set(about)),
        "people": people,
        "strength": crowd(people),
        "multiplier": multiplier,
        "shown": shown,
    }
