"""Points, titles, seasons and competitions."""

from typing import Self

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, Money, Out, points, quote
from planet_chain.core.titles import POINT, Title
from planet_chain.store.competitions import Competition, CompetitionStanding
from planet_chain.store.queries.calendar import bounds
from planet_chain.store.queries.points import Earner
from planet_chain.store.rewards import Calendar


class TitleOut(Out):
    """A stage that points bring. It belongs to the account: points cannot be moved."""

    code: str = Field(examples=["planet"])
    names: dict[str, str] = Field(description="By language.", examples=[{"en": "Planet", "ja": "惑星"}])
    reached_at: Money = Field(description="Points from which it is held.")

    @classmethod
    def of(cls, title: Title) -> Self:
        """The same for readers."""
        return cls(code=title.code, names=dict(title.names), reached_at=points(title.points * POINT))


class PointsOut(Out):
    """What an account earned by attention."""

    account: AddressOut
    earned: Money = Field(description="Under active roots, claimed or not; burning takes no title away.")
    title: TitleOut
    next: TitleOut | None = Field(description="null at the top.")
    season: int
    season_earned: Money


class SeasonOut(Out):
    """A span of weeks in which points are compared."""

    season: int
    first_epoch: int
    last_epoch: int
    opens_at: int
    closes_at: int

    @classmethod
    def of(cls, season: int, weeks: tuple[int, int], dates: Calendar) -> Self:
        """The season of these `weeks`, by the calendar's `dates`."""
        first, last = weeks
        opens_at, closes_at = bounds(dates, first)[0], bounds(dates, last)[1]
        return cls(season=season, first_epoch=first, last_epoch=last, opens_at=opens_at, closes_at=closes_at)


class EarnerOut(Out):
    """A place on a season's board."""

    place: int
    account: AddressOut
    earned: Money

    @classmethod
    def of(cls, place: int, row: Earner) -> Self:
        """The account in `row`."""
        return cls(place=place, account=row.account, earned=points(row.amount))


class SeasonBoardOut(SeasonOut):
    """A season with the first hundred of its board."""

    board: list[EarnerOut]


class CompetitionOut(Out):
    """A span of time in which trading counts: docs/math/competitions.md."""

    number: int
    name: str
    opens_at: int
    closes_at: int
    stake: Money = Field(description="Capital below which nobody is ranked.")
    backing: Money = Field(description="The most of a profit that one other person's money stands behind.")
    state: str = Field(examples=["open", "closed"])
    as_of: int = Field(description="The last finalized block that the boards know.")

    @classmethod
    def of(cls, row: Competition) -> Self:
        """The competition in `row`."""
        names = ("number", "name", "opens_at", "closes_at", "state", "as_of")
        shown = {name: getattr(row, name) for name in names}
        return cls(**shown, stake=quote(row.stake), backing=quote(row.backing))


class StandingOut(Out):
    """A place on a board."""

    place: int
    account: AddressOut = Field(description="The person's, or that of the community's creator.")
    token: AddressOut | None = Field(description="The community's; null for a person.")
    profit: Money
    capital: Money
    people: int
    score: str = Field(description="Profit in millionths of the capital, decimal text.", examples=["125000"])

    @classmethod
    def of(cls, row: CompetitionStanding) -> Self:
        """The place in `row`."""
        names = ("place", "account", "token", "people")
        shown = {name: getattr(row, name) for name in names}
        return cls(**shown, profit=quote(row.profit), capital=quote(row.capital), score=str(row.score))


class BoardsOut(CompetitionOut):
    """A competition with the first hundred of each board."""

    people: list[StandingOut]
    communities: list[StandingOut]
