"""How the built page goes out: as small as its reader can unpack, with the names of what it needs first."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from planet_chain.api import page

_BROWSER = {"Accept": "text/html"}
_SCRIPT = b"console.log(1)" * 100
_GZIPPED = gzip.compress(_SCRIPT, mtime=0)
_LISTED = {
    "reads": ["/api/v1/status"],
    "routes": [
        {"path": "/", "reads": ["/api/v1/communities?limit=12"], "files": ["assets/Home-1.js"]},
        {"path": "/claims/:address", "reads": ["/api/v1/claims/:address"], "files": ["assets/Claims-1.css"]},
    ],
    "texts": {"en": ["assets/en-1.js"], "zh-CN": ["assets/zh-CN-1.js"], "ja": ["assets/ja-1.js"]},
}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>the page</title>")
    (tmp_path / "preloads.json").write_text(json.dumps(_LISTED))
    (tmp_path / "assets" / "app-1.js").write_bytes(_SCRIPT)
    (tmp_path / "assets" / "app-1.js.gz").write_bytes(_GZIPPED)
    (tmp_path / "assets" / "app-1.js.br").write_bytes(b"brotli's bytes")
    (tmp_path / "assets" / "font-1.woff2").write_bytes(b"packed by itself")
    app = FastAPI()
    app.add_middleware(page.PageCaching, directory=tmp_path)
    page.serve_page(app, tmp_path)
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize(
    ("accepted", "coding", "body"),
    [
        ("gzip, deflate, br;q=0.9", "br", b"brotli's bytes"),
        ("gzip", "gzip", _GZIPPED),
        ("identity", None, _SCRIPT),
        ("", None, _SCRIPT),
        ("brave, xgzip", None, _SCRIPT),
    ],
)
def test_a_file_goes_out_as_the_build_packed_it(
    client: TestClient, accepted: str, coding: str | None, body: bytes
) -> None:
    with client.stream("GET", "/assets/app-1.js", headers={"Accept-Encoding": accepted}) as answer:
        sent = b"".join(answer.iter_raw())
    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, coding)
    assert sent == body
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "immutable" in answer.headers["Cache-Control"]


def test_a_file_that_the_build_did_not_pack_is_sent_as_it_is(client: TestClient) -> None:
    answer = client.get("/assets/font-1.woff2", headers={"Accept-Encoding": "br"})
    assert answer.content == b"packed by itself"
    assert not {"content-encoding", "vary"} & set(answer.headers)
    assert client.get("/assets/gone-1.js", headers={"Accept-Encoding": "br"}).status_code == 404


@pytest.mark.parametrize(
    ("path", "languages", "link"),
    [
        (
            "/",
            "",
            "</assets/en-1.js>; rel=modulepreload, </assets/Home-1.js>; rel=modulepreload, "
            "</api/v1/communities?limit=12>; rel=preload; as=fetch; crossorigin, "
            "</api/v1/status>; rel=preload; as=fetch; crossorigin",
        ),
        (
            "/ja/claims/0x12",
            "en",
            "</assets/ja-1.js>; rel=modulepreload, "
            "</assets/Claims-1.css>; rel=preload; as=style; crossorigin, "
            "</api/v1/claims/0x12>; rel=preload; as=fetch; crossorigin, "
            "</api/v1/status>; rel=preload; as=fetch; crossorigin",
        ),
        ("/nowhere", "fr, ZH-tw;q=0.9, ja", "</assets/zh-CN-1.js>; rel=modulepreload"),
        ("/nowhere", "fr", "</assets/en-1.js>; rel=modulepreload"),
        ("/claims/", "en", "</assets/en-1.js>; rel=modulepreload"),
    ],
)
def test_the_page_names_what_its_path_and_language_need_first(
    client: TestClient, path: str, languages: str, link: str
) -> None:
    answer = client.get(path, headers={**_BROWSER, "Accept-Language": languages})
    assert (answer.status_code, answer.headers["Link"]) == (200, link)


def test_what_somebody_types_into_an_address_becomes_no_header(client: TestClient) -> None:
    answer = client.get("/claims/x>; rel=evil%0d%0aSet-Cookie: a=b, <y", headers=_BROWSER)
    assert (
        "</api/v1/claims/x%3E%3B%20rel%3Devil%0D%0ASet-Cookie%3A%20a%3Db%2C%20%3Cy>" in answer.headers["Link"]
    )
    assert "Set-Cookie" not in answer.headers
