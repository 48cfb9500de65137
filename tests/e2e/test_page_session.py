"""Signing in and claiming without gas, clicked in chromium against the running system."""

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.conftest import Stack
from tests.e2e.owed import claims_of, somebody_owed
from tests.e2e.visit import SLOW, Visit

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(240)]


def test_a_wallet_signs_in_stays_through_a_reload_and_signs_out(context: BrowserContext) -> None:
    visit = Visit(context)
    page = visit.open("/claims")
    visit.use_burner()
    visit.account.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=visit.say("sign_in"), exact=True).click()
    expect(dialog.get_by_text(visit.say("signed_in"))).to_be_visible(timeout=SLOW)
    (cookie,) = [each for each in context.cookies() if each["name"] == "planet_session"]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    assert "planet_session" not in page.evaluate("document.cookie")

    page.reload()
    visit.account.click()
    expect(dialog.get_by_text(visit.say("signed_in"))).to_be_visible(timeout=SLOW)
    assert visit.violations() == []
    dialog.get_by_role("button", name=visit.say("sign_out_everywhere")).click()
    expect(dialog.get_by_role("button", name=visit.say("sign_in"), exact=True)).to_be_visible(timeout=SLOW)
    assert visit.unexpected == []


def test_rewards_are_claimed_without_gas_and_without_a_wallet(context: BrowserContext, stack: Stack) -> None:
    visit = Visit(context, "ja")
    owner = somebody_owed(stack)
    page = visit.open(f"/claims/{owner}")
    visit.settle()
    visit.press("claim_gasless")
    expect(page.get_by_text(visit.say("relay_done"))).to_be_visible(timeout=SLOW)
    expect(visit.button(visit.say("claim_gasless"))).to_have_count(0, timeout=SLOW)
    assert claims_of(stack, owner)["claimable"] == []
    assert visit.unexpected == []
