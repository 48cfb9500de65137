"""Drafts: one's own, saved by version, published once as the member whose rewards go to the account."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from planet_chain.community import members
from planet_chain.community.drafts import DRAFTS_MOST
from planet_chain.community.members import MemberRow
from planet_chain.devnet.accounts import DevAccount, dev_accounts
from planet_chain.store.database import transaction
from tests.api.scene import CREATOR, FAN, STRANGER, Scene

WORDS = {"type": "analysis", "title": "On $SEED", "text": "#tulips, says @ann", "topics": ["bulbs"]}
WRITER = dev_accounts()[9]


@pytest.fixture(scope="module")
def writer(scene: Scene) -> TestClient:
    state(scene, "writer", WRITER)
    return scene.signed_in(WRITER)


def state(scene: Scene, name: str, account: DevAccount) -> None:
    with transaction(scene.town.database) as session:
        members.upsert(session, [MemberRow(name, f"person-{name}", account.address)], now=1)


def begin(client: TestClient, **words: Any) -> Any:
    answer = client.post("/api/v1/drafts", json=WORDS | words)
    assert answer.status_code == 201, answer.text
    return answer.json()


def send(
    client: TestClient, method: str, path: str, body: Any = None, version: int | None = None
) -> Response:
    headers = {} if version is None else {"If-Match": f'"{version}"'}
    answer: Response = client.request(method, f"/api/v1/drafts/{path}", json=body, headers=headers)
    return answer


def test_a_draft_is_saved_read_and_deleted_by_version(writer: TestClient) -> None:
    made = begin(writer, title="", text="")
    read = send(writer, "GET", made["id"])
    assert (read.json(), read.headers["ETag"]) == (made, '"1"')
    assert read.headers["Cache-Control"] == "private, no-cache"
    saved = send(writer, "PUT", made["id"], WORDS, 1)
    assert (saved.status_code, saved.json()["version"], saved.headers["ETag"]) == (200, 2, '"2"')
    assert saved.json()["title"] == WORDS["title"]
    assert made["id"] in [row["id"] for row in writer.get("/api/v1/drafts").json()["items"]]
    assert send(writer, "DELETE", made["id"], version=1).status_code == 412
    assert send(writer, "DELETE", made["id"], version=2).status_code == 204
    assert send(writer, "GET", made["id"]).json()["code"] == "unknown-draft"


def test_two_tabs_do_not_overwrite_each_other(writer: TestClient) -> None:
    made = begin(writer)
    with ThreadPoolExecutor(4) as tabs:
        saves = list(
            tabs.map(lambda n: send(writer, "PUT", made["id"], WORDS | {"text": f"{n}"}, 1), range(4))
        )
    assert sorted(save.status_code for save in saves) == [200, 412, 412, 412]
    refused = next(save for save in saves if save.status_code == 412)
    assert (refused.json()["code"], "version 2" in refused.json()["detail"]) == ("draft-changed", True)
    for method in ("PUT", "DELETE"):
        unsure = send(writer, method, made["id"], WORDS if method == "PUT" else None)
        assert (unsure.status_code, unsure.json()["code"]) == (428, "version-missing")


def test_a_published_draft_is_a_post_of_its_author_and_no_draft_any_more(
    scene: Scene, writer: TestClient
) -> None:
    made = begin(writer)
    assert send(writer, "POST", f"{made['id']}/publication", {}, 7).status_code == 412
    headers = {"If-Match": '"1"', "Idempotency-Key": scene.fresh("publish")}
    answers = [
        writer.post(f"/api/v1/drafts/{made['id']}/publication", json={}, headers=headers) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    post = answers[0].json()
    assert answers[1].json() == post
    assert scene.get(f"posts/{post['id']}") == post
    assert (post["creator"]["member"], post["topics"]) == ("writer", ["bulbs", "tulips"])
    assert [mention["member"] for mention in post["mentions"]] == ["ann"]
    assert post["id"] in [row["id"] for row in scene.get("posts", mentioning="ann")["items"]]
    assert send(writer, "GET", made["id"]).status_code == 404


def test_an_account_of_several_members_says_as_which(scene: Scene, writer: TestClient) -> None:
    account = dev_accounts()[5]
    state(scene, "twin-1", account)
    state(scene, "twin-2", account)
    client = scene.signed_in(account)
    made = begin(client)
    unclear = send(client, "POST", f"{made['id']}/publication", {}, 1)
    assert (unclear.status_code, unclear.json()["code"]) == (422, "member-unclear")
    assert send(client, "POST", f"{made['id']}/publication", {"member": "writer"}, 1).status_code == 422
    post = send(client, "POST", f"{made['id']}/publication", {"member": "twin-2"}, 1).json()
    assert post["creator"]["member"] == "twin-2"


def test_what_cannot_be_a_post_stays_a_draft(writer: TestClient) -> None:
    made = begin(writer, text="@ann " + " ".join(f"@reader{n}" for n in range(12)) * 2)
    assert send(writer, "POST", f"{made['id']}/publication", {}, 1).status_code == 201
    for wrong in ({"title": "x" * 301}, {"topics": ["two words"]}, {"type": "No Type"}, {"text": "nul\0"}):
        refused = writer.post("/api/v1/drafts", json=WORDS | wrong)
        assert refused.status_code == 422


def test_an_account_has_so_many_drafts_and_no_more(scene: Scene) -> None:
    client = scene.signed_in(STRANGER)
    made = [begin(client) for _ in range(DRAFTS_MOST)]
    refused = client.post("/api/v1/drafts", json=WORDS)
    assert (refused.status_code, refused.json()["code"]) == (422, "draft-refused")
    pages = client.get("/api/v1/drafts", params={"limit": 60}).json()
    rest = client.get("/api/v1/drafts", params={"limit": 60, "cursor": pages["next"]}).json()
    assert {row["id"] for row in pages["items"] + rest["items"]} == {row["id"] for row in made}
    assert rest["next"] is None


def test_nobody_signed_in_has_no_drafts(scene: Scene) -> None:
    client = scene.browser()
    for method, path in (("GET", ""), ("POST", ""), ("GET", "/" + "0" * 32), ("DELETE", "/" + "0" * 32)):
        refused = client.request(method, f"/api/v1/drafts{path}")
        assert (refused.status_code, refused.json()["code"]) == (401, "sign-in-needed")
    # an API key of the community's backend does not speak for its members
    assert scene.post("drafts", WORDS, expect=401)["code"] == "sign-in-needed"


def test_strangers_find_no_draft_to_read_save_delete_or_publish(scene: Scene, writer: TestClient) -> None:
    made = begin(writer)
    state(scene, "fan", FAN)
    stranger = scene.signed_in(FAN)
    for method, path, body in (
        ("GET", made["id"], None),
        ("PUT", made["id"], WORDS),
        ("DELETE", made["id"], None),
        ("POST", f"{made['id']}/publication", {}),
    ):
        refused = send(stranger, method, path, body, 1)
        assert (refused.status_code, refused.json()["code"]) == (404, "unknown-draft")
    assert made["id"] not in str(stranger.get("/api/v1/drafts").json())
    assert send(writer, "GET", made["id"]).json() == made


def test_an_account_that_is_nobodys_payout_publishes_nothing(scene: Scene) -> None:
    account = dev_accounts()[4]
    client = scene.signed_in(account)
    made = begin(client)
    refused = send(client, "POST", f"{made['id']}/publication", {}, 1)
    assert (refused.status_code, refused.json()["code"]) == (403, "no-member")
    assert send(client, "GET", made["id"]).status_code == 200


def test_another_sites_page_cannot_write_with_the_browsers_cookie(scene: Scene, writer: TestClient) -> None:
    made = begin(writer)
    refused = writer.post("/api/v1/drafts", json=WORDS, headers={"Origin": "https://evil.example"})
    assert refused.status_code == 403
    assert send(writer, "GET", made["id"]).status_code == 200
    assert CREATOR.address not in str(made)
