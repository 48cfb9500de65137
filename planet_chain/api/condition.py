"""Whether the service can do its work, and if not, why in words."""

import re
from typing import Final

from sqlalchemy import text
from sqlmodel import Session

from planet_chain.api.errors import public_sentence
from planet_chain.api.listing import index_of
from planet_chain.api.metrics import Metrics
from planet_chain.api.schemas.base import QUOTE_DECIMALS, TOKEN_DECIMALS
from planet_chain.api.schemas.operations import (
    BlockOut,
    ContractOut,
    IndexOut,
    JobOut,
    MarketOut,
    ReadyOut,
    StatusOut,
    TokenInfo,
)
from planet_chain.api.service import Service
from planet_chain.api.version import VERSION
from planet_chain.chain.deployment import Deployment
from planet_chain.core.errors import PlanetError
from planet_chain.store.community import Job
from planet_chain.store.queries import summaries
from planet_chain.store.queries.index import IndexStatus, alarms, index_status

_FAILED: Final = "failed"
_URL: Final = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)


class IndexHalted(PlanetError):
    """The indexer met what it must not guess about."""

    def __init__(self, reason: str) -> None:
        super().__init__("index-halted", f"The index stopped for good: {reason}")


class IndexBehind(PlanetError):
    """The index does not keep up with the chain, or nobody runs it."""

    def __init__(self, seconds: int, what: str) -> None:
        super().__init__("index-behind", f"The index is {seconds} s behind: {what}.")


class IndexOfOtherChain(PlanetError):
    """The database holds the index of another chain."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(
            "index-of-other-chain",
            f"The database holds the index of chain {found}, but the contracts stand on {expected};"
            " `planet index status` says what to do.",
        )


def readiness(service: Service, session: Session) -> ReadyOut:
    """How far the index is, when the service can do its work.

    Raises:
        PlanetError: it cannot, and why.
    """
    deployment = service.deployment
    status = index_of(session)
    check_index(deployment, status, _idle_seconds(session, status), service.lag_limit)
    _ = service.node  # asks a node that was not asked before for its chain id
    return ReadyOut(block=status.indexed_number, lag_seconds=status.lag_seconds)


def check_index(deployment: Deployment, status: IndexStatus, idle: int, limit: int) -> None:
    """Refuse an index that halted, is of another chain, or is more than `limit` seconds behind.

    Args:
        idle: seconds since the indexer last looked at the chain.
    """
    if status.halted is not None:
        raise IndexHalted(status.halted)
    chains = (str(deployment.chain_id), str(status.chain_id))
    if deployment.genesis is not None and deployment.chain_id == status.chain_id:
        chains = (deployment.genesis, status.genesis_hash)
    if chains[0] != chains[1]:
        raise IndexOfOtherChain(*chains)
    if status.lag_seconds > limit:
        raise IndexBehind(status.lag_seconds, f"it has block {status.indexed_number} of {status.head_number}")
    if idle > limit:
        raise IndexBehind(
            idle, "the indexer has not looked at the chain since; is `planet index run` running?"
        )


def status_of(service: Service, session: Session) -> StatusOut:
    """Everything a page needs to start, and what is wrong now."""
    problems: list[str] = []
    try:
        readiness(service, session)
    except PlanetError as error:
        problems.append(public_sentence(error.code, error.sentence))
    index = index_status(session)
    problems += [f"The index is in doubt: {each.sentence}" for each in alarms(session)]
    jobs = [_job(job) for job in summaries.jobs(session)]
    problems += [
        f"The job {job.name} failed {job.failures} times in a row." for job in jobs if job.state == _FAILED
    ]
    return StatusOut(
        version=VERSION,
        network=service.network.name,
        chain_id=service.network.chain_id,
        gas_symbol=service.network.gas_symbol,
        rpc_url=service.public_rpc_url,
        explorer=service.network.explorer,
        faucet_url=service.faucet_url,
        relays=service.relays is not None,
        index=_index(index, _idle_seconds(session, index)) if index else None,
        jobs=jobs,
        problems=problems,
        **_deployed(service),
    )


def measure(session: Session, metrics: Metrics) -> None:
    """Set the figures that are not of this process alone: index and jobs."""
    index = index_status(session)
    if index is not None:
        metrics.lag.set(index.lag_seconds)
        metrics.idle.set(_idle_seconds(session, index))
        metrics.halted.set(index.halted is not None)
    for job in summaries.jobs(session):
        metrics.failures.labels(job.name).set(job.failures)
        metrics.finished.labels(job.name).set(job.finished_at or 0)


def _job(row: Job) -> JobOut:
    shown = JobOut.model_validate(row)
    # a message may quote the URL of a node, and with it a key
    return shown.model_copy(update={"message": _URL.sub("…", row.message)}) if row.message else shown


def _deployed(service: Service) -> dict[str, object]:
    try:
        deployment = service.deployment
    except PlanetError:
        empty = dict.fromkeys(("quote", "points", "market", "genesis"))
        return {"contracts": {}, **empty}
    curve = service.curve
    return {
        "contracts": {
            name: ContractOut(address=one.address, explorer=service.network.address_url(one.address))
            for name, one in deployment.contracts.items()
        },
        "quote": TokenInfo.model_validate(service.quote),
        "points": TokenInfo.model_validate(service.points),
        "market": MarketOut(
            initial_quote=str(curve.initial_quote),
            initial_tokens=str(curve.initial_tokens),
            quote_decimals=QUOTE_DECIMALS,
            token_decimals=TOKEN_DECIMALS,
        ),
        "genesis": deployment.genesis,
    }


def _index(status: IndexStatus, idle: int) -> IndexOut:
    return IndexOut(
        head=BlockOut(number=status.head_number, at=status.head_time),
        indexed=BlockOut(number=status.indexed_number, at=status.indexed_time),
        safe=BlockOut(number=status.safe_number, at=status.safe_time),
        finalized=BlockOut(number=status.finalized_number, at=status.finalized_time),
        lag_blocks=status.lag_blocks,
        lag_seconds=status.lag_seconds,
        seen_seconds_ago=idle,
        halted=status.halted,
    )


def _idle_seconds(session: Session, status: IndexStatus) -> int:
    now = session.execute(text("SELECT extract(epoch FROM now())::bigint")).scalar_one()
    return max(0, int(now) - status.seen_at)
