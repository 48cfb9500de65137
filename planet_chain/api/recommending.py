"""Recommendations as readers see them."""

from collections.abc import Iterator

from sqlmodel import Session

from planet_chain.api.schemas.base import quote
from planet_chain.api.schemas.communities import CommunityOut
from planet_chain.api.schemas.people import CreatorCommunity
from planet_chain.api.schemas.posts import PostCreator
from planet_chain.api.schemas.recommendations import (
    Basis,
    ReasonOut,
    RecommendationsOut,
    RecommendedCreator,
    RecommendedGroup,
    RecommendedPost,
    RecommendedTrader,
)
from planet_chain.api.service import Service
from planet_chain.community.recommendations import Recommendations, Recommended, recommend
from planet_chain.core.epoch import ONE
from planet_chain.store.queries.communities import communities_of
from planet_chain.store.queries.summaries import labels_by_creator

_REASONS_MOST = 3
_BP = 10_000


def recommendations_for(
    service: Service, session: Session, who: str | None, *, own: bool, limit: int
) -> RecommendationsOut:
    """What to show `who`; see `planet_chain.community.recommendations.recommend`."""
    found = recommend(session, who, own=own, limit=limit)
    lists = found.lists
    groups = communities_of(session, service.curve, [one.row.id for one in lists["group"]])
    labels = labels_by_creator(session, [one.row.id for one in lists["creator"]])
    basis: Basis = "popular" if not found.reader.shares else "own" if own else "chain"
    return RecommendationsOut(
        account=who,
        basis=basis,
        traders=[
            RecommendedTrader(
                account=one.row.id,
                profit=quote(int(one.row.shown["profit"])),
                capital=quote(int(one.row.shown["capital"])),
                **_place(found, one),
            )
            for one in lists["trader"]
        ],
        creators=[
            RecommendedCreator(
                address=one.row.id,
                community=CreatorCommunity.model_validate(labels[one.row.id])
                if one.row.id in labels
                else None,
                people=one.row.people,
                **_place(found, one),
            )
            for one in lists["creator"]
        ],
        groups=[
            RecommendedGroup(
                community=CommunityOut.of(groups[one.row.id]), people=one.row.people, **_place(found, one)
            )
            for one in lists["group"]
            if one.row.id in groups  # a reorganisation may have taken one away since the last refresh
        ],
        posts=[_post(found, one) for one in lists["post"]],
    )


def _post(found: Recommendations, one: Recommended) -> RecommendedPost:
    shown = one.row.shown
    return RecommendedPost(
        id=one.row.id,
        title=shown["title"],
        type=shown["type"],
        creator=PostCreator(member=shown["member"], address=shown["author"]),
        people=one.row.people,
        **_place(found, one),
    )


def _place(found: Recommendations, one: Recommended) -> dict[str, object]:
    return {"score": str(one.place.score), "why": list(_reasons(found, one))}


def _reasons(found: Recommendations, one: Recommended) -> Iterator[ReasonOut]:
    for feature in one.place.matched[:_REASONS_MOST]:
        yield ReasonOut(code=found.reader.reasons[feature], feature=feature)
    if one.row.kind == "trader":
        yield ReasonOut(code="profit", value=int(one.row.shown["score"]))
    else:
        yield ReasonOut(code="people", value=one.row.people)
    if one.row.multiplier > ONE:
        yield ReasonOut(code="scarce", value=one.row.multiplier * _BP // ONE - _BP)
