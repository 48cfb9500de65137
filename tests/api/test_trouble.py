"""What the service says when something under it is gone, behind or wrong: in words, without secrets."""

import json
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from planet_chain.api.app import create_app
from planet_chain.devnet.anvil import Anvil
from planet_chain.store.database import transaction
from tests.api.scene import FAN, STRANGER, USD, Scene


@contextmanager
def asking(scene: Scene, **changed: Any) -> Iterator[TestClient]:
    app = create_app(scene.settings.model_copy(update=changed))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@contextmanager
def checkpoint(scene: Scene, change: str) -> Iterator[None]:
    """The index as if the indexer had written `change`."""
    with transaction(scene.town.database) as session:
        session.execute(text("CREATE TABLE kept AS SELECT * FROM checkpoint"))
        session.execute(text(f"UPDATE checkpoint SET {change}"))  # noqa: S608 (of this file)
    try:
        yield
    finally:
        with transaction(scene.town.database) as session:
            session.execute(text("DELETE FROM checkpoint"))
            session.execute(text("INSERT INTO checkpoint SELECT * FROM kept"))
            session.execute(text("DROP TABLE kept"))


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ("halted = 'block 7 is 0xaa here and 0xbb there'", "index-halted", "0xbb there"),
        ("seen_at = seen_at - 90000", "index-behind", "planet index run"),
        ("head_time = head_time + 90000, head_number = head_number + 9", "index-behind", "90000 s behind"),
        ("chain_id = 5", "index-of-other-chain", "5"),
        ("genesis_hash = '0x77'", "index-of-other-chain", "0x77"),
    ],
)
def test_an_index_that_cannot_be_trusted_is_not_ready(
    scene: Scene, change: str, code: str, words: str
) -> None:
    with checkpoint(scene, change):
        refused = scene.get("ready", expect=503)
        assert refused["code"] == code
        assert words in refused["detail"]
        assert scene.get("status")["problems"] == [refused["detail"]]
        # what is indexed can be read all the same
        assert scene.get("communities")["items"]
    assert scene.get("ready")["status"] == "ready"


def test_before_the_first_block_is_indexed_nothing_is_guessed(scene: Scene, database_url: str) -> None:
    with asking(scene, database_url=database_url) as client:
        refused = client.get("/api/v1/ready")
        assert (refused.status_code, refused.json()["code"]) == (503, "index-not-started")
        assert client.get("/api/v1/status").json()["index"] is None
        assert client.get("/api/v1/communities").json() == {"items": [], "next": None}
        assert client.get("/api/v1/epochs").json() == {"items": [], "next": None}
        refused = client.get("/api/v1/epochs/current")
        assert (refused.status_code, refused.json()["code"]) == (503, "rewards-not-started")


def test_without_a_database_only_health_answers(scene: Scene, capfd: pytest.CaptureFixture[str]) -> None:
    with asking(scene, database_url="postgresql://somebody:hunter2@127.0.0.1:1/x") as client:
        assert client.get("/api/v1/health").status_code == 200
        for path in ("ready", "communities", "status", "trends", f"claims/{FAN.address}"):
            refused = client.get(f"/api/v1/{path}")
            assert (refused.status_code, refused.json()["code"]) == (503, "database-unreachable")
            assert refused.headers["Retry-After"]
            assert "hunter2" not in refused.text
            assert "127.0.0.1" not in refused.text
    said = "".join(capfd.readouterr())
    assert "database-unreachable" in said
    assert "broke" not in said  # as a defect would


def test_without_a_node_reads_answer_and_transactions_do_not(scene: Scene) -> None:
    with asking(scene, rpc_url="http://127.0.0.1:1/secret-key") as client:
        assert client.get("/api/v1/communities").json()["items"]
        body = {"account": FAN.address, "token": scene.token, "quote_in": "5"}
        refused = client.post("/api/v1/transactions/buy", json=body)
        assert (refused.status_code, refused.json()["code"]) == (503, "node-unreachable")
        assert "secret-key" not in refused.text
        assert client.get("/api/v1/ready").json()["code"] == "node-unreachable"


def test_a_node_of_another_chain_is_refused(scene: Scene) -> None:
    with asking(scene, network="xlayer-testnet", deployment_file=scene.settings.deployment) as client:
        body = {"account": FAN.address, "token": scene.token, "quote_in": "5"}
        refused = client.post("/api/v1/transactions/buy", json=body)
        assert (refused.status_code, refused.json()["code"]) == (503, "wrong-chain")


def test_without_a_deployment_the_service_says_so(scene: Scene, anvil: Anvil) -> None:
    nowhere = scene.directory / "nowhere.json"
    with asking(scene, deployment_file=nowhere) as client:
        assert client.get("/api/v1/ready").json()["code"] == "no-deployment"
        assert "nowhere" not in client.get("/api/v1/ready").text
        status = client.get("/api/v1/status").json()
        assert (status["contracts"], status["quote"]) == ({}, None)


class _OldNode(BaseHTTPRequestHandler):
    """A node that does not know `eth_simulateV1`; everything else is the real one's word."""

    upstream = ""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        request = json.loads(body)
        if request["method"] == "eth_simulateV1":
            error = {"code": -32601, "message": "the method eth_simulateV1 does not exist"}
            answer = json.dumps({"jsonrpc": "2.0", "id": request["id"], "error": error}).encode()
        else:
            asked = urllib.request.Request(self.upstream, body, {"Content-Type": "application/json"})  # noqa: S310 (our own node)
            with urllib.request.urlopen(asked, timeout=20) as answered:  # noqa: S310 (our own node)
                answer = answered.read()
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def old_node(scene: Scene) -> Iterator[str]:
    handler = type("OldNode", (_OldNode,), {"upstream": scene.town.anvil.rpc_url})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_node_that_cannot_simulate_gets_one_step_after_the_other(scene: Scene, old_node: str) -> None:
    scene.sender.fund(STRANGER.address, 10**19, 100 * USD)
    body = {"account": STRANGER.address, "token": scene.token, "quote_in": str(9 * USD)}
    with asking(scene, rpc_url=old_node) as client:
        first = client.post("/api/v1/transactions/buy", json=body).json()
        assert ([step["kind"] for step in first["steps"]], first["complete"]) == (["approve"], False)
        scene.send(STRANGER, first)
        second = client.post("/api/v1/transactions/buy", json=body).json()
        assert ([step["kind"] for step in second["steps"]], second["complete"]) == (["buy"], True)
        before = scene.token_balance(STRANGER.address)
        scene.send(STRANGER, second)
        assert scene.token_balance(STRANGER.address) - before == int(
            second["amounts"]["tokens_out"]["amount"]
        )
        refused = client.post("/api/v1/transactions/sell", json=_too_much(scene)).json()
        assert (refused["code"], refused["name"]) == ("contract-reverted", "ERC20InsufficientBalance")


def _too_much(scene: Scene) -> dict[str, str]:
    return {
        "account": STRANGER.address,
        "token": scene.token,
        "tokens_in": str(scene.token_balance(STRANGER.address) + 1),
    }
