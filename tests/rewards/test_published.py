"""What a service publishes, when the service is hostile: nothing of it is believed, kept or followed."""

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from planet_chain.core.epoch import Tables
from planet_chain.rewards import published as module
from planet_chain.rewards.bundle import bundle_files, read_bundle
from planet_chain.rewards.errors import BundleRefused
from planet_chain.rewards.published import InvalidService, Published, Unavailable, Week
from tests.rewards.bundles import MANIFEST

FILES = bundle_files(MANIFEST, Tables())
HASH = "0x" + hashlib.sha256(FILES["manifest.json"]).hexdigest()
PATH = "/api/v1/epochs/1/bundle"


class Handler(BaseHTTPRequestHandler):
    answers: ClassVar[dict[str, Any]] = {}
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        self.asked.append(path)
        status, headers, body = self.answers.get(path, (404, {}, b""))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[Published]:
    Handler.answers, Handler.asked = {}, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for name, data in FILES.items():
        Handler.answers[f"{PATH}/{name}"] = (200, {}, data)
    yield Published.at(f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()
    server.server_close()


def listed(*items: Any, following: str | None = None) -> None:
    body = json.dumps({"items": list(items), "next": following}).encode()
    Handler.answers["/api/v1/epochs"] = (200, {}, body)


def test_a_bundle_arrives_whole_and_is_fetched_once(service: Published, tmp_path: Path) -> None:
    service.fetch(1, HASH, tmp_path / "bundle")
    assert read_bundle(tmp_path / "bundle").inputs_hash == HASH
    asked = len(Handler.asked)
    service.fetch(1, HASH, tmp_path / "bundle")
    assert len(Handler.asked) == asked == len(FILES)


@pytest.mark.parametrize(
    ("name", "answer", "reason"),
    [
        ("manifest.json", (200, {}, FILES["manifest.json"] + b" "), "is not the announced one"),
        ("posts.parquet", (200, {}, b"PAR1"), "its manifest says"),
        ("posts.parquet", (404, {}, b""), "answers 404"),
        ("posts.parquet", (302, {"Location": f"{PATH}/members.parquet"}, b""), "answers 302"),
        ("posts.parquet", (200, {"Content-Length": "999999"}, FILES["posts.parquet"]), "posts.parquet"),
        ("posts.parquet", (200, {"Content-Encoding": "gzip"}, b"\x1f\x8b" + b"\0" * 99), "its manifest says"),
    ],
)
def test_another_file_is_not_taken_and_nothing_is_left(
    service: Published, tmp_path: Path, name: str, answer: Any, reason: str
) -> None:
    Handler.answers[f"{PATH}/{name}"] = answer
    with pytest.raises(Unavailable, match=reason):
        service.fetch(1, HASH, tmp_path / "bundle")
    assert list(tmp_path.iterdir()) == []


def test_sizes_and_times_are_bounded(
    service: Published, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Handler.answers[f"{PATH}/manifest.json"] = (200, {}, b" " * (2**20 + 1))
    with pytest.raises(Unavailable, match="larger than 1048576 bytes"):
        service.fetch(1, HASH, tmp_path / "bundle")
    Handler.answers[f"{PATH}/manifest.json"] = (200, {}, FILES["manifest.json"])
    monkeypatch.setattr(module, "_SECONDS_MOST", -1)
    with pytest.raises(Unavailable, match="took longer"):
        service.fetch(1, HASH, tmp_path / "bundle")
    monkeypatch.setattr(module, "_SECONDS_MOST", 60)
    monkeypatch.setattr(module, "_TABLE_BYTES_MOST", 10)
    with pytest.raises(Unavailable, match="larger than 10 bytes"):
        service.fetch(1, HASH, tmp_path / "bundle")
    assert list(tmp_path.iterdir()) == []


def test_an_announced_manifest_that_is_none_is_refused(service: Published, tmp_path: Path) -> None:
    Handler.answers[f"{PATH}/manifest.json"] = (200, {}, b"{}")
    with pytest.raises(BundleRefused, match=r"manifest\.json"):
        service.fetch(1, "0x" + hashlib.sha256(b"{}").hexdigest(), tmp_path / "bundle")


def test_weeks_are_told_in_order_and_without_the_open_one(service: Published) -> None:
    listed({"epoch": 3, "state": "open"}, {"epoch": 2, "state": "closed"}, {"epoch": 1, "state": "empty"})
    assert service.weeks() == [Week(1, "empty"), Week(2, "closed")]


@pytest.mark.parametrize(
    ("items", "reason"),
    [
        ([{"epoch": "one", "state": "empty"}], "Expected `int`"),
        ([{"epoch": 1, "state": "empty", "root": "0x12"}], "no 32-byte hash"),
        ([{"epoch": 1, "state": "empty", "on_chain": {"proposed_in": "../../etc"}}], "no 32-byte hash"),
    ],
)
def test_a_list_that_is_none_is_refused(service: Published, items: Any, reason: str) -> None:
    listed(*items)
    with pytest.raises(Unavailable, match=reason):
        service.weeks()


def test_a_list_without_end_ends(service: Published) -> None:
    listed({"epoch": 1, "state": "empty"}, following="again")
    with pytest.raises(Unavailable, match="more than 100 pages"):
        service.weeks()


def test_a_service_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="/epochs"):
        Published.at("http://127.0.0.1:9").weeks()


@pytest.mark.parametrize(
    "url", ["", "planet.example", "file:///etc", "http://", "http://a:b", "http://a/?x=1"]
)
def test_what_is_no_service_is_refused(url: str) -> None:
    with pytest.raises(InvalidService):
        Published.at(url)


def test_a_service_is_known_by_its_page_or_its_api() -> None:
    assert Published.at("https://a.example/") == Published.at("https://a.example/api/v1/")
