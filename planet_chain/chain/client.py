"""Connections to a node that answer in time or fail in words, and never to the wrong chain."""

from typing import Any, Final

import requests
from web3 import HTTPProvider, Web3
from web3.exceptions import Web3Exception
from web3.providers.rpc.utils import ExceptionRetryConfiguration

from planet_chain.core.errors import PlanetError

# seconds: until the connection stands, and between two bytes of an answer
_TIMEOUT: Final = (5, 20)


class WrongChain(PlanetError):
    """The node serves another chain than the one asked for."""

    def __init__(self, rpc_url: str, expected: int, found: int) -> None:
        super().__init__(
            "wrong-chain",
            f"{rpc_url} is chain {found}, not {expected};"
            f" give the URL of a node of chain {expected} (PLANET_RPC_URL or --rpc-url).",
        )
        self.expected = expected
        self.found = found


class NodeUnreachable(PlanetError):
    """The node does not answer."""

    def __init__(self, rpc_url: str, reason: str) -> None:
        super().__init__(
            "node-unreachable",
            f"The node at {rpc_url} does not answer ({reason});"
            " start it, or name another one (PLANET_RPC_URL or --rpc-url).",
        )


def connect(rpc_url: str, expected_chain_id: int) -> Web3:
    """A client of the node at `rpc_url`, whose chain id was asked and is the expected one.

    Raises:
        WrongChain: the node serves another chain.
        NodeUnreachable: it does not answer, or with something else than JSON-RPC.
    """
    w3 = client(rpc_url)
    try:
        found = w3.eth.chain_id
    except (requests.RequestException, Web3Exception, ValueError, OSError) as error:
        raise NodeUnreachable(rpc_url, reason_of(error)) from error
    if found != expected_chain_id:
        raise WrongChain(rpc_url, expected_chain_id, found)
    return w3


def client(rpc_url: str) -> Web3:
    """A client of the node at `rpc_url`, not yet asked anything; reads are tried three times."""
    retry = ExceptionRetryConfiguration(
        errors=(requests.ConnectionError, requests.Timeout), retries=3, backoff_factor=0.25
    )
    provider = HTTPProvider(
        rpc_url, request_kwargs={"timeout": _TIMEOUT}, exception_retry_configuration=retry
    )
    return Web3(provider)


def reason_of(error: Any) -> str:
    """Why a request failed, in a few words: the libraries' own texts run over many lines."""
    if isinstance(error, requests.Timeout):
        return "it took too long"
    if isinstance(error, requests.ConnectionError):
        return "no connection"
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"HTTP {error.response.status_code}"
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
