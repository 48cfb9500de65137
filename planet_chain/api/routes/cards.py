"""Pictures for links: what other sites show beside the address of a community or a post."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Path, Query, Response

from planet_chain.api.cards.draw import Card, Language, png, tag_of
from planet_chain.api.cards.facts import community_card, post_card
from planet_chain.api.dependencies import ReadDep, ServiceDep
from planet_chain.api.schemas.base import AddressPath

router = APIRouter(prefix="/cards", tags=["content"])

_PNG: Final = "image/png"
_PICTURE: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The picture, 1200 by 630.",
        "content": {_PNG: {"schema": {"type": "string", "format": "binary"}}},
    },
    304: {"description": "The reader has it."},
}
_KEPT: Final = "public, max-age=300"

In = Annotated[Language, Query(alias="language", description="Of the card's own words.")]
Known = Annotated[str, Header(alias="If-None-Match", include_in_schema=False)]


@router.get(
    "/communities/{token}.png",
    summary="Draw a community's card",
    response_class=Response,
    responses=_PICTURE,
)
def draw_community(
    token: AddressPath, service: ServiceDep, session: ReadDep, language: In = "en", known: Known = ""
) -> Response:
    """A community's name, symbol, holders and fees, with its creator's planet."""
    return _answer(community_card(service, session, token, language), known)


@router.get(
    "/posts/{post:path}.png", summary="Draw a post's card", response_class=Response, responses=_PICTURE
)
def draw_post(
    post: Annotated[str, Path(min_length=1, max_length=128, examples=["p-77"])],
    session: ReadDep,
    language: In = "en",
    known: Known = "",
) -> Response:
    """A post's title, its author and its topics, with the author's planet."""
    return _answer(post_card(session, post, language), known)


def _answer(card: Card, known: str) -> Response:
    tag = tag_of(card)
    headers = {"ETag": tag, "Cache-Control": _KEPT}
    if tag in {each.strip().removeprefix("W/") for each in known.split(",")}:
        return Response(status_code=304, headers=headers)
    return Response(png(card), media_type=_PNG, headers=headers)
