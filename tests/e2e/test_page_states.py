"""What a person reads when something is wrong, and that nothing moves while something happens."""

import os
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx
import psutil
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import Stack
from tests.e2e.owed import somebody_owed
from tests.e2e.visit import SLOW, Visit

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(240)]

_SHIFTS = """
    window.shifts = []
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
            if (!entry.hadRecentInput)
                shifts.push([entry.value, ...entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 90))])
    }).observe({ type: 'layout-shift', buffered: true })
"""


@pytest.fixture
def visit(context: BrowserContext) -> Iterator[Visit]:
    one = Visit(context)
    yield one
    assert one.unexpected == []


def _process(stack: Stack, word: str) -> psutil.Process:
    """The system's own process whose command line has `word`."""
    supervisor = psutil.Process(int((stack.home / "devnet" / "lock").read_text()))
    found = [
        one for one in supervisor.children(recursive=True) if word in one.cmdline() or word in one.name()
    ]
    assert found, f"no process of the system is {word!r}"
    return found[0]


@contextmanager
def _frozen(process: psutil.Process) -> Iterator[None]:
    """The process answers nobody: its connections stand, and nothing comes."""
    process.suspend()
    try:
        yield
    finally:
        process.resume()


def _newest(stack: Stack) -> str:
    found = httpx.get(f"{stack.api}/communities?sort=newest&limit=1", timeout=30).json()["items"]
    return str(found[0]["token"])


def test_a_dead_node_is_told_and_forgotten_once_it_answers(visit: Visit, stack: Stack) -> None:
    page = visit.open(f"/c/{_newest(stack)}")
    visit.use_burner()
    words = page.get_by_role("alert").filter(has_text="The chain's node does not answer this browser.")
    with _frozen(_process(stack, "anvil")):
        expect(words).to_be_visible(timeout=SLOW)
        assert visit.violations() == []
    expect(words).to_be_hidden(timeout=SLOW)


def test_an_index_that_lags_is_told_and_orders_still_work(visit: Visit, stack: Stack) -> None:
    page = visit.open(f"/c/{_newest(stack)}")
    fan = visit.use_burner()
    httpx.post(f"{stack.faucet}/faucet", json={"address": fan}, timeout=60).raise_for_status()
    words = page.get_by_role("alert").filter(
        has_text=re.compile(r"The figures here are \d+ s behind the chain")
    )
    with _frozen(_process(stack, "index")):
        expect(words).to_be_visible(timeout=2 * SLOW)
        visit.fill("you_pay", "2")
        visit.press("review_buy")
        visit.sign()
        visit.close()
    expect(words).to_be_hidden(timeout=SLOW)
    trades = page.get_by_role("region", name="Trades").locator("tbody tr")
    expect(trades.first.locator(f'[title="{fan}"]')).to_be_visible(timeout=SLOW)


def _rpc(stack: Stack, method: str, *params: object) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    assert "error" not in httpx.post(stack.rpc, json=body, timeout=30).json()


@contextmanager
def _no_blocks(stack: Stack) -> Iterator[None]:
    """What is sent waits at the node."""
    _rpc(stack, "evm_setIntervalMining", 0)
    try:
        yield
    finally:
        _rpc(stack, "evm_setIntervalMining", 1)


def test_a_transaction_that_still_waits_survives_a_reload(visit: Visit, stack: Stack) -> None:
    page = visit.open(f"/c/{_newest(stack)}")
    fan = visit.use_burner()
    httpx.post(f"{stack.faucet}/faucet", json={"address": fan}, timeout=60).raise_for_status()
    visit.press("kind_follow")
    expect(visit.button(visit.say("sign"))).to_be_visible(timeout=SLOW)
    with _no_blocks(stack):
        visit.press("sign")
        step = visit.dialog.locator("li[data-stage]")
        expect(step).to_have_attribute("data-stage", "sent", timeout=SLOW)
        page.reload()
        visit.account.click(timeout=SLOW)
        expect(step).to_have_attribute("data-stage", "sent", timeout=SLOW)
        page.wait_for_timeout(2_500)  # it is looked at again meanwhile
        expect(step).to_have_attribute("data-stage", "sent")
        assert visit.violations() == []
    expect(step).to_have_attribute("data-stage", "final", timeout=SLOW)
    visit.close()
    expect(visit.button(visit.say("kind_unfollow"))).to_be_visible(timeout=SLOW)


def test_an_empty_community_says_what_is_not_there(visit: Visit) -> None:
    visit.allowed = re.compile("404")
    page = visit.open("/create")
    visit.use_burner()
    visit.press("verify_me")
    expect(page.get_by_text(visit.say("verified"))).to_be_visible(timeout=SLOW)
    visit.fill("name", "Empty Club")
    visit.fill("symbol", "EMPTY")
    visit.press("review_create")
    visit.sign()
    visit.press("create_open", name="Empty Club")
    lists = page.get_by_role("region", name="Details")
    for tab, words in (
        ("Trades", "No trades yet"),
        ("Holders", "Nobody holds it yet"),
        ("Posts", "No posts yet"),
    ):
        lists.get_by_role("radio", name=tab).check(force=True)
        expect(lists.get_by_text(words)).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("region", name="Price").get_by_text("No trades yet")).to_be_visible()
    for words in ("No memberships are offered yet.", "No questions here", "Followers: 0"):
        expect(page.get_by_text(words)).to_be_visible(timeout=SLOW)
    assert visit.violations() == []


def test_trades_come_in_again_after_the_service_was_gone_and_nothing_jumps(
    visit: Visit, new_context: Callable[[], BrowserContext], stack: Stack
) -> None:
    # a connection that broke and one that was refused, which the browser logs
    visit.allowed = re.compile("ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION|ERR_EMPTY_RESPONSE|502|503")
    visit.tab.add_init_script(_SHIFTS)
    token = httpx.get(f"{stack.api}/communities?sort=volume", timeout=30).json()["items"][0]["token"]
    buyer = Visit(new_context())
    buyer.open(f"/c/{token}")
    fan = buyer.use_burner()
    httpx.post(f"{stack.faucet}/faucet", json={"address": fan}, timeout=60).raise_for_status()

    page = visit.open(f"/c/{token}")
    visit.settle()
    before = page.evaluate("shifts")
    newest = page.get_by_role("region", name="Trades").locator("tbody tr").first
    for paid in ("3.17", "4.19"):
        _buy(buyer, paid)
        expect(newest).to_contain_text(paid, timeout=SLOW)
        assert page.evaluate("shifts") == before
        # once at the figures and the chart, once where the rows come in
        newest.scroll_into_view_if_needed()

    os.kill(_process(stack, "api").pid, signal.SIGKILL)  # its supervisor starts it again
    _until_back(visit, stack)
    _buy(buyer, "5.21")
    expect(newest).to_contain_text("5.21", timeout=SLOW)
    assert sum(value for value, *_ in before) < 0.1, before


def _buy(buyer: Visit, paid: str) -> None:
    buyer.fill("you_pay", paid)
    buyer.press("review_buy")
    buyer.sign()
    buyer.close()


def _until_back(visit: Visit, stack: Stack) -> None:
    for _ in range(120):
        visit.tab.wait_for_timeout(500)
        try:
            if httpx.get(f"{stack.api}/ready", timeout=5).is_success:
                return
        except httpx.HTTPError:
            continue
    pytest.fail("the API did not come back")


def _tab_to(page: Page, name: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText || '').trim()"
        )
        if focused == name:
            return
    pytest.fail(f"80 tabs do not lead to {name!r}")


def test_claiming_needs_no_mouse(visit: Visit, stack: Stack) -> None:
    owner = somebody_owed(stack)
    page = visit.open("/claims")
    payer = visit.use_burner()
    httpx.post(f"{stack.faucet}/faucet", json={"address": payer}, timeout=60).raise_for_status()
    _tab_to(page, "Address")
    page.keyboard.type(owner)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Claimable now")).to_be_visible(timeout=SLOW)
    visit.settle()
    _tab_to(page, "Claim")
    page.keyboard.press("Enter")
    expect(visit.button("Sign in the wallet")).to_be_visible(timeout=SLOW)
    _tab_to(page, "Sign in the wallet")
    page.keyboard.press("Enter")
    expect(visit.dialog.get_by_text("Done.")).to_be_visible(timeout=SLOW)
    page.keyboard.press("Escape")
    expect(visit.dialog).to_be_hidden()
