"""Connections to a node that answer in time or fail in words, and never to the wrong chain."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

import requests
from web3 import HTTPProvider, Web3
from web3.contract import Contract
from web3.exceptions import Web3Exception
from web3.providers.rpc.utils import ExceptionRetryConfiguration
from web3.types import RPCEndpoint, RPCResponse

from planet_chain.chain.abi import abi_of
from planet_chain.chain.deployment import Deployment
from planet_chain.core.errors import PlanetError

# seconds: until the connection stands, and between two bytes of an answer
_TIMEOUT: Final = (5, 20)


class WrongChain(PlanetError):
    """The node serves another chain than the one asked for."""

    def __init__(self, rpc_url: str, expected: int, found: int) -> None:
        super().__init__(
            "wrong-chain",
            f"{shown(rpc_url)} is chain {found}, not {expected};"
            f" give the URL of a node of chain {expected} (PLANET_RPC_URL or --rpc-url).",
        )
        self.expected = expected
        self.found = found


class NodeUnreachable(PlanetError):
    """The node does not answer, or not in JSON-RPC."""

    def __init__(self, rpc_url: str, reason: str) -> None:
        super().__init__(
            "node-unreachable",
            f"The node at {shown(rpc_url)} does not answer ({reason});"
            " start it, or name another one (PLANET_RPC_URL or --rpc-url).",
        )


class Node(HTTPProvider):
    """An HTTP provider whose every failure of transport is `NodeUnreachable`; each call is tried three times.

    Sending twice is harmless: a signed transaction has one hash, and the chain takes it once.
    """

    def __init__(self, rpc_url: str) -> None:
        retry = ExceptionRetryConfiguration(
            errors=(requests.ConnectionError, requests.Timeout), retries=3, backoff_factor=0.25
        )
        super().__init__(rpc_url, request_kwargs={"timeout": _TIMEOUT}, exception_retry_configuration=retry)
        self._rpc_url = rpc_url

    def make_request(self, method: RPCEndpoint, params: Any) -> RPCResponse:
        with self._failures():
            response: RPCResponse = super().make_request(method, params)
        return response

    def make_batch_request(
        self, batch_requests: list[tuple[RPCEndpoint, Any]]
    ) -> list[RPCResponse] | RPCResponse:
        with self._failures():
            return super().make_batch_request(batch_requests)

    @contextmanager
    def _failures(self) -> Iterator[None]:
        try:
            yield
        except (requests.RequestException, ValueError) as error:
            raise NodeUnreachable(self._rpc_url, _reason_of(error)) from error


def connect(rpc_url: str, expected_chain_id: int) -> Web3:
    """A client of the node at `rpc_url`, whose chain id was asked and is the expected one.

    Raises:
        WrongChain: the node serves another chain.
        NodeUnreachable: it does not answer, or with something else than JSON-RPC.
    """
    w3 = Web3(Node(rpc_url))
    try:
        found = w3.eth.chain_id
    except Web3Exception as error:
        raise NodeUnreachable(rpc_url, _reason_of(error)) from error
    if found != expected_chain_id:
        raise WrongChain(rpc_url, expected_chain_id, found)
    return w3


def contract_at(w3: Web3, deployment: Deployment, name: str) -> Contract:
    """Contract `name` of `deployment`, ready for calls.

    Raises:
        NotDeployed: the deployment does not hold it.
    """
    return w3.eth.contract(Web3.to_checksum_address(deployment.address(name)), abi=abi_of(name))


def shown(rpc_url: str) -> str:
    """`rpc_url` without what may be a secret: providers put keys into the path, the query and the user."""
    parts = urlsplit(rpc_url)
    host = parts.netloc.rpartition("@")[2]
    return (
        f"{parts.scheme}://{host}/…" if parts.path.strip("/") or parts.query else f"{parts.scheme}://{host}"
    )


def _reason_of(error: Exception) -> str:
    # the libraries' own texts run over many lines and repeat the URL
    if isinstance(error, requests.Timeout):
        return "it took too long"
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"HTTP {error.response.status_code}"
    if isinstance(error, requests.ConnectionError):
        return "no connection"
    if isinstance(error, requests.RequestException):
        return "this is no URL of a node"
    return "its answer is no JSON-RPC"
