"""Trends as readers see them: what the job found, with the communities' figures of now."""

from collections.abc import Mapping
from typing import Any

from planet_chain.api.listing import impact
from planet_chain.api.money import token_money
from planet_chain.api.schemas.base import TOKEN_DECIMALS, TokenMoney, quote
from planet_chain.api.schemas.communities import CommunityOut, RiskOut
from planet_chain.api.schemas.posts import PostCreator
from planet_chain.api.schemas.record import SummaryOut
from planet_chain.api.schemas.trends import (
    TrendAirdrop,
    TrendCommunity,
    TrendMembership,
    TrendOut,
    TrendPost,
    TrendQuestion,
)
from planet_chain.api.service import Service
from planet_chain.core.addresses import ZERO_ADDRESS
from planet_chain.core.record import LONGEST, Summary
from planet_chain.core.risks import Figures, risks_of
from planet_chain.store.community import Trend
from planet_chain.store.queries.communities import Community

Known = Mapping[str, Community]


def trend_out(service: Service, row: Trend, known: Known, size: int | None) -> TrendOut:
    """The trend in `row`.

    Args:
        known: its communities by token; a reorganisation may have taken one away since the last refresh.
        size: quote units of the purchase that risks are told for; None for none.
    """
    why: dict[str, Any] = row.why
    links = [link for link in why["communities"] if link["token"] in known]
    return TrendOut(
        **{name: getattr(row, name) for name in ("topic", "rank", "heat", "rise", "refreshed_at")},
        people=why["people"],
        posts=why["posts"],
        top_posts=[_post(post) for post in why["top_posts"]],
        communities=[_community(link, known[link["token"]], row.refreshed_at, size) for link in links],
        memberships=[
            TrendMembership(**{**tier, "price": quote(int(tier["price"]))}) for tier in why["memberships"]
        ],
        questions=[_question(one) for one in why["questions"]],
        airdrops=[_airdrop(service, one, known) for one in why["airdrops"]],
    )


def _post(post: Mapping[str, Any]) -> TrendPost:
    earlier = _summary(post["record"])
    return TrendPost(
        id=post["id"],
        title=post["title"],
        creator=PostCreator(member=post["creator"], address=post["author"]),
        people=post["people"],
        record=SummaryOut.of(LONGEST, earlier) if earlier else None,
    )


def _community(link: Mapping[str, Any], row: Community, now: int, size: int | None) -> TrendCommunity:
    impact_bp = None if size is None else impact(row, size)
    figures = Figures(
        supply=row.supply,
        creator_balance=int(link["creator_balance"]),
        top_ten=int(link["top_ten"]),
        holders=row.holders,
        age=max(0, now - row.created_at),
        reserve=row.reserve,
        paid=size,
        impact_bp=impact_bp,
        earlier=_summary(link["record"]),
    )
    return TrendCommunity(
        community=CommunityOut.of(row),
        reason=link["reason"],
        price_impact_bp=impact_bp,
        risks=[RiskOut.of(risk) for risk in risks_of(figures)],
    )


def _question(one: Mapping[str, Any]) -> TrendQuestion:
    creator = None if one["creator"] == ZERO_ADDRESS else one["creator"]
    return TrendQuestion(**{**one, "creator": creator, "prize": quote(int(one["prize"]))})


def _airdrop(service: Service, one: Mapping[str, Any], known: Known) -> TrendAirdrop:
    token, left = one["token"], int(one["left"])
    if token in known:
        named = TokenMoney(token=token, symbol=known[token].symbol, amount=str(left), decimals=TOKEN_DECIMALS)
    else:
        named = token_money(service, token, left)
    same = {name: one[name] for name in ("campaign", "funder", "claims", "starts_at", "ends_at", "reason")}
    return TrendAirdrop(**same, left=named)


def _summary(told: Mapping[str, Any] | None) -> Summary | None:
    return None if told is None else Summary(**told)
