"""Signing in, claiming and tipping without gas, clicked in chromium against the running system."""

import json
import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from planet_chain.devnet.accounts import sample_account
from tests.conftest import ROOT, Stack
from tests.e2e.owed import claims_of, somebody_owed
from tests.e2e.visit import LANGUAGES, SLOW, Visit

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(240)]

_USD = 10**6


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
    step = page.locator("li[data-stage]")
    expect(step).to_have_attribute("data-stage", re.compile("sent|block"), timeout=SLOW)
    page.reload()  # it is on its way all the same, and the page says so
    expect(step).to_have_attribute("data-stage", re.compile("sent|block|final"), timeout=SLOW)
    assert visit.violations() == []
    expect(page.get_by_text(visit.say("relay_done"))).to_be_visible(timeout=SLOW)
    expect(visit.button(visit.say("claim_gasless"))).to_have_count(0, timeout=SLOW)
    assert claims_of(stack, owner)["claimable"] == []
    assert visit.unexpected == []


def _rpc(stack: Stack, method: str, *params: Any) -> Any:
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return httpx.post(stack.rpc, json=body, timeout=30).json()["result"]


def _usd(stack: Stack, owner: str) -> int:
    data = "0x70a08231" + owner[2:].lower().rjust(64, "0")
    return int(_rpc(stack, "eth_call", {"to": stack.contracts["USDT0"], "data": data}, "latest"), 16)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tip_is_signed_by_a_fan_without_gas(context: BrowserContext, stack: Stack, language: str) -> None:
    visit = Visit(context, language)
    luna = sample_account("luna").address
    page = visit.open(f"/creators/{luna}")
    fan = visit.use_burner()
    httpx.post(f"{stack.faucet}/faucet", json={"address": fan}, timeout=60).raise_for_status()
    _rpc(stack, "anvil_setBalance", fan, "0x0")
    before = _usd(stack, luna), _usd(stack, fan)

    page.get_by_role("region", name=visit.say("tip"), exact=True).get_by_role("textbox").fill("2.5")
    visit.press("tip_gasless")
    for key in ("you_pay", "receiver", "network_cost_relayed", "signed_until"):
        expect(visit.dialog.get_by_text(visit.say(key)).first).to_be_visible(timeout=SLOW)
    expect(visit.dialog.locator(f'data[value="{5 * _USD // 2}"]').first).to_be_visible()
    visit.sign()
    assert (_usd(stack, luna), _usd(stack, fan)) == (before[0] + 5 * _USD // 2, before[1] - 5 * _USD // 2)
    assert _rpc(stack, "eth_getBalance", fan, "latest") == "0x0"

    page.reload()  # it is followed all the same
    visit.account.click(timeout=SLOW)
    step = visit.dialog.locator("li[data-stage]")
    expect(step).to_have_attribute("data-stage", "final", timeout=SLOW)
    expect(step).to_contain_text(visit.say("kind_tip"))
    assert visit.violations() == []
    assert visit.unexpected == []


def test_a_signed_tip_that_is_rejected_or_cannot_be_paid_says_so_and_moves_nothing(
    context: BrowserContext, stack: Stack
) -> None:
    visit = Visit(context)
    visit.allowed = re.compile("409")
    fan = next(account["address"] for account in reversed(stack.accounts) if account["role"] == "fan")
    luna = sample_account("luna").address
    wallet = json.dumps({"walletRpc": stack.rpc, "walletOwner": fan})
    visit.tab.add_init_script(f"Object.assign(window, {wallet})")
    visit.tab.add_init_script(path=ROOT / "tests/e2e/announced_wallets.js")
    page = visit.open(f"/creators/{luna}")
    visit.press("connect")
    visit.dialog.get_by_role("button", name="OKX Wallet").click()
    before = _usd(stack, luna)
    amount = page.get_by_role("region", name=visit.say("tip"), exact=True).get_by_role("textbox")
    amount.fill(str(_usd(stack, fan) // _USD + 1))
    visit.press("tip_gasless")
    visit.press("sign")
    expect(visit.dialog.get_by_text(visit.say("wallet_rejected"))).to_be_visible(timeout=SLOW)
    assert visit.violations() == []
    # signed for another chain nothing could come of it: the wallet is brought over first
    asked = page.evaluate("asked")
    assert asked.index("wallet_switchEthereumChain") < asked.index("eth_signTypedData_v4")
    page.evaluate("window.agree = true")
    visit.press("sign")
    expect(visit.dialog.get_by_text(visit.say("revert_balance"))).to_be_visible(timeout=SLOW)
    assert _usd(stack, luna) == before
    assert visit.unexpected == []


def test_a_membership_is_signed_by_a_fan_without_gas(context: BrowserContext, stack: Stack) -> None:
    visit = Visit(context)
    luna = httpx.get(f"{stack.api}/creators/{sample_account('luna').address}", timeout=30).json()
    visit.open(f"/c/{luna['community']['token']}")
    fan = visit.use_burner()
    httpx.post(f"{stack.faucet}/faucet", json={"address": fan}, timeout=60).raise_for_status()
    _rpc(stack, "anvil_setBalance", fan, "0x0")
    before = _usd(stack, fan)
    visit.press("join_gasless")
    paid = int(visit.dialog.locator("data").first.get_attribute("value", timeout=SLOW) or 0)
    visit.sign()
    visit.close()
    assert 0 < paid == before - _usd(stack, fan)
    expect(visit.button(visit.say("kind_renew"))).to_be_visible(timeout=SLOW)
    (mine,) = httpx.get(f"{stack.api}/memberships?member={fan}", timeout=30).json()["items"]
    assert mine["active"]
    assert visit.unexpected == []
