"""Trends: the topics that verified people are on now, why, and what they lead to.

A job refreshes them from the activity that is new; a request only reads.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import delete, insert, select, text
from sqlmodel import Session, col

from planet_chain.community.links import add_links
from planet_chain.core.trends import HOUR, WEIGHTS, Heat
from planet_chain.store.community import TopicHeat, Trend, TrendCursor, Voice
from planet_chain.store.moderation import SHOWN_THEN, hidden_now

TRENDS_MOST: Final = 50
CHANNEL: Final = "planet_trends"
"""NOTIFY tells here that they were refreshed."""
MEMORY: Final = 7 * 24 * HOUR
"""Seconds after which a voice is forgotten: by then less than 1 % of its longest-lasting heat is left."""
_COLD: Final = 0.01
_RECENT: Final = 24 * HOUR
_POSTS_MOST: Final = 5
_COMMUNITIES_MOST: Final = 10

# An aborted or older transaction is below the horizon, a running one above it: nothing slow is ever skipped.
_HORIZON = text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
_HEAR = text(f"""
    WITH heard AS (
        SELECT activity.post, activity.member, activity.at, weights.weight
        FROM activity
        JOIN unnest(CAST(:actions AS text[]), CAST(:loudness AS float8[])) AS weights (action, weight)
            USING (action)
        WHERE activity.at <= :now AND activity.at > :forgotten AND {SHOWN_THEN} AND (
            (activity.batch >= :batch AND activity.batch < :horizon)
            -- known before, but in the future then
            OR (activity.batch < :batch AND activity.at > :then)
        )
    ), loudest AS (
        SELECT DISTINCT ON (topic, hour, reader.person)
            post_topic.topic, heard.at / 3600 AS hour, reader.person, heard.post, heard.weight, heard.at
        FROM heard
        JOIN member AS reader ON reader.id = heard.member AND reader.person IS NOT NULL
        JOIN post ON post.id = heard.post
        JOIN member AS author ON author.id = post.creator AND author.person IS DISTINCT FROM reader.person
        JOIN post_topic ON post_topic.post = heard.post
        ORDER BY topic, hour, reader.person, weight DESC, heard.at, heard.post
    ), louder AS (
        SELECT loudest.*, loudest.weight - coalesce(voice.weight, 0) AS gain
        FROM loudest LEFT JOIN voice USING (topic, hour, person)
        WHERE loudest.weight > coalesce(voice.weight, 0)
    ), kept AS (
        INSERT INTO voice (topic, hour, person, post, weight)
        SELECT topic, hour, person, post, weight FROM louder
        ON CONFLICT (topic, hour, person) DO UPDATE SET post = excluded.post, weight = excluded.weight
    )
    SELECT topic, at, sum(gain) AS gain FROM louder GROUP BY topic, at ORDER BY topic, at
""")  # noqa: S608 (constants)
_WHY = text(f"""
    SELECT topic, count(DISTINCT person) AS people, count(DISTINCT post) AS posts
    FROM voice WHERE topic = ANY(:topics) AND hour > :since AND NOT {hidden_now("voice.post")} GROUP BY topic
""")  # noqa: S608 (constants)
_TOP_POSTS = text(f"""
    SELECT topic, post, people, title, creator, payout, content_id FROM (
        SELECT topic, post, count(DISTINCT person) AS people,
               row_number() OVER (PARTITION BY topic ORDER BY count(DISTINCT person) DESC, post) AS place
        FROM voice WHERE topic = ANY(:topics) AND hour > :since AND NOT {hidden_now("voice.post")}
        GROUP BY topic, post
    ) AS ranked
    JOIN post ON post.id = ranked.post JOIN member ON member.id = post.creator
    WHERE place <= :most ORDER BY topic, place
""")  # noqa: S608 (constants)
# Heat fades and is never taken back: what was given to a post before it was hidden is left to its half-life.
# A topic with nothing to show for it is no trend.
_SILENCED = text(f"""
    SELECT DISTINCT topic FROM voice
    JOIN hidden_span ON hidden_span.post = voice.post AND hidden_span.until IS NULL
    WHERE NOT EXISTS (
        SELECT FROM voice AS other WHERE other.topic = voice.topic AND NOT {hidden_now("other.post")}
    )
""")  # noqa: S608 (constants)
_COMMUNITIES = text("""
    SELECT post.id AS post, token, symbol, name, community_created.creator, 'author' AS reason, block_number
    FROM post JOIN member ON member.id = post.creator
    JOIN community_created ON community_created.creator = member.payout
    WHERE post.id = ANY(:posts)
    UNION
    SELECT post_asset.post, token, symbol, name, creator, 'named', block_number
    FROM post_asset JOIN community_created ON community_created.token = post_asset.asset
    WHERE post_asset.post = ANY(:posts)
    UNION
    SELECT post_asset.post, token, symbol, name, creator, 'named', block_number
    FROM post_asset JOIN community_created ON upper(symbol) = substr(post_asset.asset, 2)
    WHERE post_asset.post = ANY(:posts) AND post_asset.asset LIKE '$%'
    ORDER BY block_number, token, reason
""")

_NOTIFY = text("SELECT pg_notify(:channel, :told)")


def read(session: Session, *, limit: int = TRENDS_MOST) -> list[Trend]:
    """The trends as of the last refresh, the hottest first.

    `why` holds `people` and `posts` of the last 24 h, `top_posts` (`id, title, creator, author, people,
    content_id`), `communities` (`token, symbol, name, creator, reason`: `author` when its creator wrote one
    of these posts, else `named`), and what `add_links` adds. A symbol is no proof: several communities may
    bear one; the oldest comes first.
    """
    return list(session.scalars(select(Trend).order_by(col(Trend.rank)).limit(limit)))


def refresh(session: Session, *, now: int) -> int:
    """Hear what is new, let the rest fade, and replace the trends.

    Every row of activity is heard once, whenever it arrives and in whatever order.

    Args:
        now: the chain's time, unix seconds.
    Returns:
        How many trends there are.
    """
    heats = _faded(_hear(session, now), now)
    _keep(session, heats, now)
    shown = heats.keys() - set(session.connection().execute(_SILENCED).scalars())
    ranked = sorted(shown, key=lambda topic: (-heats[topic].score, topic))[:TRENDS_MOST]
    reasons = _reasons(session, ranked, now)
    session.execute(delete(Trend))
    session.add_all(
        Trend(
            topic=topic,
            rank=rank,
            heat=heats[topic].sums[2],
            rise=heats[topic].rise,
            why=reasons[topic],
            refreshed_at=now,
        )
        for rank, topic in enumerate(ranked, 1)
    )
    session.flush()
    told = json.dumps({"refreshed_at": now, "topics": len(ranked)})
    session.connection().execute(_NOTIFY, {"channel": CHANNEL, "told": told})
    return len(ranked)


def _hear(session: Session, now: int) -> dict[str, Heat]:
    """The heats with every new voice in them; not yet faded to `now`."""
    cursor = session.get(TrendCursor, 1, with_for_update=True)
    if cursor is None:
        cursor = TrendCursor(batch=0, at=0)
        session.add(cursor)
        session.flush()
    horizon = session.connection().execute(_HORIZON).scalar_one()
    heats = {
        row.topic: Heat(row.at, (row.heat_1h, row.heat_6h, row.heat_24h))
        for row in session.scalars(select(TopicHeat))
    }
    window = {"now": now, "forgotten": now - MEMORY, "then": cursor.at}
    batches = {"batch": cursor.batch, "horizon": horizon}
    weights = {"actions": list(WEIGHTS), "loudness": list(WEIGHTS.values())}
    for topic, at, gain in session.connection().execute(_HEAR, window | batches | weights):
        heats[topic] = heats.get(topic, Heat()).added(gain, at)
    cursor.batch, cursor.at = horizon, now
    return heats


def _faded(heats: Mapping[str, Heat], now: int) -> dict[str, Heat]:
    moved = ((topic, heat.moved(now)) for topic, heat in heats.items())
    return {topic: heat for topic, heat in moved if heat.sums[2] >= _COLD}


def _keep(session: Session, heats: Mapping[str, Heat], now: int) -> None:
    session.execute(delete(TopicHeat))
    rows = [
        {
            "topic": topic,
            "at": now,
            "heat_1h": heat.sums[0],
            "heat_6h": heat.sums[1],
            "heat_24h": heat.sums[2],
        }
        for topic, heat in heats.items()
    ]
    if rows:
        session.execute(insert(TopicHeat), rows)
    session.execute(delete(Voice).where(col(Voice.hour) < (now - MEMORY) // HOUR))


def _reasons(session: Session, topics: list[str], now: int) -> dict[str, dict[str, Any]]:
    reasons: dict[str, dict[str, Any]] = {
        topic: {"people": 0, "posts": 0, "top_posts": [], "communities": []} for topic in topics
    }
    connection, window = session.connection(), {"topics": topics, "since": (now - _RECENT) // HOUR}
    for topic, people, posts in connection.execute(_WHY, window):
        reasons[topic] |= {"people": people, "posts": posts}
    for topic, post, people, title, creator, author, content_id in connection.execute(
        _TOP_POSTS, window | {"most": _POSTS_MOST}
    ):
        shown = {"id": post, "title": title, "creator": creator, "author": author, "people": people}
        reasons[topic]["top_posts"].append(shown | {"content_id": content_id})
    _add_communities(session, reasons.values())
    add_links(session, reasons.values(), now=now)
    return reasons


def _add_communities(session: Session, reasons: Iterable[dict[str, Any]]) -> None:
    about: dict[str, list[dict[str, Any]]] = {}
    for why in reasons:
        for post in why["top_posts"]:
            about.setdefault(post["id"], []).append(why)
    for row in session.connection().execute(_COMMUNITIES, {"posts": list(about)}).mappings():
        community = {key: row[key] for key in ("token", "symbol", "name", "creator", "reason")}
        for why in about[row["post"]]:
            known = {link["token"] for link in why["communities"]}
            if row["token"] not in known and len(known) < _COMMUNITIES_MOST:
                why["communities"].append(community)
