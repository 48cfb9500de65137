"""How the service is doing."""

from fastapi import APIRouter

from planet_chain.api import condition
from planet_chain.api.dependencies import ServiceDep, SessionDep
from planet_chain.api.schemas.operations import HealthOut, ReadyOut, StatusOut

router = APIRouter(tags=["operations"])


@router.get("/health", summary="Is the process alive?")
async def read_health() -> HealthOut:
    """Says ok as long as the process answers at all; asks nobody else."""
    return HealthOut()


@router.get("/ready", summary="Can it do its work?")
def read_ready(service: ServiceDep, session: SessionDep) -> ReadyOut:
    """503 with the reason while the database is down, or the index halted, lags, or is of another chain."""
    return condition.readiness(service, session)


@router.get("/status", summary="What a page needs to start")
def read_status(service: ServiceDep, session: SessionDep) -> StatusOut:
    """Network, contracts, tokens, index, jobs, and what is wrong now."""
    return condition.status_of(service, session)
