"""The address that every error carries leads to words: for each code that the API can answer with."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from planet_chain.api.app import create_app
from planet_chain.api.problems import PATH, PROBLEMS
from planet_chain.config import Settings

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
# of the command line, the worker and the start of a process: no request meets them
NOT_OF_REQUESTS = {
    "branch-moved",
    "cannot-write",
    "chain-was-reset",
    "competition-refused",
    "credentials-unfit",
    "directory-taken",
    "engine-differs",
    "fee-too-high",
    "feed-refused",
    "feed-stale",
    "finality-broken",
    "insufficient-balance",
    "invalid-database-url",
    "invalid-setting",
    "invalid-tree",
    "key-unknown",
    "lock-taken",
    "malformed-log",
    "no-airdrop",
    "nothing-to-explain",
    "root-differs",
    "spark-missing",
    "tagger-missing",
    "tagger-unknown",
    "transaction-pending",
    "transaction-rejected",
    "unknown-contract",
    "unknown-network",
    "unknown-scope",
    "url-unfit",
}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings()), raise_server_exceptions=False) as made:
        yield made


class _Words(HTMLParser):
    """The text of a page, and where its links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.links = "", list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if (tag, name) == ("a", "href") and value]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_code_is_explained_to_people_and_programs(client: TestClient, code: str) -> None:
    kind = PROBLEMS[code]
    told = client.get(f"{PATH}/{code}")
    assert told.json() == {
        "type": f"{PATH}/{code}",
        "code": code,
        "title": told.json()["title"],
        "status": kind.status.value,
        "happened": kind.happened,
        "remedy": kind.remedy,
    }
    page = client.get(f"{PATH}/{code}", headers=BROWSER)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    words = _Words(page.text).words
    for sentence in (told.json()["title"], kind.happened, kind.remedy):
        assert sentence.replace("`", "") in words
    assert {told.headers["Vary"], page.headers["Vary"]} == {"Accept"}


@pytest.mark.parametrize("code", PROBLEMS)
def test_its_words_are_sentences_and_the_paths_in_them_exist(client: TestClient, code: str) -> None:
    kind = PROBLEMS[code]
    for sentence in (kind.happened, kind.remedy):
        assert re.fullmatch(r"[A-Z`].*\.", sentence), sentence
    paths = set(client.get("/api/v1/openapi.json").json()["paths"])
    for named in re.findall(r"/api/v1/[a-z{}/-]*[a-z}]", kind.sentence):
        assert any(path == named or path.startswith(f"{named}/") for path in paths), named


def test_every_problem_in_the_schema_leads_somewhere(client: TestClient) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    problem = schema["components"]["schemas"]["Problem"]
    assert problem["properties"]["code"]["examples"] == list(PROBLEMS)
    named = set(re.findall(rf"{PATH}/[a-z-]+", json.dumps(schema)))
    assert named
    for address in named:
        assert client.get(address).status_code == 200


def test_the_list_leads_to_each(client: TestClient) -> None:
    assert [one["code"] for one in client.get(PATH).json()] == list(PROBLEMS)
    links = _Words(client.get(PATH, headers=BROWSER).text).links
    assert [link for link in links if link.startswith(f"{PATH}/")] == [f"{PATH}/{code}" for code in PROBLEMS]


def test_an_unknown_code_is_404_in_words_and_echoes_no_markup(client: TestClient) -> None:
    asked = f"{PATH}/%3Cscript%3E"
    told = client.get(asked)
    assert (told.status_code, told.json()["code"]) == (404, "not-found")
    assert PATH in told.json()["detail"]
    page = client.get(asked, headers=BROWSER)
    assert page.status_code == 404
    assert "<script>" not in page.text
    assert "There is no problem called <script>" in _Words(page.text).words


def test_an_answers_own_address_leads_to_its_page(client: TestClient) -> None:
    for path in ("/api/v1/nothing", "/api/v1/communities/0x12"):
        refused = client.get(path).json()
        told = client.get(refused["type"]).json()
        assert (told["code"], told["status"]) == (refused["code"], refused["status"])


def test_no_code_of_a_request_is_missing() -> None:
    """Every error that the API's modules can raise is explained, or is known to be none of requests."""
    named = {code for file in _modules() for code in _codes(file)}
    assert len(named) > 90  # they are still found
    assert named - set(PROBLEMS) == NOT_OF_REQUESTS


def _modules() -> list[Path]:
    """Of this product, as far as the API imports them: in a process where nothing else was imported."""
    asked = (
        "import sys, planet_chain.api.app; print(*(m.__file__ for n, m in sys.modules.items() if OURS(n)))"
    )
    ours = 'n.startswith(("planet_chain", "indexer")) and getattr(m, "__file__", None)'
    command = [sys.executable, "-c", asked.replace("OURS(n)", ours)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [Path(file) for file in told.split()]


def _codes(file: Path) -> Iterator[str]:
    """The codes that the errors of a module are made with."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Call) and node.args:
            called, first = ast.unparse(node.func), node.args[0]
            if called in ("super().__init__", "PlanetError", "problem") and isinstance(first, ast.Constant):
                yield str(first.value)
            elif called == "NotFound" and isinstance(first, ast.Constant):
                yield f"unknown-{first.value!s}"
