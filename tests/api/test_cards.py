"""Cards and what links say: the right planet, hostile names harmless, nothing drawn twice for who has it."""

import io
import json
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from PIL import Image, ImageFont

from planet_chain.api.cards import letters
from planet_chain.api.cards.draw import HEIGHT, WIDTH, CommunityCard, PostCard, png
from planet_chain.api.cards.planet import drawn, planet_of
from planet_chain.api.links import Link, described, serve_links
from planet_chain.community import moderation, posts
from planet_chain.community.posts import Draft
from planet_chain.store.database import transaction
from tests.api.scene import CREATOR, STRANGER, Scene
from tests.conftest import ROOT

HOSTILE = '"><script>alert(1)</script>\u202e\x00\\g<0>'


class Metas(HTMLParser):
    """Names and contents of the meta tags, and every other tag."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta":
            self.found[given.get("property") or given.get("name") or ""] = given.get("content") or ""
        else:
            self.tags.append(tag)


def test_the_planet_is_the_pages() -> None:
    seeds = [f"0x{number:040x}" for number in (1, 2, 3, 0xABCDEF, 2**159 + 7, 2**160 - 1)] + ["grower"]
    script = f"""
        import {{ planetOf }} from './src/lib/planet.ts'
        console.log(JSON.stringify({json.dumps(seeds)}.map(planetOf)))
    """
    command = [ROOT / ".venv/bin/node", "--input-type=module", "-e", script]
    told = subprocess.run(command, cwd=ROOT / "web", capture_output=True, text=True, check=True, timeout=60)
    for seed, page in zip(seeds, json.loads(told.stdout), strict=True):
        ours = planet_of(seed)
        assert (list(ours.colours), ours.radius, ours.ring) == (page["colours"], page["radius"], page["ring"])
        assert ours.tilt == pytest.approx(page["tilt"])
        bands = [(band["y"], band["height"], band["opacity"]) for band in page["bands"]]
        assert [pytest.approx(band) for band in bands] == list(ours.bands)
        spots = [(spot["x"], spot["y"], spot["r"]) for spot in page["spots"]]
        assert [pytest.approx(spot) for spot in spots] == list(ours.spots)
    assert planet_of("0xAB") == planet_of("0xab")


def test_a_community_has_a_card(scene: Scene) -> None:
    path = f"/api/v1/cards/communities/{scene.token}.png"
    answer = scene.client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(answer.content)).size == (WIDTH, HEIGHT)
    again = scene.client.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = scene.client.get(
        path, params={"language": "ja"}, headers={"If-None-Match": answer.headers["etag"]}
    )
    assert other.status_code == 200
    assert scene.get(f"cards/communities/{STRANGER.address}.png", 404)["code"] == "unknown-community"
    assert scene.get("cards/communities/0x12.png", 422)["code"] == "invalid-request"


def test_a_post_has_a_card(scene: Scene) -> None:
    answer = scene.client.get("/api/v1/cards/posts/post-seed.png")
    assert Image.open(io.BytesIO(answer.content)).size == (WIDTH, HEIGHT)
    assert scene.get("cards/posts/nothing.png", 404)["code"] == "post-unknown"


@pytest.mark.parametrize(
    "title", [HOSTILE, "", "字" * 400, "a" * 400, "😀 مرحبا", "\u202eevil", "word " * 200]
)
def test_no_title_breaks_a_card(title: str) -> None:
    post = PostCard("0x" + "1" * 40, title, HOSTILE, (title, title))
    community = CommunityCard("0x" + "1" * 40, title, "$" * 10, 2**63, 500)
    for card in (post, community):
        assert Image.open(io.BytesIO(png(card))).size == (WIDTH, HEIGHT)


def test_words_stay_inside_their_box() -> None:
    lines = letters.wrapped(
        "Where gas went this week and why nobody noticed it at all, in pictures", 400, 40, 2
    )
    assert len(lines) == 2
    assert all(letters.length(line, 40) <= 400 for line in lines)
    assert lines[1].endswith("…")
    assert letters.wrapped("short", 400, 40, 2) == ["short"]
    text, size = letters.fitted("W" * 60, 300, range(60, 29, -10))
    assert (size, text[-1]) == (30, "…")
    assert letters.length(text, size) <= 300


def test_what_steers_text_is_dropped() -> None:
    assert letters.plain("a\u202eb\n\tc\x00") == "ab c"
    assert letters.drawable("a\U000e0fffb\U0001fafe") == "ab"


def test_a_line_of_two_scripts_is_written_with_two_typefaces(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = ImageFont.load_default(20), ImageFont.load_default(30)
    monkeypatch.setattr(letters, "_font_of", lambda char, _size: one if char.isascii() else other)
    runs = list(letters._runs("Luna 月の庭 12", 40))
    assert runs == [(one, "Luna "), (other, "月の庭 "), (one, "12")]


def test_a_planet_is_round_and_turned() -> None:
    ringed = next(f"0x{n:040x}" for n in range(1, 99) if planet_of(f"0x{n:040x}").ring)
    image = drawn(ringed, 120)
    assert image.size == (120, 120)
    assert image.getpixel((60, 60))[3] == 255  # type: ignore[index]  # RGBA
    assert image.getpixel((0, 0))[3] == 0  # type: ignore[index]  # RGBA


def test_a_link_says_where_it_leads_and_nothing_runs_in_it() -> None:
    html = '<html><head><meta name="description" content="old" /><title>Planet Chain</title></head></html>'
    link = Link(HOSTILE, HOSTILE, '/api/v1/cards/posts/a"b.png', "ja")
    made = described(html, link, "http://here", '/posts/"><img src=x>')
    read = Metas(made)
    assert read.tags == ["html", "head", "title"]
    assert read.found["og:description"] == read.found["description"] == HOSTILE
    assert read.found["og:image"] == 'http://here/api/v1/cards/posts/a"b.png'
    assert read.found["og:locale"] == "ja_JP"
    assert "old" not in read.found.values()


def test_the_pages_addresses_carry_their_card(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<html><head><title>Planet Chain</title></head><body>page</body></html>"
    )
    app = FastAPI()
    app.state.service = scene.client.app.state.service  # type: ignore[attr-defined]  # the application's own
    serve_links(app, tmp_path)
    with TestClient(app, base_url="https://planet.example") as client:
        seed = Metas(client.get(f"/c/{scene.token}").text).found
        assert seed["og:title"] == "Seed Club ($SEED) · Planet Chain"
        assert (
            seed["og:image"]
            == f"https://planet.example/api/v1/cards/communities/{scene.token}.png?language=en"
        )
        assert seed["twitter:card"] == "summary_large_image"
        japanese = Metas(client.get("/ja/posts/post-seed").text).found
        assert (japanese["og:title"], japanese["og:locale"]) == ("Seeds · Planet Chain", "ja_JP")
        for nowhere in (f"/c/{CREATOR.address}", "/c/0x12", "/posts/nothing", "/xx/posts/%00"):
            answer = client.get(nowhere)
            assert (answer.status_code, "og:" in answer.text, "page" in answer.text) == (200, False, True)


def test_a_hidden_post_has_no_card(scene: Scene) -> None:
    now = scene.town.now
    with transaction(scene.town.database) as session:
        posts.publish(session, Draft("post-foul", "grower", "note", "Foul words", "foul"), now=now)
    assert scene.client.get("/api/v1/cards/posts/post-foul.png").status_code == 200
    with transaction(scene.town.database) as session:
        moderation.hide(session, "post-foul", "ada", "spam", "because", now=now)
    assert scene.get("cards/posts/post-foul.png", 404)["code"] == "post-unknown"
