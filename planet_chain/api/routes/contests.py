"""Points with their titles, seasons, and the two boards of Planet Wars."""

from typing import Annotated

from fastapi import APIRouter, Path
from sqlmodel import Session

from planet_chain.api.dependencies import ReadDep
from planet_chain.api.errors import NotFound
from planet_chain.api.schemas.base import AddressPath, Page, points
from planet_chain.api.schemas.contests import (
    BoardsOut,
    CompetitionOut,
    EarnerOut,
    PointsOut,
    SeasonBoardOut,
    SeasonOut,
    StandingOut,
    TitleOut,
)
from planet_chain.community import competitions
from planet_chain.core.titles import next_title, season_of, title_of, weeks_of
from planet_chain.store.competitions import Competition
from planet_chain.store.queries.calendar import calendar
from planet_chain.store.queries.points import earned, season_board

router = APIRouter(tags=["contests"])

Number = Annotated[int, Path(ge=1, lt=2**31, examples=[1])]


@router.get("/points/{address}", summary="Read an account's points")
def read_points(address: AddressPath, session: ReadDep) -> PointsOut:
    """What an account earned by attention, its title, and how far the next one is."""
    season = season_of(calendar(session).open_epoch)
    amount, after = earned(session, address), next_title(earned(session, address))
    rows = season_board(session, *weeks_of(season), account=address)
    return PointsOut(
        account=address,
        earned=points(amount),
        title=TitleOut.of(title_of(amount)),
        next=TitleOut.of(after) if after else None,
        season=season,
        season_earned=points(rows[0].amount if rows else 0),
    )


@router.get("/seasons", summary="List seasons")
def list_seasons(session: ReadDep) -> Page[SeasonOut]:
    """Seasons, the running one first."""
    dates = calendar(session)
    numbers = range(season_of(dates.open_epoch), 0, -1)
    return Page(items=[SeasonOut.of(number, weeks_of(number), dates) for number in numbers], next=None)


@router.get("/seasons/{number}", summary="Read a season")
def read_season(number: Number, session: ReadDep) -> SeasonBoardOut:
    """A season and who earned most in it, of weeks whose roots are active."""
    dates = calendar(session)
    if number > season_of(dates.open_epoch):
        raise NotFound("season", str(number))
    rows = season_board(session, *weeks_of(number))
    board = [EarnerOut.of(place, row) for place, row in enumerate(rows, 1)]
    season = SeasonOut.of(number, weeks_of(number), dates)
    return SeasonBoardOut(**season.model_dump(), board=board)


@router.get("/competitions", summary="List competitions")
def list_competitions(session: ReadDep) -> Page[CompetitionOut]:
    """Competitions, the newest first."""
    rows = competitions.competitions(session)
    return Page(items=[CompetitionOut.of(row) for row in rows], next=None)


@router.get("/competitions/{number}", summary="Read a competition")
def read_competition(number: Number, session: ReadDep) -> BoardsOut:
    """A competition with its boards of people and of communities, from finalized trades."""
    shown = CompetitionOut.of(_existing(session, number)).model_dump()
    boards = {
        name: [StandingOut.of(row) for row in competitions.board(session, number, name)]
        for name in ("people", "communities")
    }
    return BoardsOut(**shown, people=boards["people"], communities=boards["communities"])


def _existing(session: Session, number: int) -> Competition:
    row = session.get(Competition, number)
    if row is None:
        raise NotFound("competition", str(number))
    return row
