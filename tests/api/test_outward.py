"""The service asks nobody whom a user names: not in a text, not in a header, not in a signed message."""

import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from eth_account import Account
from eth_account.messages import encode_defunct

from tests.api.scene import FAN, ORIGIN, Scene

PACKAGE = Path(__file__).parents[2] / "planet_chain"
CLIENT = re.compile(
    r"^\s*(?:import|from) (?:httpx2?|requests|urllib\.request|http\.client|aiohttp)\b", re.MULTILINE
)


class Trap:
    """Listens, and remembers whoever came."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.server.getsockname()[1]}/secret"
        self.visitors: list[object] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                connection, who = self.server.accept()
            except OSError:
                return
            self.visitors.append(who)
            connection.close()


@pytest.fixture
def trap() -> Iterator[Trap]:
    listening = Trap()
    yield listening
    listening.server.close()


def test_no_url_of_a_user_is_ever_fetched(scene: Scene, trap: Trap) -> None:
    client = scene.browser()
    named = {"Referer": trap.url, "X-Forwarded-Host": trap.url, "Forwarded": f"host={trap.url}"}
    message = client.get("/api/v1/nonce", params={"address": FAN.address}, headers=named).json()["message"]
    assert ORIGIN in message
    assert trap.url not in message
    message += f"\nResources:\n- {trap.url}"
    signature = Account.sign_message(encode_defunct(text=message), FAN.key).signature.to_0x_hex()
    proof = {"message": message, "signature": signature}
    assert client.post("/api/v1/session", json=proof, headers=named).status_code == 201
    text = f"[look]({trap.url}) ![]({trap.url}) <img src={trap.url}>"
    post = {"id": scene.fresh("linked"), "creator": "grower", "type": "note", "title": trap.url, "text": text}
    scene.post("posts", post, expect=201)
    scene.get(f"posts/{post['id']}")
    for path in ("search", "trends", "communities"):
        scene.client.get(f"/api/v1/{path}", params={"q": trap.url, "url": trap.url}, headers=named)
    with socket.create_connection(trap.server.getsockname()):
        pass  # the trap works: this is the one visit
    while not trap.visitors:
        pass
    assert len(trap.visitors) == 1


def test_what_answers_people_has_no_means_to_ask_other_hosts() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for part in ("api", "community", "store", "core")
        for path in (PACKAGE / part).rglob("*.py")
        if CLIENT.search(path.read_text())
    }
    assert found == set()
    assert CLIENT.search(
        (PACKAGE / "okx" / "http.py").read_text()
    )  # which asks hosts of the operator's choice
