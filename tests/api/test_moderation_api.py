"""Moderation over HTTP: who reports, who appeals, who decides, and what everybody can read."""

from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from planet_chain.community import keys, members
from planet_chain.community.members import MemberRow
from planet_chain.devnet.accounts import dev_accounts
from planet_chain.store.database import transaction
from tests.api.scene import Scene

AUTHOR, READER, NOBODY = dev_accounts()[2], dev_accounts()[3], dev_accounts()[1]


@pytest.fixture(scope="module")
def author(scene: Scene) -> TestClient:
    return member(scene, "poet", AUTHOR)


@pytest.fixture(scope="module")
def reader(scene: Scene) -> TestClient:
    return member(scene, "critic", READER)


def member(scene: Scene, name: str, account: Any) -> TestClient:
    with transaction(scene.town.database) as session:
        members.upsert(session, [MemberRow(name, f"person-{name}", account.address)], now=1)
    return scene.signed_in(account)


def written(scene: Scene) -> str:
    draft = {
        "id": scene.fresh("poem"),
        "creator": "poet",
        "type": "art",
        "title": "Ode",
        "text": "#odes to gas",
    }
    return str(scene.post("posts", draft, expect=201)["id"])


def send(client: TestClient, path: str, body: Any, expect: int = 201) -> Any:
    answer: Response = client.post(f"/api/v1/{path}", json=body)
    assert answer.status_code == expect, answer.text
    return answer.json()


def decide(scene: Scene, post: str, decision: str, expect: int = 201, **more: Any) -> Any:
    return scene.post(
        "moderation/decisions", {"post": post, "decision": decision, "words": "so", **more}, expect
    )


def queued(scene: Scene, post: str) -> list[Any]:
    answer = scene.client.get("/api/v1/moderation/queue", headers={"Authorization": f"Bearer {scene.key}"})
    return [row for row in answer.json()["items"] if row["post"] == post]


def test_everybody_sees_that_a_post_is_hidden_and_why(
    scene: Scene, author: TestClient, reader: TestClient
) -> None:
    post = written(scene)
    reported = send(reader, "reports", {"post": post, "reason": "spam", "words": "an ad"})
    assert send(reader, "reports", {"post": post, "reason": "scam", "words": "again"}) == reported
    (waits,) = queued(scene, post)
    assert (waits["reports"], waits["reasons"], waits["report_words"]) == (1, ["spam"], ["an ad"])
    hidden = decide(scene, post, "hide", reason="spam")
    assert (hidden["by"], hidden["act"]) == ("tests", "hidden")
    shown = scene.get(f"posts/{post}")
    assert shown["hidden"] == {"at": hidden["at"], "reason": "spam", "words": "so"}
    assert (shown["title"], shown["text"]) == ("", "")
    assert post not in str(scene.get("posts", creator="poet"))
    assert post not in str(scene.get("search", q="ode to gas"))
    assert queued(scene, post) == []
    send(author, "moderation/appeals", {"post": post, "words": "it is no ad"})
    (waits,) = queued(scene, post)
    assert (waits["appeal"], waits["title"], waits["hidden"]) == ("it is no ad", "Ode", True)
    decide(scene, post, "restore")
    assert scene.get(f"posts/{post}")["title"] == "Ode"
    assert post in str(scene.get("search", q="ode to gas"))
    log = scene.get("moderation/log", post=post)["items"]
    assert [row["act"] for row in log] == ["restored", "appealed", "hidden", "reported"]
    # who reported, and what they wrote, is told to nobody
    assert (log[3]["by"], log[3]["words"]) == (None, None)
    assert "critic" not in str(log)


def test_a_corrected_type_is_seen_with_who_when_from_to_and_why(scene: Scene) -> None:
    post = written(scene)
    decide(scene, post, "retype", type="video")
    shown = scene.get(f"posts/{post}")
    assert (shown["type"], shown["proposed_type"]) == ("video", "art")
    (correction,) = shown["corrections"]
    assert {**correction, "at": 0} == {"at": 0, "by": "tests", "old": "art", "new": "video", "words": "so"}
    assert scene.get("moderation/log", post=post)["items"][0]["new_type"] == "video"


def test_decisions_say_what_they_need(scene: Scene) -> None:
    post = written(scene)
    for decision, field in (("hide", "reason"), ("retype", "type")):
        refused = decide(scene, post, decision, expect=409)
        assert (refused["code"], refused["field"]) == ("moderation-refused", field)
    assert decide(scene, post, "restore", expect=409)["code"] == "moderation-refused"
    assert decide(scene, "no-such-post", "hide", expect=404, reason="spam")["code"] == "post-unknown"
    assert decide(scene, post, "burn", expect=422)["code"] == "invalid-request"


def test_my_reports_are_mine(scene: Scene, author: TestClient, reader: TestClient) -> None:
    post = written(scene)
    send(reader, "reports", {"post": post, "reason": "other"})
    assert post in [row["post"] for row in reader.get("/api/v1/reports").json()["items"]]
    assert post not in str(author.get("/api/v1/reports").json())


PRIVATE = (("GET", "reports"), ("POST", "reports"), ("POST", "moderation/appeals"))
MODERATORS = (("GET", "moderation/queue"), ("POST", "moderation/decisions"))


@pytest.mark.parametrize(("method", "path"), PRIVATE)
def test_anonymous_callers_neither_report_nor_appeal(scene: Scene, method: str, path: str) -> None:
    for headers in ({}, {"Authorization": f"Bearer {scene.key}"}):
        refused = scene.client.request(method, f"/api/v1/{path}", headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (401, "sign-in-needed")


@pytest.mark.parametrize(("method", "path"), MODERATORS)
def test_only_a_key_with_the_scope_moderates(
    scene: Scene, author: TestClient, method: str, path: str
) -> None:
    with transaction(scene.town.database) as session:
        _, narrow = keys.create(session, "narrow", [s for s in keys.SCOPES if s != "moderation"], now=1)
    for headers, expect in (({}, 401), ({"Authorization": f"Bearer {narrow}"}, 403)):
        refused = scene.client.request(method, f"/api/v1/{path}", headers=headers, json={})
        assert refused.status_code == expect
    # whoever signed in is no moderator
    assert author.request(method, f"/api/v1/{path}", json={}).status_code == 401


def test_strangers_and_authors_stay_on_their_side(
    scene: Scene, author: TestClient, reader: TestClient
) -> None:
    post = written(scene)
    assert send(author, "reports", {"post": post, "reason": "spam"}, expect=409)["field"] == "post"
    decide(scene, post, "hide", reason="other")
    refused = send(reader, "moderation/appeals", {"post": post, "words": "mine"}, expect=403)
    assert refused["code"] == "not-the-author"
    stranger = scene.signed_in(NOBODY)
    for path, body in (
        ("reports", {"post": post, "reason": "spam"}),
        ("moderation/appeals", {"post": post, "words": ""}),
    ):
        assert send(stranger, path, body, expect=403)["code"] == "no-member"


def test_a_report_too_many_says_when_to_go_on(scene: Scene, reader: TestClient) -> None:
    for _ in range(25):
        answer = reader.post("/api/v1/reports", json={"post": written(scene), "reason": "spam"})
        if answer.status_code != 201:
            break
    assert (answer.status_code, answer.json()["code"]) == (429, "reports-too-many")
    assert answer.headers["Retry-After"] == "86400"
