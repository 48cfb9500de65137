"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from planet_chain.client.model import Model
from planet_chain.client.models.shared import Money


class BoardsOut(Model, frozen=True, kw_only=True):
    """A competition with the first hundred of each board."""

    number: int
    name: str
    opens_at: int
    closes_at: int
    stake: Money
    backing: Money
    state: str
    as_of: int
    people: list[StandingOut]
    communities: list[StandingOut]


class CompetitionOut(Model, frozen=True, kw_only=True):
    """A span of time in which trading counts: docs/math/competitions.md."""

    number: int
    name: str
    opens_at: int
    closes_at: int
    stake: Money
    backing: Money
    state: str
    as_of: int


class EarnerOut(Model, frozen=True, kw_only=True):
    """A place on a season's board."""

    place: int
    account: str
    earned: Money


class PageCompetitionOut(Model, frozen=True, kw_only=True):
    items: list[CompetitionOut]
    next: str | None


class PageSeasonOut(Model, frozen=True, kw_only=True):
    items: list[SeasonOut]
    next: str | None


class PointsOut(Model, frozen=True, kw_only=True):
    """What an account earned by attention."""

    account: str
    earned: Money
    title: TitleOut
    next: TitleOut | None
    season: int
    season_earned: Money


class SeasonBoardOut(Model, frozen=True, kw_only=True):
    """A season with the first hundred of its board."""

    season: int
    first_epoch: int
    last_epoch: int
    opens_at: int
    closes_at: int
    board: list[EarnerOut]


class SeasonOut(Model, frozen=True, kw_only=True):
    """A span of weeks in which points are compared."""

    season: int
    first_epoch: int
    last_epoch: int
    opens_at: int
    closes_at: int


class StandingOut(Model, frozen=True, kw_only=True):
    """A place on a board."""

    place: int
    account: str
    token: str | None
    profit: Money
    capital: Money
    people: int
    score: str


class TitleOut(Model, frozen=True, kw_only=True):
    """A stage that points bring. It belongs to the account: points cannot be moved."""

    code: str
    names: dict[str, str]
    reached_at: Money
