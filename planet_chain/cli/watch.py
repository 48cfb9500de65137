"""`planet watch`: derive every pending root again, and reject what differs."""

import signal
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter, validators

from planet_chain.cli.output import Output

if TYPE_CHECKING:
    from planet_chain.rewards.watch import Watched


def watch(
    *,
    from_: Annotated[str, Parameter(name="--from")],
    rpc_url: str | None = None,
    wallet: str | None = None,
    rules: Path | None = None,
    engine: Literal["duckdb", "reference"] = "reference",
    once: Annotated[bool, Parameter(negative=())] = False,
    every: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=3600))] = 60,
    metrics_file: Path | None = None,
    out: Output = Output(),
) -> None:
    """Download the bundle of each pending root, derive it anew, and reject what differs.

    Of the service nothing is believed: the root, its totals and its bundle's hash come from your own node. A
    bundle that cannot be had for twelve hours is rejected too. With --once it exits with 1 when somebody has
    to look, else it runs until stopped and says what is new.

    Parameters
    ----------
    from_
        URL of the service that publishes the bundles.
    rpc_url
        Your own node; the default is PLANET_RPC_URL, else the network's first public one.
    wallet
        Name of a guardian's wallet. Without it nothing is rejected, only said.
    rules
        A manifest.json whose parameters, unit, scarcity targets and pool were announced; a week that differs
        is rejected. Without it, those of the last active week hold, and the specification's for the first.
    engine
        What derives the roots: reference shares no step with the settler's, duckdb is for large weeks.
    once
        Look once, instead of until stopped.
    every
        Seconds between two looks.
    metrics_file
        Write figures for Prometheus there after each look, as its node exporter's textfile collector reads.
    """
    from planet_chain.cli.system import replay_of, wallet_account
    from planet_chain.config import settings
    from planet_chain.rewards.watch import Watcher

    config = settings()
    replay = replay_of(config, from_, rpc_url, engine, rules)
    watcher = Watcher(replay, wallet_account(config, wallet) if wallet else None)
    watcher.begin()
    stop = threading.Event()
    if once:
        watched = watcher.look()
        _say(watched, out, metrics_file)
        raise SystemExit(0 if watched.is_fine else 1)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    _watch(watcher.look, out, metrics_file, every, stop)


def _watch(look: Any, out: Output, metrics_file: Path | None, every: int, stop: threading.Event) -> None:
    """Look until `stop`, and say what is new; a node that does not answer is news, and no end."""
    from planet_chain.core.errors import PlanetError

    said: object = None
    while not stop.is_set():
        try:
            watched = look()
            news: object = (watched.finding, watched.action, watched.transaction)
            if news != said:
                _say(watched, out, None)
            _measure(watched, metrics_file)
        except PlanetError as error:
            news = error.sentence
            if news != said:
                out.progress(f"planet: {news}")
            _measure(None, metrics_file)
        said = news
        stop.wait(every)


def _say(watched: "Watched", out: Output, metrics_file: Path | None) -> None:
    finding = watched.finding
    out.line(asdict(watched), _sentence(watched) if finding else "No root is pending.")
    _measure(watched, metrics_file)


def _sentence(watched: "Watched") -> str:
    finding = watched.finding
    if finding is None:
        return "No root is pending."
    of = f"Epoch {finding.epoch}" if finding.epoch else "The pending epoch"
    if finding.verdict == "same":
        return f"{of}: root {finding.root} is what its bundle leads to; it may be active in {watched.left} s."
    lines = [f"{of}: root {finding.root} must not become active.", *(f"- {said}" for said in finding.reasons)]
    if watched.action == "rejected":
        lines.append(f"Rejected in transaction {watched.transaction}.")
    else:
        lines.append(f"NOT rejected: {watched.note}; it may be active in {watched.left} s.")
    return "\n".join(lines)


def _measure(watched: "Watched | None", path: Path | None) -> None:
    """Gauges for Prometheus: `planet_watch_up` is 0 while the node does not answer."""
    if path is None:
        return
    from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

    registry = CollectorRegistry()
    fine = watched is not None and watched.is_fine
    figures = {
        "planet_watch_up": ("Whether the last look could be taken", watched is not None),
        "planet_watch_alarm": ("Whether somebody has to look", not fine),
        "planet_watch_pending": ("Whether a root is pending", bool(watched and watched.finding)),
        "planet_watch_seconds_left": ("Until the pending root may be active", watched.left if watched else 0),
    }
    for name, (described, value) in figures.items():
        Gauge(name, described, registry=registry).set(value)
    write_to_textfile(str(path), registry)
