"""Made from web/openapi.json by scripts/client.py. Change the API, not this file."""

from __future__ import annotations

from typing import Literal

import msgspec

from planet_chain.client.model import Model


class BlockOut(Model, frozen=True, kw_only=True):
    """A block, in short."""

    number: int
    at: int


class ContractOut(Model, frozen=True, kw_only=True):
    """Where a contract stands."""

    address: str
    explorer: str | None


class HealthOut(Model, frozen=True, kw_only=True):
    """The process answers."""

    status: Literal["ok"] = msgspec.field(default="ok")


class IndexOut(Model, frozen=True, kw_only=True):
    """How far the index follows the chain."""

    head: BlockOut
    indexed: BlockOut
    safe: BlockOut
    finalized: BlockOut
    lag_blocks: int
    lag_seconds: int
    seen_seconds_ago: int
    halted: str | None


class JobOut(Model, frozen=True, kw_only=True):
    """A background job's last run."""

    name: str
    state: Literal["running", "ok", "failed"]
    started_at: int
    finished_at: int | None
    failures: int
    message: str | None


class MarketOut(Model, frozen=True, kw_only=True):
    """The curve every community starts on."""

    initial_quote: str
    initial_tokens: str
    quote_decimals: int
    token_decimals: int
    platform_fee_bps: Literal[0] = msgspec.field(default=0)


class ReadyOut(Model, frozen=True, kw_only=True):
    """The process can do its work."""

    status: Literal["ready"] = msgspec.field(default="ready")
    block: int
    lag_seconds: int


class StatusOut(Model, frozen=True, kw_only=True):
    """Everything a page needs to start."""

    version: str
    network: str
    chain_id: int
    gas_symbol: str
    rpc_url: str
    explorer: str | None
    faucet_url: str | None
    relays: bool
    contracts: dict[str, ContractOut]
    quote: TokenInfo | None
    points: TokenInfo | None
    market: MarketOut | None
    genesis: str | None
    index: IndexOut | None
    jobs: list[JobOut]
    problems: list[str]


class TokenInfo(Model, frozen=True, kw_only=True):
    """A token the service knows."""

    address: str
    symbol: str
    decimals: int
