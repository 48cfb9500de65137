"""A creator's page and an airdrop, clicked: what is shown before paying is what everybody then gets."""

import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from planet_chain.devnet.accounts import sample_account
from tests.conftest import Stack
from tests.e2e.visit import SLOW, Visit

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(300)]

_USD = 10**6


@pytest.fixture
def visit(context: BrowserContext) -> Iterator[Visit]:
    one = Visit(context)
    yield one
    assert one.unexpected == []


def read(stack: Stack, path: str) -> Any:
    answer = httpx.get(f"{stack.api}/{path}", timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()


def fund(visit: Visit) -> str:
    """Connect a burner with test coins; returns its address."""
    visit.open("/")
    address = visit.use_burner()
    visit.account.click()
    visit.press("faucet")
    expect(visit.tab.get_by_text(visit.say("faucet_done"))).to_be_visible(timeout=SLOW)
    visit.close()
    return address


def test_a_creator_page_shows_what_came_from_where(visit: Visit, stack: Stack) -> None:
    luna = sample_account("luna").address
    known = read(stack, f"creators/{luna}")
    page = visit.open(f"/creators/{luna}")
    visit.settle()
    earnings = page.get_by_role("region", name="Earnings").first
    for source in ("fees", "prizes"):
        units = int(known["earnings"][source]["amount"])
        expect(earnings.locator(f'data[value="{units}"]').first).to_be_visible()
    posts = {post["content_id"]: post["title"] for post in read(stack, f"posts?author={luna}")["items"]}
    for line in read(stack, f"creators/{luna}/earnings")["items"]:
        expect(earnings.get_by_role("link", name=posts[line["content_id"]])).to_be_visible()
    members = page.get_by_role("region", name="Members").locator("tbody tr")
    expect(members).to_have_count(len(read(stack, f"memberships?creator={luna}")["items"]))
    expect(page.get_by_role("heading", name="Record of calls")).to_be_visible()
    assert visit.violations() == []


@pytest.mark.parametrize("language", ["en", "zh-CN", "ja"])
def test_an_airdrop_gives_what_its_preview_said(context: BrowserContext, stack: Stack, language: str) -> None:
    visit = Visit(context, language)
    giver = fund(visit)
    creator = read(stack, "communities?sort=volume&limit=1")["items"][0]["creator"]
    page = visit.open(f"/airdrop?from=followers&of={creator}")
    visit.fill("airdrop_amount", "10.000001")
    shown = page.get_by_role("region", name=visit.say("airdrop_preview")).first
    rows = shown.locator("tbody tr")
    followers = read(stack, f"follows?creator={creator}")["items"]
    expect(rows).to_have_count(len(followers), timeout=SLOW)
    parts = [int(value) for value in shown.locator("tbody data").evaluate_all("all => all.map(x => x.value)")]
    assert sum(parts) == 10 * _USD + 1
    assert visit.violations() == []

    visit.press("review_airdrop")
    expect(visit.dialog.locator("li[data-stage]")).to_have_count(2, timeout=SLOW)
    assert visit.violations() == []
    visit.sign()
    expect(visit.dialog.get_by_text(visit.say("airdrop_done"))).to_be_visible()
    expect(page.locator("footer")).to_be_attached()
    campaigns: list[Any] = []
    for _ in range(60):
        campaigns = read(stack, f"airdrops?funder={giver}")["items"]
        if campaigns:
            break
        page.wait_for_timeout(500)
    (campaign,) = campaigns
    assert campaign["left"]["amount"] == campaign["gives"]["amount"] == str(10 * _USD + 1)
    assert campaign["leaves"] == len(followers)
    for follow in followers:
        gifts = read(stack, f"claims/{follow['follower']}")["airdrops"]
        (gift,) = [gift for gift in gifts if gift["campaign"] == campaign["campaign"]]
        assert gift["state"] == "claimable"
        assert int(gift["amount"]["amount"]) in parts
    assert visit.unexpected == []


def test_a_list_names_the_row_that_cannot_be_used(visit: Visit) -> None:
    visit.allowed = re.compile("422")
    page = visit.open("/airdrop")
    visit.choose("of_list")
    box = page.get_by_label("The list, as CSV")
    box.fill(f"account,amount\n{sample_account('ana').address},1\n0x12,5\n")
    expect(page.get_by_role("alert")).to_contain_text("Row 3 of the list cannot be used", timeout=SLOW)
    assert visit.violations() == []
    box.fill(f"account,amount\n{sample_account('ana').address},1.5\n{sample_account('ben').address},2\n")
    preview = page.get_by_role("region", name="Who would get what").first
    expect(preview).to_contain_text("3.5", timeout=SLOW)
    expect(preview.locator("tbody tr")).to_have_count(2)


def test_every_contract_can_be_read_and_written_while_developing(visit: Visit, stack: Stack) -> None:
    address = fund(visit)
    page = visit.open("/debug")
    page.get_by_label("Contract").select_option("USDT0")
    balance = page.locator("li", has=page.get_by_role("heading", name="balanceOf", exact=True))
    balance.get_by_role("textbox").fill(address)
    balance.get_by_role("button", name="Read").click()
    expect(balance.locator("output")).to_contain_text(re.compile(r"\d{6,}"), timeout=SLOW)
    approve = page.locator("li", has=page.get_by_role("heading", name="approve", exact=True))
    approve.get_by_role("textbox").first.fill(stack.contracts["Tips"])
    approve.get_by_role("textbox").last.fill("7")
    approve.get_by_role("button", name="Send").click()
    expect(approve.locator("[data-stage]")).to_have_attribute(
        "data-stage", re.compile("block|final"), timeout=SLOW
    )
    assert visit.violations() == []


def test_a_draft_is_saved_by_itself_and_never_over_another(
    visit: Visit, context: BrowserContext, stack: Stack
) -> None:
    visit.allowed = re.compile("412")
    # the burner is whoever has its key: here a creator whom the community knows
    context.add_init_script(f"localStorage.setItem('burner-key', {json.dumps(sample_account('kai').key)})")
    visit.open("/drafts")
    visit.use_burner()
    page = visit.tab
    visit.press("sign_in")
    visit.press("draft_new")
    title = f"Saved while typing {uuid.uuid4().hex[:6]}"
    visit.fill("draft_heading", title)
    page.get_by_label("Text").fill("Half a thought about #drafts")
    saved = page.locator("[data-saved]")
    expect(saved).to_have_attribute("data-saved", "true", timeout=SLOW)
    expect(saved).to_have_text("Saved")
    assert visit.violations() == []
    page.reload()
    page.get_by_role("button", name=re.compile(title)).click(timeout=SLOW)
    expect(page.get_by_label("Text")).to_have_value("Half a thought about #drafts")

    other = Visit(context)
    other.open("/drafts")
    other.tab.get_by_role("button", name=re.compile(title)).click(timeout=SLOW)
    other.tab.get_by_label("Text").fill("Written in another tab, about #drafts")
    expect(other.tab.locator("[data-saved]")).to_have_attribute("data-saved", "true", timeout=SLOW)
    page.get_by_label("Text").fill("Would overwrite it")
    expect(page.get_by_role("alert")).to_contain_text("saved elsewhere", timeout=SLOW)
    visit.press("draft_load_other")
    expect(page.get_by_label("Text")).to_have_value("Written in another tab, about #drafts")
    visit.press("draft_publish")
    expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=SLOW)
    assert httpx.get(f"{stack.api}/{page.url.split('/', 3)[3]}", timeout=30).json()["title"] == title
    assert other.unexpected == []
