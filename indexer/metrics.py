"""The indexer's figures for Prometheus, served from its own process."""

from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from indexer.tally import Tally
from planet_chain.core.errors import PlanetError

_PREFIX: Final = "planet_indexer_"
GAUGES: Final = {
    "head_block": "The chain's newest block, as the node last said.",
    "indexed_block": "The newest block in the tables.",
    "finalized_block": "The newest block in the tables that is final.",
    "verified_block": "Final blocks up to here were read twice.",
    "lag_blocks": "Blocks of the chain that are not in the tables yet.",
    "lag_seconds": "Time of the chain that is not in the tables yet.",
    "alarms_active": "Contradictions between tables, nodes and contracts that nobody has resolved.",
    "range_blocks": "Blocks asked for at once now.",
    "requests_in_flight": "Requests under way.",
    "requests_limit": "Requests that may be under way at once now; less after the node complained.",
}
COUNTERS: Final = {
    "events": "Events written.",
    "blocks": "Blocks read, with or without events.",
    "reorgs": "Reorganisations of the chain that were followed.",
    "dropped_blocks": "Blocks taken away by reorganisations.",
    "alarms": "Alarms raised.",
    "contradictions": "Answers of a node that contradicted its own.",
    "requests": "Requests sent, repetitions included.",
}


class TallyCollector(Collector):
    """Reads a tally at each scrape."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def collect(self) -> Iterable[Metric]:
        """Every figure, as it is now."""
        shown = self._tally.gauges()
        for name, meaning in GAUGES.items():
            if name in shown:
                yield GaugeMetricFamily(_PREFIX + name, meaning, value=shown[name])
        for name, meaning in COUNTERS.items():
            yield CounterMetricFamily(_PREFIX + name, meaning, value=self._tally.of(name))
        errors = CounterMetricFamily(
            _PREFIX + "provider_errors", "Answers that were none, by kind.", labels=["kind"]
        )
        for kind, count in self._tally.errors().items():
            errors.add_metric([kind], count)
        yield errors


def serve_metrics(tally: Tally, host: str, port: int) -> int:
    """Serve `tally` at /metrics from a thread that ends with the process.

    Args:
        port: 0 asks the system for a free one.
    Returns:
        the port.
    Raises:
        PlanetError: the port is taken.
    """
    registry = CollectorRegistry()
    registry.register(TallyCollector(tally))
    try:
        server, _ = start_http_server(port, host, registry)
    except OSError as error:
        raise PlanetError(
            "port-taken",
            f"Metrics cannot be served at {host}:{port} ({error.strerror}); free it, or set another "
            "PLANET_INDEXER_METRICS_PORT.",
        ) from error
    return int(server.server_port)
