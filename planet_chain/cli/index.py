"""`planet index`: follow the chain, say how far it is, doubt it, state it again."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from planet_chain.cli.output import Output
from planet_chain.cli.progress import Progress
from planet_chain.core.errors import PlanetError

if TYPE_CHECKING:
    import psycopg

    from indexer.audit import Difference
    from indexer.tally import Tally
    from planet_chain.config import Settings
    from planet_chain.store.queries.index import IndexStatus

app = App(name="index", help="The indexer: follow the chain, show its lag, audit it.")


class NothingIndexed(PlanetError):
    """The tables of the chain are empty."""

    def __init__(self) -> None:
        super().__init__("nothing-indexed", "Nothing is indexed yet; start `planet index run`.")


class AuditFailed(PlanetError):
    """The tables contradict themselves or the chain."""

    def __init__(self, count: int) -> None:
        super().__init__(
            "audit-failed",
            f"The audit found {count} differences. Do not pay by these tables: run `planet index replay`, "
            "audit again, and if they differ still, `planet index reset` and index anew.",
        )


class NotConfirmed(PlanetError):
    """Something that cannot be undone was asked for without saying so twice."""

    def __init__(self, what: str) -> None:
        super().__init__("not-confirmed", f"This removes {what}. Say --yes if you mean it.")


@app.command
def run(
    *,
    poll: Annotated[float, Parameter(name="--poll")] = 0.2,
    out: Output = Output(),
) -> None:
    """Keep the database level with the chain, until SIGTERM or Ctrl-C; the batch under way is finished first.

    Parameters
    ----------
    poll
        Seconds between two looks at a chain that gave nothing new.
    """
    import signal
    import threading

    from indexer.follow import Manner, follow
    from indexer.tally import Tally
    from planet_chain.chain.deployment import Deployment
    from planet_chain.store.database import migrate

    chosen = _settings()
    deployment = Deployment.load(chosen.deployment)
    database_url = _database_url(chosen)
    migrate(database_url)
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda number, frame: stop.set())
    tally = Tally()
    if chosen.indexer_metrics_port is not None:
        _serve_metrics(chosen, tally, out)
    manner = Manner(poll_s=poll, second_rpc_url=chosen.rpc_url_2)
    with Progress(out, "blocks") as progress:
        follow(
            database_url,
            deployment,
            chosen.node_url,
            stop=stop,
            manner=manner,
            tally=tally,
            say=out.progress,
            progress=progress,
        )
    out.progress("Stopped.")


@app.command
def status(*, out: Output = Output()) -> None:
    """How far the index is, what of it is final, and what is wrong. Exits with 1 when it halted."""
    from dataclasses import asdict

    from planet_chain.store.database import engine, transaction
    from planet_chain.store.queries.index import alarms, index_status

    database = engine(_database_url(_settings()))
    with transaction(database) as session:
        found = index_status(session)
        doubts = [each.sentence for each in alarms(session)]
    database.dispose()
    if found is None:
        raise NothingIndexed
    lag = {"lag_blocks": found.lag_blocks, "lag_seconds": found.lag_seconds}
    out.result({**asdict(found), **lag, "alarms": doubts}, _in_words(found, doubts))
    if found.halted:
        raise PlanetError("index-halted", found.halted)


@app.command
def audit(
    *,
    chain: bool = True,
    out: Output = Output(),
) -> None:
    """Add up every sum again and ask the contracts for their counters. Exits with 1 on a difference.

    Parameters
    ----------
    chain
        Ask the contracts too, by eth_call at the newest indexed block.
    """
    from dataclasses import asdict

    from indexer.audit import audit_facts
    from planet_chain.store.database import connect

    chosen = _settings()
    with connect(_database_url(chosen)) as connection:
        out.progress("Adding up all facts …")
        with Progress(out, "tables of sums") as progress:
            found = audit_facts(connection, progress)
        if chain:
            out.progress(f"Asking the contracts at {chosen.node_url} …")
            with Progress(out, "counters") as progress:
                found += _audit_chain(chosen, connection, progress)
    text = "\n".join(map(str, found)) or "No difference."
    out.result({"differences": [asdict(each) for each in found]}, text)
    if found:
        raise AuditFailed(len(found))


@app.command
def replay(*, out: Output = Output()) -> None:
    """State all facts and sums again from the raw logs, without a node. Stop the indexer first."""
    import time

    from indexer.follow import writing
    from indexer.replay import replay as restate
    from planet_chain.store.database import connect

    database_url = _database_url(_settings())
    began = time.monotonic()
    with (
        writing(database_url) as writer,
        connect(database_url) as reader,
        Progress(out, "logs") as progress,
    ):
        facts = restate(writer, reader, progress)
    seconds = time.monotonic() - began
    out.result({"facts": facts, "seconds": round(seconds, 3)}, f"{facts} facts in {seconds:.1f} s.")


@app.command
def reset(*, yes: bool = False, out: Output = Output()) -> None:
    """Empty the tables of the chain, so that the indexer begins anew. What the community wrote stays.

    Parameters
    ----------
    yes
        Really do it.
    """
    from indexer.follow import writing
    from indexer.tables import Tables

    if not yes:
        raise NotConfirmed("everything that was indexed, which takes as long to read again as it did before")
    with writing(_database_url(_settings())) as connection:
        Tables(connection).forget()
    out.result({"reset": True}, "The index is empty; start `planet index run`.")


def _settings() -> "Settings":
    from planet_chain.config import settings

    return settings()


def _database_url(config: "Settings") -> str:
    from planet_chain.cli.system import DatabaseMissing

    if config.database_url is None:
        raise DatabaseMissing
    return config.database_url


def _serve_metrics(config: "Settings", tally: "Tally", out: Output) -> None:
    from indexer.metrics import serve_metrics

    host = config.indexer_metrics_host
    port = serve_metrics(tally, host, config.indexer_metrics_port or 0)
    out.progress(f"Metrics at http://{host}:{port}/metrics.")


def _in_words(status: "IndexStatus", alarms: list[str]) -> str:
    import time

    lag = f"{status.lag_blocks} blocks and {status.lag_seconds} s behind" if status.lag_blocks else "level"
    idle = max(0, int(time.time()) - status.seen_at)
    lines = [
        f"Chain {status.chain_id}: the index is {lag}, as of {idle} s ago",
        "",
        f"  head       {status.head_number}",
        f"  indexed    {status.indexed_number}  {status.indexed_hash}",
        f"  safe       {status.safe_number}",
        f"  finalized  {status.finalized_number}  {status.finalized_hash}",
        f"  verified   {status.verified_number}  (final blocks read twice)",
        *(f"\nALARM: {sentence}" for sentence in alarms),
    ]
    return "\n".join(lines)


def _audit_chain(
    config: "Settings", connection: "psycopg.Connection", progress: "Progress"
) -> "list[Difference]":
    from indexer.audit import audit_chain
    from indexer.follow import asking
    from planet_chain.chain.deployment import Deployment

    deployment = Deployment.load(config.deployment)
    with asking(config.chain, config.node_url) as node:
        return audit_chain(connection, node, deployment, progress)
