"""Nothing accepted is lost, nothing counts twice: processes of the API and of the sender are killed."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import text

from planet_chain.client import Planet, Problem
from planet_chain.client.models import Accepted, ActivityBatch, ActivityIn
from planet_chain.client.outbox import Outbox
from planet_chain.devnet.anvil import free_port
from planet_chain.store.database import transaction
from tests.api.conftest import serve
from tests.api.scene import Scene

BATCHES = 60
ROWS = 50

Sender = Callable[[str, str], Planet]


def rows(scene: Scene, prefix: str, count: int) -> list[ActivityIn]:
    return [
        ActivityIn(id=f"{prefix}-{number}", member="reader0", post="post-ann", action="like", at=scene.past)
        for number in range(count)
    ]


def stored(scene: Scene, prefix: str) -> int:
    with transaction(scene.town.database) as session:
        found = session.execute(text("SELECT count(*) FROM activity WHERE id LIKE :p"), {"p": f"{prefix}-%"})
        return int(found.scalar_one())


def test_a_killed_process_loses_no_accepted_row_and_counts_none_twice(scene: Scene, tmp_path: Path) -> None:
    """Two processes behind one sender each; one is killed in the middle and started again."""
    ports = [free_port(), free_port()]
    prefix, accepted, lock = scene.fresh("killed"), set[str](), threading.Lock()
    waiting = iter(range(BATCHES))
    half_way = threading.Event()

    def send(port: int) -> None:
        with Planet(f"http://127.0.0.1:{port}", key=scene.key) as planet:
            send_all(planet)

    def send_all(planet: Planet) -> None:
        while True:
            with lock:
                number = next(waiting, None)
            if number is None:
                return
            batch = ActivityBatch(rows=rows(scene, f"{prefix}-{number}", ROWS))
            while True:  # the same ids until it is accepted
                try:
                    planet.send_activity(batch)
                    break
                except Problem as problem:
                    if problem.code != "unreachable":
                        raise
                    time.sleep(0.05)
            with lock:
                accepted.update(row.id for row in batch.rows)
            if number > BATCHES // 3:
                half_way.set()

    with serve(scene, ports[0], tmp_path / "steady.log"):
        with serve(scene, ports[1], tmp_path / "killed.log", killed=True) as victim:
            senders = [threading.Thread(target=send, args=(port,)) for port in (*ports, *ports)]
            for sender in senders:
                sender.start()
            assert half_way.wait(60)
            victim.send_signal(signal.SIGKILL)
        with serve(scene, ports[1], tmp_path / "again.log"):
            for sender in senders:
                sender.join(120)
    assert len(accepted) == BATCHES * ROWS
    assert stored(scene, prefix) == BATCHES * ROWS


@pytest.fixture
def sender() -> Iterator[Sender]:
    """A client of the API at a URL, with a key; closed in the end."""
    with ExitStack() as opened:
        yield lambda url, key: opened.enter_context(Planet(url.removesuffix("/api/v1"), key=key))


def test_a_sender_that_dies_goes_on_where_it_was(
    scene: Scene, served: str, sender: Sender, tmp_path: Path
) -> None:
    """It is killed after the API took a batch and before it could note that: the batch is sent again."""
    prefix, path = scene.fresh("outbox"), tmp_path / "outbox.sqlite"
    planet = sender(served, scene.key)
    with Outbox(path, planet.send_activity) as outbox:
        outbox.put(rows(scene, prefix, 2_500))

    class Died(BaseException):
        pass

    def die_after_sending(batch: ActivityBatch) -> Accepted:
        planet.send_activity(batch)
        raise Died

    with Outbox(path, die_after_sending) as outbox, pytest.raises(Died):
        outbox.flush()
    with Outbox(path, planet.send_activity) as outbox:
        assert len(outbox) == 2_500
        assert outbox.flush() == 1_500
        assert len(outbox) == 0
    assert stored(scene, prefix) == 2_500


def test_a_row_that_will_never_be_taken_does_not_hold_the_others_up(
    scene: Scene, served: str, sender: Sender, tmp_path: Path
) -> None:
    prefix = scene.fresh("mixed")
    planet = sender(served, scene.key)
    wrong = ActivityIn(id=f"{prefix}-bad", member="nobody", post="post-ann", action="like", at=scene.past)
    with Outbox(tmp_path / "outbox.sqlite", planet.send_activity) as outbox:
        outbox.put([*rows(scene, prefix, 5), wrong])
        assert outbox.flush() == 5
        (refused,) = outbox.refused()
        assert (refused.row.id, refused.field) == (wrong.id, "member")


def test_a_refused_key_leaves_the_rows_where_they_are(
    scene: Scene, served: str, sender: Sender, tmp_path: Path
) -> None:
    planet = sender(served, "pk_made-up")
    with Outbox(tmp_path / "outbox.sqlite", planet.send_activity) as outbox:
        outbox.put(rows(scene, scene.fresh("kept"), 3))
        with pytest.raises(Problem) as refused:
            outbox.flush()
        assert (refused.value.code, len(outbox)) == ("key-refused", 3)
