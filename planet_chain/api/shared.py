"""Answers that many ask for at once."""

from planet_chain.api.claims import ClaimsReader
from planet_chain.api.kept import Kept, TrendsAsked, TrendsReader
from planet_chain.api.service import Service
from planet_chain.api.together import Together
from planet_chain.store.asking import Asker


class Shared:
    """One a process."""

    def __init__(self, service: Service) -> None:
        url = service.reading.url
        self._askers = (Asker(url), Asker(url))
        claims, trends = self._askers
        self.claims: Together[str, bytes] = Together(ClaimsReader(service, claims).read)
        self.trends: Together[TrendsAsked, Kept] = Together(TrendsReader(service, trends).read)

    async def stop(self) -> None:
        """Give the connections back."""
        for asker in self._askers:
            await asker.close()
