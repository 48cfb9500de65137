"""What an account can claim."""

from fastapi import APIRouter

from planet_chain.api.dependencies import SharedDep
from planet_chain.api.schemas.base import AddressPath
from planet_chain.api.schemas.rewards import ClaimsOut

router = APIRouter(prefix="/claims", tags=["rewards"])


@router.get("/{address}", summary="Read an account's claims")
async def read_claims(address: AddressPath, shared: SharedDep) -> ClaimsOut:
    """Everything `address` can claim now, with proofs, what is on its way, and what was paid."""
    return await shared.claims.ask(address)
