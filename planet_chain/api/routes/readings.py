"""Why I earned it: for the reader alone, who has to be signed in."""

from fastapi import APIRouter

from planet_chain.api.dependencies import AccountDep, ServiceDep, SessionDep
from planet_chain.api.readings import readings_of
from planet_chain.api.routes.allocations import Number
from planet_chain.api.schemas.readings import ReadingsOut

router = APIRouter(prefix="/epochs/{number}/readings", tags=["rewards"])


@router.get("", summary="Explain my own week")
def read_readings(
    number: Number, account: AccountDep, service: ServiceDep, session: SessionDep
) -> ReadingsOut:
    """What the reading of the account that is signed in gave to whom, line by line; nobody else sees it."""
    return readings_of(service, session, number, account)
