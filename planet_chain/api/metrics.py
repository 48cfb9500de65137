"""The figures of this process for Prometheus. Nothing a caller chooses becomes a label."""

from typing import Final, NamedTuple

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.types import Scope

MEDIA_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4
_PREFIX: Final = "planet_api_"
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class _Child(NamedTuple):
    """The counters of one kind of answer: looking them up by their labels takes longer than counting."""

    requests: Counter
    seconds: Histogram


class Metrics:
    """Counts what this process answered. One an application: each process is scraped by itself."""

    def __init__(self) -> None:
        self._children: dict[tuple[str, str, int], _Child] = {}
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Counter(
            f"{_PREFIX}requests",
            "Requests answered, by method, route template and status.",
            ["method", "route", "status"],
            registry=registry,
        )
        self._seconds = Histogram(
            f"{_PREFIX}request_seconds",
            "From the request to the beginning of its answer, by route template.",
            ["route"],
            buckets=_SECONDS,
            registry=registry,
        )
        self.rows = _counter(registry, "intake_rows", "Rows of activity, by what became of them.", "outcome")
        self.listeners = Gauge(f"{_PREFIX}listeners", "Readers of the stream now.", registry=registry)
        self.events = _counter(registry, "events", "Events told to readers of the stream.")
        self.dropped = _counter(registry, "listeners_dropped", "Readers of the stream that were too slow.")
        self.lag = _gauge(registry, "index_lag_seconds", "Time of the chain that is not in the tables yet.")
        self.idle = _gauge(registry, "index_seen_seconds", "Since the indexer last looked at the chain.")
        self.halted = _gauge(registry, "index_halted", "1 when the index stopped for good.")
        self.failures = _gauge(registry, "job_failures", "Failures in a row of a job of the worker.", "job")
        self.finished = _gauge(
            registry, "job_finished_seconds", "Unix time at which a job last ended.", "job"
        )

    def answered(self, scope: Scope, status: int, seconds: float) -> None:
        """Count an answer that began `seconds` after its request came."""
        key = (scope["method"], template_of(scope), status)
        child = self._children.get(key)
        if child is None:
            child = self._children[key] = self._child(*key)
        child.requests.inc()
        child.seconds.observe(seconds)

    def _child(self, method: str, route: str, status: int) -> _Child:
        method = method if method in _METHODS else "other"
        return _Child(self._requests.labels(method, route, status), self._seconds.labels(route))

    def text(self) -> bytes:
        """Everything, in Prometheus' text format."""
        return generate_latest(self.registry)


def _counter(registry: CollectorRegistry, name: str, meaning: str, *labels: str) -> Counter:
    return Counter(f"{_PREFIX}{name}", meaning, labels, registry=registry)


def _gauge(registry: CollectorRegistry, name: str, meaning: str, *labels: str) -> Gauge:
    """Of the whole service, not of this process alone."""
    return Gauge(f"planet_{name}", meaning, labels, registry=registry)


def template_of(scope: Scope) -> str:
    """The path of the route that took the request, such as `/api/v1/claims/{address}`; "none" without one."""
    return getattr(scope.get("route"), "path_format", "none")
