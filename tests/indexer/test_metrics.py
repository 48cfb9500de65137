"""The figures that Prometheus reads, and where it reads them."""

import urllib.request

import pytest
from prometheus_client.parser import text_string_to_metric_families

from indexer.metrics import COUNTERS, GAUGES, serve_metrics
from indexer.tally import Tally
from planet_chain.core.errors import PlanetError


def scraped(port: int) -> dict[str, float]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        families = list(text_string_to_metric_families(answer.read().decode()))
    return {
        sample.name + "".join(sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def test_every_figure_is_served_as_it_is_now() -> None:
    tally = Tally()
    port = serve_metrics(tally, "127.0.0.1", 0)
    empty = scraped(port)
    assert empty["planet_indexer_events_total"] == 0
    assert "planet_indexer_lag_blocks" not in empty  # nothing was looked at yet, so there is nothing to say
    for number, gauge in enumerate(GAUGES):
        tally.show(gauge, number)
    tally.show("requests_in_flight", lambda: 7)
    for counter in COUNTERS:
        tally.count(counter, 3)
    tally.count("error:timeout")
    full = scraped(port)
    assert full["planet_indexer_requests_in_flight"] == 7
    assert full["planet_indexer_provider_errors_totaltimeout"] == 1
    assert {f"planet_indexer_{name}" for name in GAUGES} <= full.keys()
    assert {full[f"planet_indexer_{name}_total"] for name in COUNTERS} == {3}


def test_a_taken_port_is_named() -> None:
    port = serve_metrics(Tally(), "127.0.0.1", 0)
    with pytest.raises(PlanetError, match="PLANET_INDEXER_METRICS_PORT"):
        serve_metrics(Tally(), "127.0.0.1", port)
