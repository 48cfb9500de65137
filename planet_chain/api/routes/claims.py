"""What an account can claim."""

from collections.abc import Awaitable

from fastapi import APIRouter, Request, Response

from planet_chain.api.dependencies import SharedDep
from planet_chain.api.schemas.base import AddressPath
from planet_chain.api.schemas.rewards import ClaimsOut
from planet_chain.api.shared import Shared
from planet_chain.api.straight import straight
from planet_chain.core.addresses import is_address


def _short(request: Request) -> Awaitable[Response] | None:
    address = request.path_params["address"]
    return _answer(request.app.state.shared, address.lower()) if is_address(address) else None


router = APIRouter(prefix="/claims", tags=["rewards"], route_class=straight(_short))


@router.get("/{address}", summary="Read an account's claims", response_model=ClaimsOut)
async def read_claims(address: AddressPath, shared: SharedDep) -> Response:
    """Everything `address` can claim now, with proofs, what is on its way, and what was paid."""
    return await _answer(shared, address)


async def _answer(shared: Shared, address: str) -> Response:
    return Response(await shared.claims.ask(address), media_type="application/json")
