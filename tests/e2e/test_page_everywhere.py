"""What holds on every page, in every language: it fits, axe accepts it, little is loaded, nothing in vain."""

import re
from collections.abc import Callable, Iterator
from functools import partial

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, Response

from tests.conftest import Stack
from tests.e2e.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(300)]

_FIRST_LOAD_BYTES = 120 * 1024
_PACKED = re.compile("br|gzip")


@pytest.fixture(scope="module")
def paths(stack: Stack) -> list[str]:
    """One path of every page, filled with what the sample has."""
    newest = httpx.get(f"{stack.api}/communities?sort=volume&limit=1", timeout=30).json()["items"][0]
    post = httpx.get(f"{stack.api}/posts?limit=1", timeout=30).json()["items"][0]
    fixed = ("", "trends", "questions", "questions/1", "ask", "search?q=luna", "create", "claims", "rewards")
    more = ("rewards/1", "airdrop", "drafts", "debug", "status", "nowhere")
    return [
        *(f"/{path}" for path in (*fixed, *more)),
        f"/c/{newest['token']}",
        f"/claims/{newest['creator']}",
        f"/creators/{newest['creator']}",
        f"/posts/{post['id']}",
        f"/airdrop?from=holders&of={newest['token']}",
    ]


@pytest.fixture
def visits(context: BrowserContext) -> Iterator[list[Visit]]:
    opened: list[Visit] = []
    yield opened
    for visit in opened:
        assert visit.unexpected == []


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("en", 360, "light"), ("en", 1280, "dark"), ("zh-CN", 360, "dark"), ("ja", 360, "light")],
)
def test_every_page_fits_and_is_accessible(
    visits: list[Visit], context: BrowserContext, paths: list[str], language: str, width: int, scheme: str
) -> None:
    visit = Visit(context, language)
    visits.append(visit)
    visit.tab.set_viewport_size({"width": width, "height": 800})
    visit.tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    for path in paths:
        page = visit.open(path)
        visit.settle()
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{path} is {wider} px wider than a screen of {width}"
        assert visit.violations() == [], path


def test_the_first_load_of_every_page_is_light_and_packed(
    new_context: Callable[[], BrowserContext], paths: list[str]
) -> None:
    for path in paths:
        context = new_context()  # which has nothing of an earlier page
        visit = Visit(context, "ja")  # whose texts are the longest
        scripts: list[Response] = []
        visit.tab.on("response", partial(_keep, scripts))
        visit.open(path)
        visit.settle()
        sizes = {answer.url: answer.request.sizes()["responseBodySize"] for answer in scripts}
        assert 0 < sum(sizes.values()) <= _FIRST_LOAD_BYTES, (path, sizes)
        assert all(_PACKED.fullmatch(answer.headers["content-encoding"]) for answer in scripts)
        assert visit.unexpected == []
        context.close()


def _keep(scripts: list[Response], answer: Response) -> None:
    if answer.url.endswith(".js"):
        scripts.append(answer)


def test_what_a_page_is_told_to_fetch_early_it_uses(
    visits: list[Visit], context: BrowserContext, paths: list[str]
) -> None:
    complaints: dict[str, list[str]] = {path: [] for path in paths}
    for path in paths:
        visit = Visit(context)
        visits.append(visit)
        _hear(visit.tab, complaints[path])
        visit.open(path)
    # the browser waits some seconds after the load before it says that something was fetched in vain
    visits[-1].tab.wait_for_timeout(6_000)
    assert {path: said for path, said in complaints.items() if said} == {}


def _hear(tab: Page, complaints: list[str]) -> None:
    tab.on("console", lambda message: "preload" in message.text and complaints.append(message.text))
