"""How the service is doing."""

from typing import Any, Final

from fastapi import APIRouter, Response

from planet_chain.api import condition
from planet_chain.api.dependencies import MetricsDep, ReadDep, ServiceDep, reader
from planet_chain.api.metrics import MEDIA_TYPE
from planet_chain.api.schemas.operations import HealthOut, ReadyOut, StatusOut

router = APIRouter(tags=["operations"])

_FIGURES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Prometheus' text format.",
        "content": {"text/plain": {"schema": {"type": "string"}}},
    }
}


@router.get("/health", summary="Is the process alive?")
async def read_health() -> HealthOut:
    """Says ok as long as the process answers at all; asks nobody else."""
    return HealthOut()


@router.get("/ready", summary="Can it do its work?")
def read_ready(service: ServiceDep, session: ReadDep) -> ReadyOut:
    """503 with the reason while the database is down, or the index halted, lags, or is of another chain."""
    return condition.readiness(service, session)


@router.get("/status", summary="What a page needs to start")
def read_status(service: ServiceDep, session: ReadDep) -> StatusOut:
    """Network, contracts, tokens, index, jobs, and what is wrong now."""
    return condition.status_of(service, session)


@router.get(
    "/metrics",
    summary="Figures for Prometheus",
    response_class=Response,
    responses=_FIGURES,
    dependencies=[reader("metrics")],
)
def read_metrics(session: ReadDep, metrics: MetricsDep) -> Response:
    """Of this process: requests, intake, stream, memory; and of all: the index's lag, and the jobs."""
    condition.measure(session, metrics)
    return Response(metrics.text(), media_type=MEDIA_TYPE)
