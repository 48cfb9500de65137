"""What nobody took comes back, clicked in each language: an airdrop that ended, a gift that was not accepted.

A month passes for it, once for all. By its name this file is the last on the system that the tests share.
"""

import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from planet_chain.devnet.accounts import sample_account
from tests.conftest import Stack
from tests.e2e.visit import LANGUAGES, SLOW, Visit

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(300)]

_DAY = 86_400
_USD = 10**6
_GIFT_DAYS = 30
"""How long a gift of a membership waits, by the contract."""


def _rpc(stack: Stack, method: str, *params: Any) -> Any:
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    return httpx.post(stack.rpc, json=body, timeout=60).json()["result"]


def _usd(stack: Stack, owner: str) -> int:
    data = "0x70a08231" + owner[2:].lower().rjust(64, "0")
    return int(_rpc(stack, "eth_call", {"to": stack.contracts["USDT0"], "data": data}, "latest"), 16)


def _read(stack: Stack, path: str) -> Any:
    answer = httpx.get(f"{stack.api}/{path}", timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_what_nobody_took_comes_back(new_context: Callable[..., BrowserContext], stack: Stack) -> None:
    luna = sample_account("luna").address
    token = _read(stack, f"creators/{luna}")["community"]["token"]
    (tier, *_) = _read(stack, f"memberships/tiers?creator={luna}")
    price = int(tier["price"]["amount"])
    givers = []
    for language in LANGUAGES:
        visit = Visit(new_context(), language)
        visit.open("/airdrop")
        address = visit.use_burner()
        httpx.post(f"{stack.faucet}/faucet", json={"address": address}, timeout=60).raise_for_status()
        start = _usd(stack, address)
        _give_an_airdrop(visit)
        _give_a_membership(visit, token, tier["name"])
        assert _usd(stack, address) == start - 5 * _USD - price
        givers.append((visit, address, start))

    _rpc(stack, "evm_increaseTime", (_GIFT_DAYS + 1) * _DAY)
    _rpc(stack, "anvil_mine", "0x4", "0x1")

    for visit, address, start in givers:
        _sweep(visit)
        assert _usd(stack, address) == start - price
        _take_the_gift_back(visit, token)
        assert _usd(stack, address) == start
        assert visit.unexpected == []


def _nobody() -> str:
    """An address that has no owner."""
    return "0x" + uuid.uuid4().hex + "00000000"


def _open(visit: Visit, path: str) -> Page:
    """Go to `path`, where the wallet comes back by itself."""
    page = visit.open(path)
    expect(visit.account).to_be_visible(timeout=SLOW)
    return page


def _give_an_airdrop(visit: Visit) -> None:
    page = visit.tab
    visit.choose("of_list")
    page.get_by_role("textbox", name=visit.say("list_label")).fill(f"account,amount\n{_nobody()},5\n")
    visit.fill("airdrop_days", "1")
    visit.press("review_airdrop")
    visit.sign()
    visit.close()
    given = page.get_by_role("region", name=visit.say("airdrops_mine"))
    expect(given.get_by_role("article")).to_contain_text(visit.say("airdrop_until"), timeout=SLOW)
    expect(given.get_by_role("button")).to_have_count(0)  # not before its end


def _give_a_membership(visit: Visit, token: str, tier: str) -> None:
    page = _open(visit, f"/c/{token}")
    card = page.get_by_role("article", name=tier)
    card.get_by_role("button", name=visit.say("kind_gift"), exact=True).click(timeout=SLOW)
    visit.fill("gift_to", _nobody())
    visit.press("gift_review")
    visit.sign()
    visit.close()
    expect(page.get_by_text(visit.say("gift_until")).first).to_be_visible(timeout=SLOW)


def _sweep(visit: Visit) -> None:
    page = _open(visit, "/airdrop")
    given = page.get_by_role("region", name=visit.say("airdrops_mine"))
    expect(given.get_by_text(visit.say("airdrop_ended"))).to_be_visible(timeout=2 * SLOW)
    assert visit.violations() == []
    visit.press("kind_sweep")
    expect(visit.dialog.locator(f'data[value="{5 * _USD}"]')).to_be_visible(timeout=SLOW)
    visit.sign()
    visit.close()
    expect(given.get_by_text(visit.say("airdrop_swept"))).to_be_visible(timeout=SLOW)
    expect(given.get_by_role("button")).to_have_count(0)


def _take_the_gift_back(visit: Visit, token: str) -> None:
    page = _open(visit, f"/c/{token}")
    expect(page.get_by_text(visit.say("gift_late"))).to_be_visible(timeout=SLOW)
    visit.press("gift_back")
    visit.sign()
    visit.close()
    visit.press("kind_withdraw")
    visit.sign()
    visit.close()
    expect(page.get_by_text(visit.say("gift_late"))).to_be_hidden(timeout=SLOW)
