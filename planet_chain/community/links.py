"""What a trend leads to beside posts and communities: memberships, open questions and airdrops, records.

Looked up when trends are refreshed, for all of them at once, so that a request reads one row a trend.
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Final, Literal

from sqlmodel import Session

from planet_chain.core.record import LONGEST
from planet_chain.store.queries.airdrops import open_campaigns
from planet_chain.store.queries.calls import records_of
from planet_chain.store.queries.communities import concentrations_of
from planet_chain.store.queries.memberships import tiers_of
from planet_chain.store.queries.questions import open_questions

EACH_MOST: Final = 5
"""Of memberships, of questions, of airdrops in a trend."""

_TIER: Final = ("creator", "tier", "name", "price", "period_days", "seats", "passes", "soulbound")
_QUESTION: Final = ("question", "asker", "creator", "prize", "answers", "answer_by", "content_id")
_AIRDROP: Final = ("campaign", "funder", "token", "left", "claims", "starts_at", "ends_at")
_AMOUNTS: Final = ("price", "prize", "left")

Reason = Literal["author", "content", "community"]
Why = dict[str, Any]


def add_links(session: Session, reasons: Iterable[Why], *, now: int) -> None:
    """Add to each of `reasons` (as `trends` makes them) what it leads to, with figures as of now.

    `memberships`, `questions` and `airdrops` of the authors of its posts (`author`) and of the creators of
    its communities (`community`); of questions also those that name the content of one of its posts
    (`content`), of airdrops also those of its communities' tokens. An airdrop that this service cannot prove
    is left out, and so is one that merely names a post: anybody can name one, in a token of their own. Its
    posts get `record`, and its communities `creator_balance`, `top_ten` and `record`: what became of their
    creators' calls after 7 days, or None.

    Args:
        now: the chain's time, unix seconds.
    """
    whys = list(reasons)
    _add_records(session, whys)
    _add_concentration(session, whys)
    creators = sorted({who for why in whys for who in _creators(why)})
    contents = sorted({content for why in whys for content in _contents(why)})
    tokens = sorted({link["token"] for why in whys for link in why["communities"]})
    tiers = [_plain(tier, _TIER) for tier in tiers_of(session, creators)]
    questions = [_plain(one, _QUESTION) for one in open_questions(session, creators, contents, now=now)]
    campaigns = [_plain(one, _AIRDROP) for one in open_campaigns(session, creators, tokens, now=now)]
    for why in whys:
        named = _creators(why)
        named_tokens = {link["token"] for link in why["communities"]}
        why["memberships"] = _first(
            {**tier, "reason": named[tier["creator"]]} for tier in tiers if tier["creator"] in named
        )
        why["questions"] = _first(
            {**one, "reason": named.get(one["creator"], "content")}
            for one in questions
            if one["creator"] in named or one["content_id"] in _contents(why)
        )
        why["airdrops"] = _first(
            {**one, "reason": named.get(one["funder"], "community")}
            for one in campaigns
            if one["funder"] in named or one["token"] in named_tokens
        )


def _creators(why: Why) -> dict[str, Reason]:
    """Lower-case address -> how it belongs to the trend; authors first."""
    found: dict[str, Reason] = {link["creator"]: "community" for link in why["communities"]}
    return found | {post["author"]: "author" for post in why["top_posts"] if post["author"]}


def _contents(why: Why) -> set[str]:
    return {post["content_id"] for post in why["top_posts"] if post["content_id"]}


def _add_records(session: Session, whys: list[Why]) -> None:
    authors = {post["creator"] for why in whys for post in why["top_posts"]}
    creators = {link["creator"] for why in whys for link in why["communities"]}
    by_member, by_address = records_of(session, authors, "id"), records_of(session, creators)
    for why in whys:
        for post in why["top_posts"]:
            earlier = by_member.get(post["creator"])
            post["record"] = asdict(earlier.others[LONGEST]) if earlier else None
        for link in why["communities"]:
            earlier = by_address.get(link["creator"])
            link["record"] = asdict(earlier.others[LONGEST]) if earlier else None


def _add_concentration(session: Session, whys: list[Why]) -> None:
    links = [link for why in whys for link in why["communities"]]
    found = concentrations_of(session, {link["token"] for link in links})
    for link in links:
        held = found[link["token"]]
        link |= {"creator_balance": str(held.creator), "top_ten": str(held.top_ten)}


def _plain(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    """Amounts may be a uint256, which no JSON number holds."""
    return {name: str(getattr(row, name)) if name in _AMOUNTS else getattr(row, name) for name in names}


def _first(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return list(rows)[:EACH_MOST]
