"""What holds for every answer: problems, tags, limits, headers, the page beside the API."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from planet_chain.api import errors, page, problems, unfit
from planet_chain.api.app import create_app
from planet_chain.config import Settings
from planet_chain.core.errors import ConservationBroken
from tests.api.scene import STRANGER, Scene


@contextmanager
def serving(settings: Settings, **changed: Any) -> Iterator[TestClient]:
    app = create_app(settings.model_copy(update=changed))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("communities/0x12", 422, "invalid-request"),
        (f"communities/{STRANGER.address}", 404, "unknown-community"),
        ("communities?sort=beauty", 422, "invalid-request"),
        ("communities?limit=0", 422, "invalid-request"),
        ("communities?limit=201", 422, "invalid-request"),
        ("communities?cursor=abc", 422, "invalid-cursor"),
        ("trades?cursor=WzEsICJhIl0", 422, "invalid-cursor"),
        ("trades?cursor=!", 422, "invalid-request"),
        ("epochs/0", 422, "invalid-request"),
        ("epochs/99/bundle", 404, "unknown-epoch"),
        ("epochs/1/bundle/secrets.txt", 422, "invalid-request"),
        ("epochs/1/bundle/..%2f..%2fdeployment.json", 404, "not-found"),
        (f"quotes/buy?token={STRANGER.address}&quote_in=-1", 422, "invalid-request"),
        (f"quotes/buy?token={STRANGER.address}&quote_in={2**256}", 422, "invalid-request"),
        ("claims/nobody", 422, "invalid-request"),
        ("posts?topic=a%00b", 422, "invalid-request"),
        ("posts/a%00b", 404, "post-unknown"),
        ("nothing", 404, "not-found"),
    ],
)
def test_bad_input_is_a_problem_with_a_code(scene: Scene, path: str, status: int, code: str) -> None:
    answer = scene.client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == f"/problems/{code}"
    assert answer.json()["status"] == status
    assert answer.json()["title"]
    assert answer.json()["detail"]


def test_a_wrong_method_is_405_and_a_wrong_path_404(scene: Scene) -> None:
    answer = scene.client.delete("/api/v1/communities")
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert answer.headers["Allow"] == "GET, HEAD"
    assert scene.client.delete("/api/v1/posts").headers["Allow"] == "GET, HEAD, POST"
    assert scene.client.get("/api/v2/x", headers={"Accept": "text/html"}).status_code == 404


def test_malformed_json_is_refused_without_an_echo(scene: Scene) -> None:
    headers = {"Content-Type": "application/json"}
    answer = scene.client.post("/api/v1/transactions/tip", content=b'{"secret": ', headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert answer.json()["detail"] == "body: this is no JSON from character 11 on"
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        # what curl sends when nobody names a type
        (
            b"{}",
            "application/x-www-form-urlencoded",
            "header.content-type: send the body as application/json",
        ),
        (b"{}", None, "header.content-type: send the body as application/json"),
        (b"[]", "application/json", "body: write a JSON object"),
        (b"7", "application/json", "body: write a JSON object"),
        (b"", "application/json", "body: is missing"),
        (b"{}", "application/json", "body.account: is missing (and 2 more)"),
    ],
)
def test_a_body_that_is_no_object_is_told_in_words(
    scene: Scene, body: bytes, kind: str | None, said: str
) -> None:
    headers = {"Content-Type": kind} if kind else {}
    for path in ("transactions/buy", "transactions/tip"):
        answer = scene.client.post(f"/api/v1/{path}", content=body, headers=headers)
        assert answer.status_code == 422
        assert answer.json()["detail"].startswith(said.partition(" (")[0])


def test_a_field_that_does_not_fit_is_told_without_a_pattern(scene: Scene) -> None:
    order = {"account": "0x12", "token": scene.token, "quote_in": "-5", "sliipage": 1}
    answer = scene.client.post("/api/v1/transactions/buy", json=order)
    assert {each["field"]: each["message"] for each in answer.json()["errors"]} == {
        "body.account": "write an address: 0x and 40 hexadecimal digits",
        "body.quote_in": 'write whole smallest units as plain digits, such as "1500000"',
        "body.sliipage": "is no field of this request",
    }


def test_every_pattern_of_the_schema_has_words(scene: Scene) -> None:
    schema = json.dumps(scene.client.get("/api/v1/openapi.json").json())
    patterns = {json.loads(found) for found in re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', schema)}
    assert len(patterns) > 10  # they are still found
    assert patterns <= set(unfit.PATTERNS)


def test_a_path_that_nobody_has_is_told_in_words(scene: Scene) -> None:
    assert "/api/docs" in scene.client.get("/nowhere").json()["detail"]
    assert "/api/docs" in scene.client.get("/api/nowhere").json()["detail"]
    refused = scene.client.patch("/api/v1/communities").json()
    assert refused["detail"] == "This path has no PATCH; it has GET, HEAD."


def test_a_defect_is_500_with_a_request_id_and_without_its_text(scene: Scene) -> None:
    with serving(scene.settings) as client:
        app: Any = client.app
        app.add_api_route("/api/v1/broken", _break)
        # before the catch-all that was added last
        app.router.routes.insert(0, app.router.routes.pop())
        answer = client.get("/api/v1/broken", headers={"X-Request-ID": "trace-7"})
        assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
        assert "hunter2" not in answer.text
        assert answer.headers["X-Request-ID"] == "trace-7"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def _break() -> None:
    raise RuntimeError("password hunter2")


def test_a_planet_error_without_a_status_is_400_and_operators_words_stay_inside() -> None:
    assert problems.status_of("anything-new") == 400
    broken = ConservationBroken("a split", 2, 1)
    assert errors.public_sentence(broken.code, broken.sentence) != broken.sentence


def test_reads_have_a_tag_and_unchanged_ones_cost_no_body(scene: Scene) -> None:
    first = scene.client.get("/api/v1/communities")
    tag = first.headers["ETag"]
    assert tag.startswith('W/"')
    again = scene.client.get("/api/v1/communities", headers={"If-None-Match": f'"x", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == tag
    other = scene.client.get("/api/v1/communities?limit=7", headers={"If-None-Match": 'W/"other"'})
    assert other.status_code == 200


@pytest.mark.parametrize("path", ["health", "trends", "communities", "nothing", "communities/0x12", "values"])
def test_head_is_get_without_the_body(scene: Scene, path: str) -> None:
    asked = scene.client.get(f"/api/v1/{path}")
    head = scene.client.head(f"/api/v1/{path}")
    assert (head.status_code, head.content) == (asked.status_code, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Allow"):
        assert head.headers.get(name) == asked.headers.get(name)


def test_head_is_counted_by_its_route(scene: Scene) -> None:
    with serving(scene.settings) as client:
        client.head(f"/api/v1/communities/{scene.token}")
        app: Any = client.app
        assert (
            'method="HEAD",route="/api/v1/communities/{token}",status="200"'
            in app.state.metrics.text().decode()
        )


def test_the_endless_stream_has_no_head(scene: Scene) -> None:
    assert scene.client.head("/api/v1/stream").status_code == 405


def test_too_many_requests_are_429_with_the_seconds_to_wait(scene: Scene) -> None:
    with serving(scene.settings, api_read_limit="5/minute") as client:
        answers = [client.get("/api/v1/communities") for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        assert answers[5].json()["code"] == "too-many-requests"
        assert 1 <= int(answers[5].headers["Retry-After"]) <= 60
        assert client.get("/api/v1/health").status_code == 200


def test_a_body_has_a_limit_announced_or_not(scene: Scene) -> None:
    headers = {"Content-Type": "application/json"}
    big = b"[" + b"0," * 600_000 + b"0]"
    for body in (big, iter([big[:400_000], big[400_000:800_000], big[800_000:]])):
        answer = scene.client.post("/api/v1/transactions/tip", content=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")


def test_other_sites_may_read_but_not_write(scene: Scene) -> None:
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    assert scene.client.options("/api/v1/trends", headers=asked).headers["Access-Control-Allow-Origin"] == "*"
    asked["Access-Control-Request-Method"] = "POST"
    assert scene.client.options("/api/v1/activity", headers=asked).status_code == 400


def test_the_page_may_talk_to_itself_the_node_and_the_faucet_alone(scene: Scene) -> None:
    policy = scene.client.get("/api/v1/health").headers["Content-Security-Policy"]
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives["script-src"] == "'self'"
    assert set(directives["connect-src"].split()) == {
        "'self'",
        "http://127.0.0.1:9",
        scene.town.anvil.rpc_url,
    }


def test_the_docs_need_no_other_host(scene: Scene) -> None:
    docs = scene.client.get("/api/docs")
    assert docs.status_code == 200
    assert "cdn" not in docs.text
    for name in ("swagger-ui-bundle.js", "swagger-ui.css"):
        assert scene.client.get(f"/api/docs/files/{name}").status_code == 200


@pytest.mark.parametrize("guessed", ["/api", "/api/", "/docs"])
def test_who_guesses_where_the_docs_are_is_led_there(scene: Scene, guessed: str) -> None:
    led = scene.client.get(guessed, follow_redirects=False)
    assert (led.status_code, led.headers["Location"]) == (307, "/api/docs")


def test_the_page_is_served_with_its_own_paths_and_lasting_assets(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>the page</title>")
    (tmp_path / "assets" / "app-1a2b.js").write_text("1")
    with TestClient(_app_with(tmp_path)) as client:
        browser = {"Accept": "text/html"}
        for path in ("/", "/c/0x12", "/claims/0x34"):
            answer = client.get(path, headers=browser)
            assert (answer.status_code, answer.text) == (200, "<title>the page</title>")
            assert answer.headers["Cache-Control"] == "no-cache"
        asset = client.get("/assets/app-1a2b.js")
        assert "immutable" in asset.headers["Cache-Control"]
        missing = client.get("/assets/gone.js")
        assert missing.status_code == 404
        assert "Cache-Control" not in missing.headers
        assert client.get("/api/v1/nothing", headers=browser).status_code == 404
        assert client.get("/../../pyproject.toml").status_code == 404


def test_without_a_build_the_page_says_how_to_make_one(tmp_path: Path) -> None:
    with TestClient(_app_with(tmp_path)) as client:
        assert "npm run build" in client.get("/").text


def _app_with(directory: Path) -> FastAPI:
    app = FastAPI()
    app.add_middleware(page.PageCaching)
    page.serve_page(app, directory)
    return app
