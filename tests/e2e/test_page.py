"""The page, clicked in chromium against the running system."""

import json
import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import ROOT, Stack
from tests.e2e.owed import claims_of, somebody_owed
from tests.e2e.visit import SLOW, Visit

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(240)]


@pytest.fixture
def visit(context: BrowserContext) -> Iterator[Visit]:
    one = Visit(context)
    yield one
    assert one.unexpected == []


def _communities(stack: Stack) -> list[dict[str, str]]:
    found = httpx.get(f"{stack.api}/communities?sort=newest", timeout=30).json()["items"]
    assert isinstance(found, list)
    return found


def _balance(stack: Stack, token: str, owner: str) -> int:
    call = {"to": token, "data": "0x70a08231" + owner[2:].lower().rjust(64, "0")}
    body = {"jsonrpc": "2.0", "id": 1, "method": "eth_call", "params": [call, "latest"]}
    return int(httpx.post(stack.rpc, json=body, timeout=30).json()["result"], 16)


def test_create_buy_and_claim_by_clicking(visit: Visit, stack: Stack) -> None:
    # who never registered has no creator page, which the browser logs as an error of its own
    visit.allowed = re.compile("404")
    page = visit.open("/create")
    fan = visit.use_burner()

    visit.button("Verify me").click()
    expect(page.get_by_text("You are a verified creator.")).to_be_visible(timeout=SLOW)
    page.get_by_label("Name").fill("Clicked Club")
    page.get_by_label("Symbol").fill("CLICK")
    page.get_by_label("Your first buy (optional)").fill("10")
    visit.button("Review and create").click()
    visit.sign()
    visit.button("Open Clicked Club").click(timeout=SLOW)
    expect(page).to_have_url(re.compile("/c/0x"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Clicked Club")
    token = page.url.rsplit("/", 1)[1]
    first = _balance(stack, token, fan)
    assert first > 0

    page.get_by_label("You pay").fill("25")
    visit.button("Review purchase").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Platform fee")
    expect(dialog).to_contain_text("OKB")
    visit.sign()
    assert _balance(stack, token, fan) > first
    # of all trades, ours is the newest
    visit.button("Close").last.click()
    expect(page.get_by_role("region", name="Trades").locator("tbody tr").first).to_contain_text("25")

    owner = somebody_owed(stack)
    visit.open("/claims")
    page.get_by_label("Address").fill(owner)
    visit.button("Look").click()
    expect(page.get_by_role("heading", name="Claimable now")).to_be_visible()
    claims = claims_of(stack, owner)
    due = claims["claimable"][0]["amount"]
    before = _balance(stack, due["token"], owner)
    visit.button("Claim").first.click()
    visit.sign()
    assert _balance(stack, due["token"], owner) == before + int(due["amount"])
    visit.button("Close").last.click()
    claimed = page.get_by_role("region", name="Claimed").locator("tbody tr")
    expect(claimed).to_have_count(len(claims["claimed"]) + 1, timeout=SLOW)


def test_search_leads_from_any_page_to_a_community_a_post_and_its_topic(visit: Visit) -> None:
    page = visit.open("/status")
    page.get_by_role("searchbox", name="Search", exact=True).fill("luna")
    page.keyboard.press("Enter")
    found = page.get_by_role("region", name="Results")
    expect(found.get_by_role("link", name="Luna Onchain")).to_be_visible(timeout=SLOW)
    visit.choose("posts")
    expect(found.get_by_role("link", name="Where gas went this week")).to_be_visible(timeout=SLOW)
    page.get_by_role("searchbox", name="What are you looking for?").fill("zzzzzz")
    page.keyboard.press("Enter")
    expect(found.get_by_text("Nothing found for “zzzzzz”")).to_be_visible(timeout=SLOW)
    visit.choose("communities_title")
    page.get_by_role("searchbox", name="What are you looking for?").fill("luna")
    page.keyboard.press("Enter")
    found.get_by_role("link", name="Luna Onchain").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Luna Onchain")


def test_a_reload_forgets_no_transaction(visit: Visit, stack: Stack) -> None:
    page = visit.open(f"/c/{_communities(stack)[0]['token']}")
    visit.use_burner()
    visit.account.click()
    visit.button("Get test coins").click()
    expect(page.get_by_text("Test coins arrived")).to_be_visible(timeout=SLOW)
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    page.get_by_role("region", name="Tip").get_by_label("Amount").fill("2")
    visit.button("Tip").click()
    visit.sign()
    page.reload()
    visit.account.click()
    steps = page.get_by_role("dialog").locator("li[data-stage]")
    expect(steps).to_have_count(2)
    expect(steps.first).to_have_attribute("data-stage", "final", timeout=SLOW)
    assert visit.violations() == []


def test_a_trade_of_somebody_else_appears_by_itself(
    visit: Visit, new_context: Callable[[], BrowserContext], stack: Stack
) -> None:
    community = _communities(stack)[-1]
    path, amount = f"/c/{community['token']}", f"7.{community['trades']}5"
    visit.tab.clock.install()
    watched = visit.open(path)
    visit.settle()
    # time stands still for the watcher, so it never asks again of its own accord
    visit.tab.clock.pause_at(watched.evaluate("Date.now()") / 1000 + 1)

    buyer = Visit(new_context())
    buyer.open(path)
    fan = buyer.use_burner()
    httpx.post(f"{stack.faucet}/faucet", json={"address": fan}, timeout=60).raise_for_status()
    buyer.tab.get_by_label("You pay").fill(amount)
    buyer.button("Review purchase").click()
    buyer.sign()
    newest = watched.get_by_role("region", name="Trades").locator("tbody tr").first
    expect(newest).to_contain_text(amount[:4], timeout=SLOW)
    assert buyer.errors == []


@pytest.mark.parametrize(
    ("prefix", "lang", "heading"), [("/zh-CN", "zh-CN", "正在热议"), ("/ja", "ja", "いまの話題")]
)
def test_speaks_the_language_of_the_url(visit: Visit, prefix: str, lang: str, heading: str) -> None:
    page = visit.open(f"{prefix}/trends")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.locator("html")).to_have_attribute("lang", lang)
    page.get_by_role("link", name="Planet Chain").click()
    expect(page).to_have_url(re.compile(f"{prefix}/$"))
    page.locator("footer select").select_option("en")
    expect(page).to_have_url(re.compile(r":\d+/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Every creator is a planet")


def test_a_wallet_on_another_chain_is_switched_and_a_rejection_is_no_harm(visit: Visit, stack: Stack) -> None:
    fan = next(account["address"] for account in stack.accounts if account["role"] == "fan")
    httpx.post(f"{stack.faucet}/faucet", json={"address": fan}, timeout=60).raise_for_status()
    visit.tab.add_init_script(
        f"Object.assign(window, {json.dumps({'walletRpc': stack.rpc, 'walletOwner': fan})})"
    )
    visit.tab.add_init_script(path=ROOT / "tests/e2e/announced_wallets.js")
    page = visit.open(f"/c/{_communities(stack)[-1]['token']}")

    visit.button("Connect").click()
    names = page.get_by_role("dialog").locator("li b")
    expect(names).to_have_text(["OKX Wallet", "Another Wallet", "Burner wallet"])
    assert visit.violations() == []
    names.first.click()
    expect(page.get_by_text("Your wallet is on another network.")).to_be_visible()
    visit.button("Switch network").click()
    expect(page.get_by_text("Your wallet is on another network.")).to_be_hidden()
    assert "wallet_addEthereumChain" in page.evaluate("asked")

    page.get_by_label("You pay").fill("5")
    visit.button("Review purchase").click()
    visit.button("Sign in the wallet").click()
    expect(page.get_by_text("You rejected it in the wallet. Nothing happened.")).to_be_visible(timeout=SLOW)
    assert visit.violations() == []
    page.evaluate("window.agree = true")
    visit.sign()
    visit.button("Close").last.click()

    # the wallet strays without telling: it is brought back before anything is sent
    page.evaluate("window.stray(), window.asked.length = 0")
    page.get_by_label("You pay").fill("6")
    visit.button("Review purchase").click()
    visit.sign()
    asked = page.evaluate("asked")
    assert asked.index("wallet_switchEthereumChain") < asked.index("eth_sendTransaction")


def _tab_to(page: Page, name: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.labels?.[0]?.innerText || document.activeElement.innerText || '').trim()"
        )
        if focused == name:
            return
    pytest.fail(f"60 tabs do not lead to {name!r}")


def test_buying_needs_no_mouse(visit: Visit, stack: Stack) -> None:
    page = visit.open(f"/c/{_communities(stack)[-1]['token']}")
    fan = visit.use_burner()
    httpx.post(f"{stack.faucet}/faucet", json={"address": fan}, timeout=60).raise_for_status()
    page.reload()
    expect(visit.account).to_be_visible()
    _tab_to(page, "You pay")
    page.keyboard.type("3")
    expect(visit.button("Review purchase")).to_be_enabled(timeout=SLOW)
    _tab_to(page, "Review purchase")
    page.keyboard.press("Enter")
    expect(visit.button("Sign in the wallet")).to_be_visible(timeout=SLOW)
    _tab_to(page, "Sign in the wallet")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_text("Done.")).to_be_visible(timeout=SLOW)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_says_when_the_service_does_not_answer(visit: Visit) -> None:
    visit.allowed = re.compile("ERR_FAILED")
    visit.tab.route("**/api/**", lambda route: route.abort())
    page = visit.open("/trends")
    expect(page.get_by_text("The service does not answer.").first).to_be_visible()
