"""Topics that somebody was on lately."""

from sqlalchemy import select, text
from sqlmodel import Session, col

from planet_chain.store.community import TopicHeat
from planet_chain.store.moderation import hidden_now

_SHOWS = text(f"""EXISTS (
    SELECT FROM voice WHERE voice.topic = topic_heat.topic AND NOT {hidden_now("voice.post")}
)""")


def topics(
    session: Session, *, prefix: str = "", after: str | None = None, limit: int = 50
) -> list[TopicHeat]:
    """At most `limit` topics that begin with `prefix`, by name; one whose posts are all hidden is left out.

    Args:
        after: the last topic of the page before.
    """
    query = select(TopicHeat).where(_SHOWS).order_by(col(TopicHeat.topic)).limit(limit)
    if prefix:
        query = query.where(col(TopicHeat.topic).startswith(prefix, autoescape=True))
    if after is not None:
        query = query.where(col(TopicHeat.topic) > after)
    return list(session.scalars(query))
