"""Answers that many ask for at once."""

from planet_chain.api.claims import ClaimsReader
from planet_chain.api.kept import Kept, TrendsAsked, TrendsReader
from planet_chain.api.schemas.rewards import ClaimsOut
from planet_chain.api.service import Service
from planet_chain.api.together import Together


class Shared:
    """One a process."""

    def __init__(self, service: Service) -> None:
        self.claims: Together[str, ClaimsOut] = Together(ClaimsReader(service).read)
        self.trends: Together[TrendsAsked, Kept] = Together(TrendsReader(service).read)
