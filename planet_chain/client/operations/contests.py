"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from planet_chain.client import models as m
from planet_chain.client.transport import AsyncTransport, Transport


class ContestsCalls(Transport):
    """Contests, for callers that wait."""

    def read_points(self, address: str) -> m.PointsOut:
        """What an account earned by attention, its title, and how far the next one is."""
        return self.call("GET", f"/api/v1/points/{self.quoted(address)}", m.PointsOut)

    def list_seasons(self) -> m.PageSeasonOut:
        """Seasons, the running one first."""
        return self.call("GET", "/api/v1/seasons", m.PageSeasonOut)

    def read_season(self, number: int) -> m.SeasonBoardOut:
        """A season and who earned most in it, of weeks whose roots are active."""
        return self.call("GET", f"/api/v1/seasons/{self.quoted(number)}", m.SeasonBoardOut)

    def list_competitions(self) -> m.PageCompetitionOut:
        """Competitions, the newest first."""
        return self.call("GET", "/api/v1/competitions", m.PageCompetitionOut)

    def read_competition(self, number: int) -> m.BoardsOut:
        """A competition with its boards of people and of communities, from finalized trades."""
        return self.call("GET", f"/api/v1/competitions/{self.quoted(number)}", m.BoardsOut)


class AsyncContestsCalls(AsyncTransport):
    """Contests, for callers that await."""

    async def read_points(self, address: str) -> m.PointsOut:
        """What an account earned by attention, its title, and how far the next one is."""
        return await self.call("GET", f"/api/v1/points/{self.quoted(address)}", m.PointsOut)

    async def list_seasons(self) -> m.PageSeasonOut:
        """Seasons, the running one first."""
        return await self.call("GET", "/api/v1/seasons", m.PageSeasonOut)

    async def read_season(self, number: int) -> m.SeasonBoardOut:
        """A season and who earned most in it, of weeks whose roots are active."""
        return await self.call("GET", f"/api/v1/seasons/{self.quoted(number)}", m.SeasonBoardOut)

    async def list_competitions(self) -> m.PageCompetitionOut:
        """Competitions, the newest first."""
        return await self.call("GET", "/api/v1/competitions", m.PageCompetitionOut)

    async def read_competition(self, number: int) -> m.BoardsOut:
        """A competition with its boards of people and of communities, from finalized trades."""
        return await self.call("GET", f"/api/v1/competitions/{self.quoted(number)}", m.BoardsOut)
