"""What holds on every page, in every language: it fits, axe accepts it, little is loaded, nothing in vain."""

import re
from collections.abc import Callable
from functools import partial

import httpx
import pytest
from playwright.sync_api import BrowserContext, Response

from tests.conftest import Stack
from tests.e2e.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(300)]

_FIRST_LOAD_BYTES = 120 * 1024
_PACKED = re.compile("br|gzip")


@pytest.fixture(scope="module")
def paths(stack: Stack) -> list[str]:
    """One path of every page, filled with what the sample has."""
    assert stack.sample is not None  # what other tests made may lack a page, and the browser says so
    token = stack.sample["communities"][0]["token"]  # Luna's
    sample = httpx.get(f"{stack.api}/communities/{token}", timeout=30).json()
    post = httpx.get(f"{stack.api}/posts?creator=luna&limit=1", timeout=30).json()["items"][0]
    fixed = ("", "trends", "questions", "questions/1", "ask", "search?q=luna", "create", "claims", "rewards")
    more = ("rewards/1", "airdrop", "drafts", "debug", "status", "nowhere")
    return [
        *(f"/{path}" for path in (*fixed, *more)),
        f"/c/{token}",
        f"/claims/{sample['creator']}",
        f"/creators/{sample['creator']}",
        f"/posts/{post['id']}",
        f"/airdrop?from=holders&of={token}",
    ]


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("en", 360, "light"), ("en", 1280, "dark"), ("zh-CN", 360, "dark"), ("ja", 360, "light")],
)
def test_every_page_fits_and_is_accessible(
    context: BrowserContext, paths: list[str], language: str, width: int, scheme: str
) -> None:
    visit = Visit(context, language)
    visit.tab.set_viewport_size({"width": width, "height": 800})
    visit.tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    for path in paths:
        page = visit.open(path)
        visit.settle()
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{path} is {wider} px wider than a screen of {width}"
        assert visit.violations() == [], path
    assert visit.unexpected == []


def test_the_first_load_of_every_page_is_light_packed_and_not_in_vain(
    new_context: Callable[[], BrowserContext], paths: list[str]
) -> None:
    opened = {}
    for path in paths:
        # a context of its own, which has nothing of an earlier page; Japanese texts are the longest
        visit = opened[path] = Visit(new_context(), "ja")
        scripts: list[Response] = []
        visit.tab.on("response", partial(_keep, scripts))
        visit.open(path)
        visit.settle()
        sizes = {answer.url: answer.request.sizes()["responseBodySize"] for answer in scripts}
        assert 0 < sum(sizes.values()) <= _FIRST_LOAD_BYTES, (path, sizes)
        assert all(_PACKED.fullmatch(answer.headers["content-encoding"]) for answer in scripts)
    # the browser waits some seconds before it says that something was preloaded and not used
    visit.tab.wait_for_timeout(6_000)
    said = {path: [text for text in one.heard if "preload" in text] for path, one in opened.items()}
    assert {path: texts for path, texts in said.items() if texts} == {}
    assert [one.unexpected for one in opened.values() if one.unexpected] == []


def _keep(scripts: list[Response], answer: Response) -> None:
    if answer.url.endswith(".js"):
        scripts.append(answer)
