"""The indexer as a process: connected, alone, and back at work after whatever failed."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Final, cast

import psycopg
from sqlalchemy.exc import DBAPIError

from indexer.audit import Progress
from indexer.collecting import collecting_seldom
from indexer.doubt import Doubt, Pace
from indexer.errors import BranchMoved, IndexHalted, MalformedLog, NodeRefused, NodeSilent
from indexer.fetch import Fetcher
from indexer.follower import Follower, Step
from indexer.node import Node
from indexer.ranges import RangeSizer
from indexer.rpc import ATTEMPTS, TIMEOUT_S, Rpc
from indexer.sources import Sources
from indexer.tables import Tables
from indexer.tally import Tally
from indexer.throttle import Throttle
from planet_chain.chain.deployment import Deployment
from planet_chain.chain.networks import Network, network_of
from planet_chain.store.database import DatabaseUnreachable, LockTaken, engine, exclusive

LOCK: Final = "indexer"
"""The advisory lock of whoever writes the chain's tables."""

_IN_FLIGHT: Final = 8
_SHARE_OF_LIMIT: Final = 0.95
"""Of the calls a second that a node allows: its clock is not ours."""
_LONGEST_PAUSE_S: Final = 5.0
_SECOND_TIMEOUT_S: Final = 5.0
"""A second opinion may not hold up the chain."""
_LOCK_PATIENCE_S: Final = 1.5
_LOCK_PAUSE_S: Final = 0.05

Say = Callable[[str], None]


@dataclass(frozen=True)
class Manner:
    """How the indexer goes about it.

    Attributes:
        poll_s: seconds between two looks at a chain that gave nothing new.
        timeout_s: seconds that a node's answer may take.
        second_rpc_url: a node of another provider, with which final blocks are compared.
        pace: how much doubt the nodes are troubled with.
    """

    poll_s: float = 0.2
    timeout_s: float = TIMEOUT_S
    second_rpc_url: str | None = None
    pace: Pace = field(default_factory=Pace)


@contextmanager
def writing(database_url: str) -> Iterator[psycopg.Connection]:
    """The one connection that may write the chain's tables while the block runs.

    Raises:
        LockTaken: another process writes them.
        DatabaseUnreachable: the database does not answer.
    """
    deadline = time.monotonic() + _LOCK_PATIENCE_S
    with ExitStack() as held:
        while True:
            try:
                connection = held.enter_context(exclusive(engine(database_url), LOCK))
                break
            except LockTaken:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_LOCK_PAUSE_S)  # the server may not know yet that whoever held it was killed
        yield cast(psycopg.Connection, connection.connection.driver_connection)


@contextmanager
def asking(
    network: Network,
    rpc_url: str,
    stop: threading.Event | None = None,
    timeout_s: float = TIMEOUT_S,
    attempts: int = ATTEMPTS,
    tally: Tally | None = None,
) -> Iterator[Node]:
    """A node of `network`, asked within its limits while the block runs; `stop` ends all waiting."""
    throttle = Throttle(int(network.requests_per_second * _SHARE_OF_LIMIT), _IN_FLIGHT)
    rpc = Rpc(rpc_url, network.max_batch, throttle, stop or threading.Event(), timeout_s, attempts, tally)
    try:
        yield Node(rpc)
    finally:
        rpc.close()


@contextmanager
def following(
    database_url: str,
    deployment: Deployment,
    rpc_url: str,
    stop: threading.Event,
    say: Say,
    manner: Manner = Manner(),
    tally: Tally | None = None,
) -> Iterator[Follower]:
    """A follower that was started: tables, deployment and node are of one chain."""
    network = network_of(deployment.network)
    with ExitStack() as held:
        held.enter_context(collecting_seldom())
        connection = held.enter_context(writing(database_url))
        tables = Tables(connection)
        node = held.enter_context(asking(network, rpc_url, stop, manner.timeout_s, tally=tally))
        second = (
            held.enter_context(asking(network, manner.second_rpc_url, stop, _SECOND_TIMEOUT_S, attempts=1))
            if manner.second_rpc_url
            else None
        )
        sources, sizer = Sources(deployment, tables.children()), RangeSizer(network.max_log_range)
        fetcher = Fetcher(node, sources, sizer, _IN_FLIGHT)
        _show(node, sizer)
        held.callback(fetcher.close)
        held.callback(node.rpc.close)  # what is under way fails at once, so that its threads end
        doubt = Doubt(connection, tables, sources, node, second, sizer, deployment, manner.pace, say)
        try:
            follower = Follower(tables, fetcher, doubt, deployment, stop, say)
            follower.start()
            yield follower
        except IndexHalted as halted:
            tables.halt(halted.sentence)
            raise


def _show(node: Node, sizer: RangeSizer) -> None:
    node.rpc.tally.show("range_blocks", lambda: sizer.size)
    node.rpc.tally.show("requests_in_flight", lambda: node.rpc.throttle.running)
    node.rpc.tally.show("requests_limit", lambda: node.rpc.throttle.limit)


def index_once(database_url: str, deployment: Deployment, rpc_url: str) -> None:
    """Index until the tables are level with the chain, and return.

    Raises:
        LockTaken, IndexHalted, NodeSilent, NodeRefused, DatabaseUnreachable: as they say.
    """
    with following(database_url, deployment, rpc_url, threading.Event(), lambda sentence: None) as follower:
        while True:
            try:
                if follower.step() is not Step.MOVED:
                    return
            except BranchMoved:
                continue


def follow(
    database_url: str,
    deployment: Deployment,
    rpc_url: str,
    *,
    stop: threading.Event,
    manner: Manner = Manner(),
    tally: Tally | None = None,
    say: Say = lambda sentence: None,
    progress: Progress = lambda done, total: None,
) -> None:
    """Keep the tables level with the chain until `stop` is set.

    What fails is tried again, except what needs a person.

    Args:
        tally: where is counted what happens.
        say: hears, in sentences, what an operator wants to know.
        progress: hears of blocks done and blocks in all, while there are many to catch up with.
    Raises:
        LockTaken: another process indexes this database already.
        IndexHalted: tables and chain contradict each other; nothing was changed, and the checkpoint says why.
    """
    pause, held = manner.poll_s, False
    while not stop.is_set():
        try:
            with following(database_url, deployment, rpc_url, stop, say, manner, tally) as follower:
                follower.progress = progress
                held, pause = True, manner.poll_s
                say(f"Following chain {deployment.chain_id} at {rpc_url}.")
                _run(follower, stop, manner.poll_s, say)
        except LockTaken:
            if not held:
                raise
            # our own lock, of the connection that just broke: the server lets it go in a moment
        except (NodeSilent, NodeRefused, BranchMoved, DatabaseUnreachable) as error:
            say(error.sentence)
        except (psycopg.OperationalError, psycopg.InternalError, psycopg.DataError, DBAPIError) as error:
            say(f"The database failed ({str(error).splitlines()[0]}); the last batch was rolled back.")
        stop.wait(pause)
        pause = min(_LONGEST_PAUSE_S, pause * 2)


def _run(follower: Follower, stop: threading.Event, poll_s: float, say: Say) -> None:
    """Step until `stop`; a node that fails is waited for, with the lock kept."""
    pause, silent = poll_s, False
    while not stop.is_set():
        try:
            if follower.step() is not Step.MOVED:
                follower.doubt()
                stop.wait(poll_s)
            if silent:
                say("The node answers again.")
                follower.start()  # whoever answers now must be of our chain
            pause, silent = poll_s, False
        except BranchMoved:
            stop.wait(poll_s)
        except (NodeSilent, NodeRefused, MalformedLog) as error:
            if not silent and not stop.is_set():
                say(error.sentence)
            silent = True
            stop.wait(pause)
            pause = min(_LONGEST_PAUSE_S, pause * 2)
