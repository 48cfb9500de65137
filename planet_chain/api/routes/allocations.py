"""Why a creator is paid what it is paid in a week: public, as the bundle is."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Response
from sqlmodel import Session

from planet_chain.api.dependencies import ReadDep
from planet_chain.api.errors import NotFound
from planet_chain.api.paging import Cursor, Limit, decode_cursor, page_of
from planet_chain.api.schemas.allocations import AllocationOut, AllocationsOut, PaidCreator
from planet_chain.api.schemas.base import AddressPath, Page, quote
from planet_chain.rewards.explanation import Story
from planet_chain.rewards.picture import drawn
from planet_chain.rewards.settlement import Allocation, Line
from planet_chain.store.queries import rewards
from planet_chain.store.queries.posts import posts_of

router = APIRouter(prefix="/epochs/{number}/allocations", tags=["rewards"])

Number = Annotated[int, Path(ge=1, lt=2**31, examples=[1], description="1 for the first week.")]
_SVG: Final = "image/svg+xml"
_PICTURE: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The picture.", "content": {_SVG: {"schema": {"type": "string"}}}}
}


@router.get("", summary="List what a week pays")
def list_allocations(
    number: Number, session: ReadDep, cursor: Cursor = None, limit: Limit = 50
) -> Page[PaidCreator]:
    """The creators that the week pays, the best paid first."""
    _expect_closed(session, number)
    after = decode_cursor(cursor, int, str)
    rows = rewards.allocations_by_pay(session, number, after=after, limit=limit + 1)
    shown, following = page_of(rows, limit, lambda row: (row.paid, row.entity))
    return Page(items=[PaidCreator.of(row) for row in shown], next=following)


@router.get("/{address}", summary="Explain a creator's week")
def read_allocations(number: Number, address: AddressPath, session: ReadDep) -> AllocationsOut:
    """What the week pays at `address`: from which tranche, what the cap cut, and for which posts."""
    _expect_closed(session, number)
    found = rewards.allocations_in(session, number, address)
    named = posts_of(session, [line.post for _, lines in found for line in lines])
    titles = {post.id: "" if post.hidden else post.title for post in named}
    return AllocationsOut(
        epoch=number,
        account=address,
        paid=quote(sum(row.paid for row, _ in found)),
        allocations=[AllocationOut.of(row, lines, titles) for row, lines in found],
        picture=f"/api/v1/epochs/{number}/allocations/{address}/picture.svg" if found else None,
    )


@router.get(
    "/{address}/picture.svg",
    summary="Draw a creator's week",
    response_class=Response,
    responses=_PICTURE,
)
def draw_allocation(number: Number, address: AddressPath, session: ReadDep) -> Response:
    """The same as a picture. Who brought it is in the bundle: `planet rewards explain` draws that too."""
    _expect_closed(session, number)
    found = rewards.allocations_in(session, number, address)
    if not found:
        raise NotFound("allocation", f"of epoch {number} to {address}")
    row, lines = found[0]
    paid = Allocation(row.entity, row.account, row.value, row.base, row.cut, row.paid)
    posts = [Line(line.entity, line.post, line.amount) for line in lines]
    return Response(drawn(Story(number, paid, [], posts)), media_type=_SVG)


def _expect_closed(session: Session, number: int) -> None:
    if rewards.epoch(session, number) is None:
        raise NotFound("epoch", str(number))
