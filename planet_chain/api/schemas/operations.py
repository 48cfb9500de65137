"""How the service and its chain are doing, and what a page needs to start."""

from typing import Literal

from pydantic import Field

from planet_chain.api.schemas.base import AddressOut, HashOut, Out


class HealthOut(Out):
    """The process answers."""

    status: Literal["ok"] = "ok"


class ReadyOut(Out):
    """The process can do its work."""

    status: Literal["ready"] = "ready"
    block: int = Field(description="Newest indexed block.")
    lag_seconds: int


class ContractOut(Out):
    """Where a contract stands."""

    address: AddressOut
    explorer: str | None


class TokenInfo(Out):
    """A token the service knows."""

    address: AddressOut
    symbol: str
    decimals: int


class BlockOut(Out):
    """A block, in short."""

    number: int
    at: int


class IndexOut(Out):
    """How far the index follows the chain."""

    head: BlockOut = Field(description="The chain's newest block, as the indexer last saw it.")
    indexed: BlockOut
    safe: BlockOut
    finalized: BlockOut
    lag_blocks: int
    lag_seconds: int
    seen_seconds_ago: int = Field(description="Since the indexer last looked at the chain.")
    halted: str | None = Field(description="Why the indexer stopped for good; null while it runs.")


class JobOut(Out):
    """A background job's last run."""

    name: str
    state: Literal["running", "ok", "failed"]
    started_at: int
    finished_at: int | None
    failures: int = Field(description="In a row.")
    message: str | None


class MarketOut(Out):
    """The curve every community starts on."""

    initial_quote: str
    initial_tokens: str
    quote_decimals: int
    token_decimals: int
    platform_fee_bps: Literal[0] = Field(0, description="There is no code path for one.")


class StatusOut(Out):
    """Everything a page needs to start."""

    version: str
    network: str
    chain_id: int
    gas_symbol: str
    rpc_url: str = Field(description="The node that browsers use.")
    explorer: str | None
    faucet_url: str | None = Field(description="On the local testnet only.")
    relays: bool = Field(description="Whether claims are sent for people without gas.")
    contracts: dict[str, ContractOut]
    quote: TokenInfo | None
    points: TokenInfo | None
    market: MarketOut | None
    genesis: HashOut | None = Field(description="Hash of block 0.")
    index: IndexOut | None
    jobs: list[JobOut]
    problems: list[str] = Field(description="What is wrong now, in words; empty when all is well.")
