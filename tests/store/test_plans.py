"""PostgreSQL answers what people ask by an index, never by reading a whole table of facts.

Scans of whole tables are not forbidden here: at 20,000 facts the planner turns to the indexes by itself.
`benchmarks/indexer.py --case readers` takes the times at a million.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlmodel import Session

from planet_chain.devnet.database import EmbeddedPostgres
from planet_chain.store.database import connect, engine, transaction
from tests.store.filled import FACTS, fill
from tests.store.readings import READINGS, Asker

ROWS = 20_000
PEOPLE = 2_000


@pytest.fixture(scope="module")
def session(postgres: EmbeddedPostgres, migrated: str) -> Iterator[Session]:
    url = postgres.create("plans", template=migrated)
    with connect(url) as connection:
        fill(connection, FACTS, 0, ROWS, PEOPLE)
        connection.execute("ANALYZE")
    database = engine(url)
    with transaction(database) as reading:
        yield reading
    database.dispose()
    postgres.drop("plans")


@pytest.mark.parametrize("asked", READINGS)
def test_an_index_answers(asked: str, session: Session) -> None:
    ask, index = READINGS[asked]
    # of the token with a tenth of all trades, the newest are found as fast in the trades of everybody
    asker = Asker(session, ROWS, PEOPLE, popular=0)
    nodes = plans_of(session, lambda: ask(asker))
    assert any(node.get("Index Name", "").startswith(index) for node in nodes)
    assert "Seq Scan" not in {node["Node Type"] for node in nodes}


def plans_of(session: Session, ask: Callable[[], object]) -> list[dict[str, Any]]:
    """Every node of the plans of the queries that `ask` sends."""
    sent: list[tuple[str, Any]] = []

    def note(connection: Connection, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not statement.startswith("SET "):  # a setting has no plan
            sent.append((statement, parameters))

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    ask()
    event.remove(connection, "before_cursor_execute", note)
    found = []
    for statement, parameters in sent:
        (plan,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).one()
        found += _nodes((plan if isinstance(plan, list) else json.loads(plan))[0]["Plan"])
    return found


def _nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for below in plan.get("Plans", []) for node in _nodes(below))]
