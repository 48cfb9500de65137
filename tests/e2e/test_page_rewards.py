"""Rewards, clicked: a week down to the reason of each payment, claims of a week and an airdrop together."""

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from planet_chain.devnet.accounts import sample_account
from tests.conftest import Stack
from tests.e2e.visit import SLOW, Visit

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(300)]


@pytest.fixture
def visit(context: BrowserContext) -> Iterator[Visit]:
    one = Visit(context)
    yield one
    assert one.unexpected == []


def read(stack: Stack, path: str) -> Any:
    answer = httpx.get(f"{stack.api}/{path}", timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()


def whole(units: str) -> str:
    """Quote units as the page writes them in full, in English."""
    text = f"{int(units) // 10**6:,}.{int(units) % 10**6:06}"
    return text.rstrip("0").rstrip(".")


def test_a_week_says_what_it_paid_and_why(visit: Visit, stack: Stack) -> None:
    week = read(stack, "epochs/1")
    paid = read(stack, "epochs/1/allocations")["items"]
    page = visit.open("/rewards")
    visit.settle()
    now = read(stack, "epochs/current")["epoch"]  # other tests end weeks on the same system
    expect(page.get_by_role("heading", name="This week")).to_contain_text(f"week {now}")
    boards = page.get_by_role("region", name=re.compile("^Planet Wars"))
    expect(boards.first).to_contain_text("planet-wars-1")
    assert visit.violations() == []

    page.get_by_role("link", name="Details of week 1").click()
    expect(page).to_have_url(re.compile("/rewards/1$"))
    money = page.get_by_role("region", name="Where the money went")
    for name in ("pool", "paid", "carry_out"):
        expect(money).to_contain_text(whole(week[name]["amount"]))
    proof = page.get_by_role("region", name="Verify it yourself")
    expect(proof).to_contain_text(f"planet verify --from {stack.page} --epoch 1")
    expect(proof).to_contain_text(week["root"])
    expect(proof).to_contain_text(week["inputs_hash"])
    proof.get_by_text("Download the files").click()
    link = proof.get_by_role("link", name="manifest.json")
    assert httpx.get(stack.page + (link.get_attribute("href") or "")).json()["epoch"] == 1

    rows = page.get_by_role("region", name="Who was paid").locator("tbody tr")
    expect(rows).to_have_count(len(paid))
    rows.first.get_by_role("button", name="Why?").click()
    why = page.get_by_role("dialog")
    expect(why).to_contain_text(whole(paid[0]["value"]["amount"]))
    reasons = read(stack, f"epochs/1/allocations/{paid[0]['account']}")["allocations"][0]
    for line in reasons["posts"]:
        expect(why).to_contain_text(line["title"])
        expect(why).to_contain_text(whole(line["amount"]["amount"]))
    expect(why.get_by_role("img", name=re.compile("picture"))).to_be_visible()
    assert visit.violations() == []


def test_the_command_that_the_page_shows_proves_the_week(visit: Visit, stack: Stack) -> None:
    page = visit.open("/rewards/1")
    command = page.get_by_role("region", name="Verify it yourself").locator("code").inner_text()
    proved = stack.planet(*command.split()[1:])
    assert proved.returncode == 0, proved.stderr
    assert read(stack, "epochs/1")["root"] in proved.stdout


def test_several_claims_go_in_one_list_of_steps(visit: Visit, stack: Stack) -> None:
    ana = sample_account("ana").address
    due = read(stack, f"claims/{ana}")
    lines = len(due["claimable"]) + len(due["airdrops"])
    assert lines > 1, "the sample gives ana points and an airdrop"
    steps = len(due["claimable"]) + len({gift["amount"]["token"] for gift in due["airdrops"]})
    visit.open("/")
    visit.use_burner()
    visit.account.click()
    visit.button("Get test coins").click()
    expect(visit.tab.get_by_text("Test coins arrived")).to_be_visible(timeout=SLOW)
    visit.tab.get_by_role("dialog").get_by_role("button", name="Close").click()

    page = visit.open(f"/claims/{ana}")
    visit.settle()
    expect(page.get_by_role("region", name="Claimable now")).to_contain_text("airdrop")
    expect(page.get_by_role("region", name="Points")).to_contain_text("season 1")
    assert visit.violations() == []
    visit.button(f"Claim all {lines}").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("li[data-stage]")).to_have_count(steps, timeout=SLOW)
    visit.sign()
    visit.button("Close").last.click()
    claimed = page.get_by_role("region", name="Claimed", exact=True).locator("tbody tr")
    expect(claimed).to_have_count(len(due["claimed"]) + lines, timeout=SLOW)
    expect(page.get_by_text("Nothing to claim right now.")).to_be_visible(timeout=SLOW)
    assert read(stack, f"claims/{ana}")["airdrops"] == []


@pytest.mark.parametrize(("prefix", "heading"), [("/zh-CN", "每周奖励"), ("/ja", "毎週の報酬")])
def test_speaks_the_language_of_the_url(visit: Visit, prefix: str, heading: str) -> None:
    page = visit.open(f"{prefix}/rewards")
    visit.settle()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert visit.violations() == []


def test_a_link_carries_its_card(visit: Visit, stack: Stack) -> None:
    community = read(stack, "communities?limit=1")["items"][0]
    page = visit.open(f"/ja/c/{community['token']}")
    card = page.locator('meta[property="og:image"]').get_attribute("content") or ""
    assert card.startswith(stack.page)
    answer = httpx.get(card, timeout=30)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    expect(page.locator('meta[property="og:title"]')).to_have_attribute(
        "content", re.compile(re.escape(community["name"]))
    )
