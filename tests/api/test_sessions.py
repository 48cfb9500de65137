"""Signing in: a proof counts once, here, now, for whoever gave it; the cookie is no use to other sites."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from eth_account import Account
from eth_account.messages import encode_defunct
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import text, update
from sqlmodel import col

from planet_chain.api.app import create_app
from planet_chain.devnet.accounts import DevAccount
from planet_chain.store.database import transaction
from planet_chain.store.service import SignInNonce, SignInSession
from tests.api.scene import CREATOR, FAN, ORIGIN, STRANGER, Scene


def offered(client: TestClient, account: DevAccount) -> str:
    return str(client.get("/api/v1/nonce", params={"address": account.address}).json()["message"])


def sent(client: TestClient, message: str, key: str, **headers: str) -> Response:
    signature = Account.sign_message(encode_defunct(text=message), key).signature.to_0x_hex()
    return client.post("/api/v1/session", json={"message": message, "signature": signature}, headers=headers)


def refused(answer: Response, status: int = 401, code: str = "sign-in-refused") -> Any:
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert "set-cookie" not in answer.headers
    return answer.json()


def account_of(client: TestClient) -> str | None:
    found: str | None = client.get("/api/v1/session").json()["account"]
    return found


def test_signing_in_and_out(scene: Scene) -> None:
    client = scene.browser()
    assert client.get("/api/v1/session").json() == {"account": None, "expires_at": None}
    answer = sent(client, offered(client, FAN), FAN.key)
    assert answer.status_code == 201
    assert answer.json()["account"] == FAN.address
    cookie = answer.headers["set-cookie"]
    for word in ("HttpOnly", "SameSite=strict", "Path=/api", "Max-Age=604800"):
        assert word in cookie
    assert account_of(client) == FAN.address
    assert account_of(scene.browser()) is None
    assert client.delete("/api/v1/session").status_code == 204
    assert account_of(client) is None


def test_the_cookie_is_secure_on_public_networks_and_kept_nowhere(scene: Scene) -> None:
    client = scene.browser()
    answer = sent(client, offered(client, FAN), FAN.key)
    token = answer.cookies["planet_session"]
    assert (len(token), "Secure" in answer.headers["set-cookie"]) == (43, False)
    with transaction(scene.town.database) as session:
        stored = session.execute(text("SELECT s::text FROM sign_in_session s")).scalars().all()
    assert not any(token in row for row in stored)
    app: Any = create_app(scene.settings)
    app.state.service.network = replace(app.state.service.network, name="xlayer")
    with TestClient(app, ORIGIN, headers={"Origin": ORIGIN}) as public:
        assert "Secure" in sent(public, offered(public, FAN), FAN.key).headers["set-cookie"]


def test_a_nonce_is_used_once(scene: Scene) -> None:
    client = scene.browser()
    message = offered(client, FAN)
    assert sent(client, message, FAN.key).status_code == 201
    assert refused(sent(client, message, FAN.key))["field"] == "nonce"
    invented = offered(client, FAN).replace("Nonce: ", "Nonce: 0")
    assert refused(sent(client, invented, FAN.key))["field"] == "nonce"


def test_a_nonce_is_used_once_by_eight_at_the_same_time(scene: Scene) -> None:
    message = offered(scene.browser(), FAN)
    clients = [scene.browser() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda client: sent(client, message, FAN.key), clients))
    assert sorted(answer.status_code for answer in answers) == [201] + [401] * 7


def test_a_nonce_that_waited_too_long_is_refused(scene: Scene) -> None:
    client = scene.browser()
    message = offered(client, FAN)
    nonce = message.partition("Nonce: ")[2].partition("\n")[0]
    with transaction(scene.town.database) as session:
        session.execute(update(SignInNonce).where(col(SignInNonce.nonce) == nonce).values(expires_at=1))
    assert refused(sent(client, message, FAN.key))["field"] == "nonce"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("127.0.0.1:8000 wants", "evil.example wants", "domain"),
        ("URI: http://127.0.0.1:8000", "URI: http://evil.example", "uri"),
        ("Chain ID: 31337", "Chain ID: 196", "chain-id"),
        ("Issued At: 2", "Issued At: 1", "issued-at"),
        ("Expiration Time: 2", "Expiration Time: 1", "expiration-time"),
        ("Version: 1", "Version: 2", "message"),
    ],
)
def test_a_message_that_says_something_else_is_refused(scene: Scene, old: str, new: str, field: str) -> None:
    client = scene.browser()
    message = offered(client, FAN)
    assert old in message
    assert refused(sent(client, message.replace(old, new), FAN.key))["field"] == field
    # the refusal used nothing up
    assert sent(client, message, FAN.key).status_code == 201


def test_nobody_signs_in_as_somebody_else(scene: Scene) -> None:
    client = scene.browser()
    assert refused(sent(client, offered(client, FAN), STRANGER.key))["field"] == "signature"
    assert account_of(client) is None


def test_signing_in_again_ends_the_session_before(scene: Scene) -> None:
    client = scene.signed_in(FAN)
    old = client.cookies["planet_session"]
    assert sent(client, offered(client, STRANGER), STRANGER.key).status_code == 201
    assert account_of(client) == STRANGER.address
    thief = scene.browser()
    thief.cookies.set("planet_session", old)
    assert account_of(thief) is None


def test_signing_out_everywhere_ends_every_session_of_the_account_alone(scene: Scene) -> None:
    first, second, other = scene.signed_in(FAN), scene.signed_in(FAN), scene.signed_in(CREATOR)
    assert first.delete("/api/v1/session").status_code == 204
    assert account_of(second) == FAN.address
    first = scene.signed_in(FAN)
    assert first.delete("/api/v1/session?everywhere=true").status_code == 204
    assert [account_of(each) for each in (first, second, other)] == [None, None, CREATOR.address]


def test_a_session_ends_by_itself(scene: Scene) -> None:
    client = scene.signed_in(FAN)
    with transaction(scene.town.database) as session:
        session.execute(update(SignInSession).values(expires_at=1))
    assert account_of(client) is None


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:8001", None])
def test_another_site_changes_nothing_with_the_cookie(scene: Scene, origin: str | None) -> None:
    client = scene.signed_in(FAN)
    del client.headers["Origin"]
    given = {} if origin is None else {"Origin": origin}
    refused(client.delete("/api/v1/session?everywhere=true", headers=given), 403, "other-origin")
    assert account_of(client) == FAN.address
    if origin is not None:
        message = offered(client, STRANGER)
        refused(sent(client, message, STRANGER.key, Origin=origin), 403, "other-origin")


def test_without_the_name_of_the_page_nobody_signs_in(scene: Scene) -> None:
    nameless = scene.settings.model_copy(update={"host": "0.0.0.0"})  # noqa: S104 (listens nowhere)
    with TestClient(create_app(nameless)) as client:
        refused(client.get("/api/v1/nonce"), 501, "sign-in-unavailable")
