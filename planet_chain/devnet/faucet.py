"""The faucet of the local testnet: coins for gas, mock USD₮0, and a creator's verification, for the asking.

It exists on the local testnet only: it refuses every chain id but 31337, and its keys are public.
"""

from typing import Annotated

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from pydantic import BaseModel, StringConstraints

from planet_chain.chain.deployment import Deployment
from planet_chain.devnet.sender import DevSender

OKB_WEI = 10 * 10**18
QUOTE_UNITS = 10_000 * 10**6

Address = Annotated[str, StringConstraints(pattern=r"^0x[0-9a-fA-F]{40}$")]


class Asking(BaseModel):
    """Who asks."""

    address: Address


class Given(BaseModel):
    """What the faucet gave: smallest units, as strings."""

    address: str
    okb_wei: str
    quote_units: str


class Verified(BaseModel):
    """A creator now."""

    address: str
    creator: bool


def create_faucet(rpc_url: str, deployment: Deployment) -> FastAPI:
    """The faucet's HTTP application.

    Raises:
        WrongChain: the node is not the local testnet's.
    """
    sender = DevSender(rpc_url, deployment)
    app = FastAPI(title="Planet devnet faucet", docs_url="/")
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["POST"], allow_headers=["*"])

    @app.post("/faucet")
    def give(asking: Asking) -> Given:
        """10 OKB and 10,000 mock USD₮0."""
        sender.fund(asking.address, OKB_WEI, QUOTE_UNITS)
        return Given(address=asking.address, okb_wei=str(OKB_WEI), quote_units=str(QUOTE_UNITS))

    @app.post("/verify")
    def verify(asking: Asking) -> Verified:
        """Register the address as a creator, by an attestation of the testnet's attester."""
        sender.verify(asking.address)
        return Verified(address=asking.address, creator=True)

    return app
