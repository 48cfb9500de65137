"""Intake: by key and scope, each batch once, all of it or nothing."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text

from planet_chain.community import keys
from planet_chain.store.database import transaction
from tests.api.scene import CREATOR, Scene


def row(scene: Scene, **other: Any) -> dict[str, Any]:
    named = {
        "id": scene.fresh("row"),
        "member": "reader0",
        "post": "post-ann",
        "action": "like",
        "quantity": 1,
    }
    return named | {"at": scene.town.now} | other


def count_activity(scene: Scene) -> int:
    with transaction(scene.town.database) as session:
        return int(session.connection().execute(text("SELECT count(*) FROM activity")).scalar_one())


def test_activity_sent_twice_counts_once(scene: Scene) -> None:
    rows = [row(scene), row(scene, action="dwell", quantity=45)]
    assert scene.post("activity", {"rows": rows}) == {"accepted": 2, "duplicates": 0}
    assert scene.post("activity", {"rows": rows}) == {"accepted": 0, "duplicates": 2}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"member": "nobody"}, "member"),
        ({"post": "nothing"}, "post"),
        ({"action": "stare"}, "action"),
        ({"quantity": 2}, "quantity"),
        ({"at": 2**50}, "at"),
        ({"id": "with blank"}, "id"),
        ({"member": "nul\0"}, "member"),
    ],
)
def test_one_bad_row_refuses_the_batch_and_is_named(scene: Scene, wrong: dict[str, Any], field: str) -> None:
    before = count_activity(scene)
    refused = scene.post("activity", {"rows": [row(scene), row(scene, **wrong)]}, expect=422)
    assert (refused["code"], refused["row"], refused["field"]) == ("row-refused", 1, field)
    assert count_activity(scene) == before


def test_a_batch_has_at_most_a_thousand_rows(scene: Scene) -> None:
    refused = scene.post("activity", {"rows": [row(scene)] * 1001}, expect=422)
    assert refused["code"] == "invalid-request"
    assert refused["errors"][0]["field"] == "body.rows"


@pytest.mark.parametrize("wrong", [{"at": True}, {"quantity": "1"}, {"at": 1.5}, {"id": 7}])
def test_a_type_is_not_guessed(scene: Scene, wrong: dict[str, Any]) -> None:
    refused = scene.post("activity", {"rows": [row(scene, **wrong)]}, expect=422)
    assert refused["errors"][0]["field"] == f"body.rows.0.{next(iter(wrong))}"


def test_a_member_nobody_knows_in_a_body_is_a_mistake(scene: Scene) -> None:
    refused = scene.post("activity", {"rows": [row(scene, weight=3)]}, expect=422)
    assert refused["errors"][0]["field"] == "body.rows.0.weight"


def test_members_and_values_are_stated_and_restated(scene: Scene) -> None:
    member = {"id": scene.fresh("m"), "person": scene.fresh("p"), "payout": CREATOR.address.lower()}
    assert scene.post("members", {"rows": [member]}) == {"changed": 1}
    assert scene.post("members", {"rows": [member]}) == {"changed": 0}
    value = {"member": member["id"], "value": 7}
    assert scene.post("values", {"rows": [value]}) == {"changed": 1}
    assert scene.post("values", {"rows": [value]}) == {"changed": 0}
    refused = scene.post("values", {"rows": [{"member": "nobody", "value": 7}]}, expect=422)
    assert refused["field"] == "member"


def test_a_post_is_published_read_and_never_changes(scene: Scene) -> None:
    draft = {
        "id": scene.fresh("p"),
        "creator": "ann",
        "type": "analysis",
        "title": "On $SEED",
        "text": "#tulips",
    }
    made = scene.post("posts", draft, expect=201)
    assert (made["topics"], made["assets"]) == (["tulips"], ["$SEED"])
    assert scene.get(f"posts/{draft['id']}") == made
    assert scene.get("posts", topic="tulips", asset="seed")["items"] == [made]
    assert scene.post("posts", draft, expect=201) == made
    refused = scene.post("posts", {**draft, "text": "other"}, expect=422)
    assert (refused["code"], refused["field"]) == ("post-refused", "id")
    assert scene.get("posts/nothing", expect=404)["code"] == "post-unknown"
    late = {**draft, "id": scene.fresh("p"), "at": scene.town.now + 3600}
    assert scene.post("posts", late, expect=422)["field"] == "at"


ROUTES = ("activity", "members", "values", "posts")


@pytest.mark.parametrize("path", ROUTES)
def test_anonymous_callers_are_refused_before_their_body_is_judged(scene: Scene, path: str) -> None:
    refused = scene.client.post(f"/api/v1/{path}", json={})
    assert (refused.status_code, refused.json()["code"]) == (401, "key-refused")
    assert refused.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("path", ROUTES)
def test_strangers_and_other_scopes_are_refused(scene: Scene, path: str) -> None:
    assert scene.post(path, {}, expect=401, key="pk_made-up")["code"] == "key-refused"
    with transaction(scene.town.database) as session:
        others = [scope for scope in keys.SCOPES if scope != path]
        _, narrow = keys.create(session, "narrow", others, now=1)
        revoked, gone = keys.create(session, "gone", keys.SCOPES, now=1)
        keys.revoke(session, revoked.id or 0, now=2)
    assert scene.post(path, {}, expect=403, key=narrow)["code"] == "scope-missing"
    assert scene.post(path, {}, expect=401, key=gone)["code"] == "key-refused"


def test_the_same_idempotency_key_gets_the_same_answer(scene: Scene) -> None:
    body, key = {"rows": [row(scene)]}, scene.fresh("key")
    answers = [_idempotent(scene, body, key) for _ in range(3)]
    assert [answer.json() for answer in answers] == [{"accepted": 1, "duplicates": 0}] * 3
    assert [answer.headers.get("Idempotency-Replayed") for answer in answers] == [None, "true", "true"]


def test_an_idempotency_key_belongs_to_one_request(scene: Scene) -> None:
    key = scene.fresh("key")
    _idempotent(scene, {"rows": [row(scene)]}, key)
    before = count_activity(scene)
    refused = _idempotent(scene, {"rows": [row(scene)]}, key)
    assert (refused.status_code, refused.json()["code"]) == (422, "idempotency-key-reused")
    assert count_activity(scene) == before
    with transaction(scene.town.database) as session:
        _, other = keys.create(session, "other", ["activity"], now=1)
    scene.post("activity", {"rows": [row(scene)]}, key=other, **{"Idempotency-Key": key})


def test_a_refused_request_may_be_sent_again_with_its_key(scene: Scene) -> None:
    key, post = scene.fresh("key"), scene.fresh("late-post")
    body = {"rows": [row(scene, post=post)]}
    assert _idempotent(scene, body, key).status_code == 422
    scene.post("posts", {"id": post, "creator": "ann", "type": "note"}, expect=201)
    assert _idempotent(scene, body, key).json() == {"accepted": 1, "duplicates": 0}


def test_one_idempotency_key_at_the_same_time_does_its_work_once(scene: Scene) -> None:
    body, key = {"rows": [row(scene)]}, scene.fresh("key")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: _idempotent(scene, body, key), range(8)))
    assert [answer.json() for answer in answers] == [{"accepted": 1, "duplicates": 0}] * 8
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == 7


def test_nothing_is_said_to_be_accepted_that_is_not_committed(scene: Scene) -> None:
    """The database refuses at the very end; the answer must not have left before."""
    before = count_activity(scene)
    with transaction(scene.town.database) as session:
        for statement in _REFUSE_AT_COMMIT:
            session.execute(text(statement))
    try:
        assert scene.post("activity", {"rows": [row(scene)]}, expect=500)["code"] == "unexpected"
    finally:
        with transaction(scene.town.database) as session:
            session.execute(text("DROP FUNCTION refuse CASCADE"))
    assert count_activity(scene) == before


_REFUSE_AT_COMMIT = (
    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$",
    "CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON activity DEFERRABLE INITIALLY DEFERRED"
    " FOR EACH ROW EXECUTE FUNCTION refuse()",
)


def _idempotent(scene: Scene, body: Any, key: str) -> Any:
    headers = {"Authorization": f"Bearer {scene.key}", "Idempotency-Key": key}
    return scene.client.post("/api/v1/activity", json=body, headers=headers)
