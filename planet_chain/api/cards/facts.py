"""What a card says, from the index and the community."""

from sqlmodel import Session

from planet_chain.api.cards.draw import CommunityCard, Language, PostCard
from planet_chain.api.cards.letters import plain
from planet_chain.api.listing import community_named
from planet_chain.api.service import Service
from planet_chain.community import posts
from planet_chain.community.errors import PostUnknown
from planet_chain.store.queries.summaries import labels_by_creator


def community_card(service: Service, session: Session, token: str, language: Language) -> CommunityCard:
    """The card of the community of lower-case `token`.

    Raises:
        NotFound: there is none.
    """
    row = community_named(service, session, token)
    return CommunityCard(row.creator, row.name, row.symbol, row.holders, row.fee_bps, language)


def post_card(session: Session, post: str, language: Language) -> PostCard:
    """The card of the post with this id.

    Raises:
        PostUnknown: there is none, or it is hidden: nobody shows its words elsewhere.
    """
    row = posts.get(session, post)
    if row.hidden:
        raise PostUnknown(post)
    seed = row.author or row.creator
    label = labels_by_creator(session, [row.author]).get(row.author) if row.author else None
    author = f"{label.name} (${label.symbol})" if label else row.creator
    return PostCard(seed, plain(row.title) or plain(row.text), author, row.topics, language)
