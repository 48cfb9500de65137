"""The whole loop, clicked in chromium by a creator and a fan in each language of the page.

The texts are read from web/messages, so what is clicked is what a person of that language reads. All three
pairs live on one system: time is moved forward once for all of them.
"""

import re
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from tests.conftest import Stack
from tests.e2e.visit import LANGUAGES, SLOW, Visit

pytestmark = [pytest.mark.browser, pytest.mark.stack, pytest.mark.timeout(600)]

_DAY = 86_400
_USD = 10**6


@dataclass
class Pair:
    """A creator and a fan who read the same language."""

    creator: Visit
    fan: Visit
    tag: str
    creator_address: str = ""
    fan_address: str = ""
    token: str = ""
    question: str = ""

    @property
    def name(self) -> str:
        return f"Loop {self.tag}"


@pytest.fixture(scope="module")
def chain(stack: Stack) -> Iterator["Chain"]:
    with httpx.Client(timeout=60) as http:
        yield Chain(stack, http)


@dataclass(frozen=True)
class Chain:
    """What a test reads from the node and the service to see whether the page told the truth."""

    stack: Stack
    http: httpx.Client

    def rpc(self, method: str, *params: Any) -> Any:
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)}
        return self.http.post(self.stack.rpc, json=body).json()["result"]

    def balance(self, token: str, owner: str) -> int:
        data = "0x70a08231" + owner[2:].lower().rjust(64, "0")
        return int(self.rpc("eth_call", {"to": token, "data": data}, "latest"), 16)

    def usd(self, owner: str) -> int:
        return self.balance(self.stack.contracts["USDT0"], owner)

    def get(self, path: str, **query: Any) -> Any:
        answer = self.http.get(f"{self.stack.api}/{path}", params=query)
        assert answer.is_success, answer.text
        return answer.json()

    def intake(self, path: str, body: Any) -> None:
        headers = {"Authorization": f"Bearer {self.stack.api_key}"}
        answer = self.http.post(f"{self.stack.api}/{path}", json=body, headers=headers)
        assert answer.is_success, answer.text

    @property
    def now(self) -> int:
        return int(self.rpc("eth_getBlockByNumber", "latest", False)["timestamp"], 16)

    def forward(self, seconds: int) -> None:
        self.rpc("evm_increaseTime", seconds)
        self.rpc("anvil_mine", "0x4", "0x1")


def until(visit: Visit, ask: Callable[[], Any], what: str, seconds: int = 90) -> Any:
    for _ in range(seconds * 2):
        found = ask()
        if found:
            return found
        visit.tab.wait_for_timeout(500)
    raise AssertionError(f"not within {seconds} s: {what}")


def test_the_whole_loop_in_every_language(new_context: Callable[..., BrowserContext], chain: Chain) -> None:
    pairs = [
        Pair(Visit(new_context(), language), Visit(new_context(), language), uuid.uuid4().hex[:5])
        for language in LANGUAGES
    ]
    for pair in pairs:
        # who never registered has no creator page, which the browser logs as an error of its own
        pair.creator.allowed = pair.fan.allowed = re.compile("404")
        create(pair, chain)
        trade_tip_and_follow(pair, chain)
        be_a_member(pair, chain)
        give_a_membership(pair, chain)
        ask_answer_and_award(pair, chain)
        ask_what_nobody_answers(pair)
        be_read(pair, chain)
        give_an_airdrop(pair, chain)
    let_a_week_pass(pairs[0].creator, chain)
    for pair in pairs:
        close_the_question(pair, chain)
        # money and points of the week, and the fan's airdrop
        claim_several(pair.creator, pair.creator_address, chain)
        claim_several(pair.fan, pair.fan_address, chain)
        assert pair.creator.unexpected == pair.fan.unexpected == []


def create(pair: Pair, chain: Chain) -> None:
    visit = pair.creator
    page = visit.open("/create")
    pair.creator_address = visit.use_burner()
    visit.press("verify_me")
    expect(page.get_by_text(visit.say("verified"))).to_be_visible(timeout=SLOW)
    visit.fill("name", pair.name)
    visit.fill("symbol", "LOOP")
    visit.fill("first_buy_label", "10")
    visit.press("review_create")
    visit.sign()
    visit.press("create_open", name=pair.name)
    expect(page).to_have_url(re.compile("/c/0x"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(pair.name)
    pair.token = page.url.rsplit("/", 1)[1]
    assert chain.balance(pair.token, pair.creator_address) > 0

    visit.press("tier_offer")
    visit.fill("tier_name", "Front row")
    visit.dialog.get_by_label(visit.say("tier_price"), exact=True).fill("7")
    assert visit.violations("dialog") == []
    visit.press("tier_review")
    visit.sign()
    visit.close()
    expect(page.get_by_role("article", name="Front row")).to_be_visible(timeout=SLOW)


def trade_tip_and_follow(pair: Pair, chain: Chain) -> None:
    visit = pair.fan
    page = visit.open(f"/c/{pair.token}")
    pair.fan_address = visit.use_burner()
    visit.account.click()
    visit.press("faucet")
    expect(page.get_by_text(visit.say("faucet_done"))).to_be_visible(timeout=SLOW)
    visit.close()

    # buy: what is shown before signing is what arrives
    visit.fill("you_pay", "25")
    visit.press("review_buy")
    for key in ("price_impact", "platform_fee", "network_cost", "receiver", "at_least"):
        expect(visit.dialog.get_by_text(visit.say(key), exact=True).first).to_be_visible(timeout=SLOW)
    visit.sign()
    visit.close()
    held = chain.balance(pair.token, pair.fan_address)
    assert held > 0

    visit.choose("sell")
    visit.fill("you_sell", "1000")
    visit.press("review_sell")
    visit.sign()
    visit.close()
    assert chain.balance(pair.token, pair.fan_address) == held - 1000 * 10**18

    before = chain.usd(pair.creator_address)
    page.get_by_role("region", name=visit.say("tip"), exact=True).get_by_label(visit.say("tip_amount")).fill(
        "3"
    )
    visit.press("tip")
    visit.sign()
    visit.close()
    assert chain.usd(pair.creator_address) == before + 3 * _USD

    visit.press("kind_follow")
    visit.sign()
    visit.close()
    expect(visit.button(visit.say("kind_unfollow"))).to_be_visible(timeout=SLOW)
    expect(page.get_by_text(visit.say("followers", count=1))).to_be_visible(timeout=SLOW)


def be_a_member(pair: Pair, chain: Chain) -> None:
    visit, page = pair.fan, pair.fan.tab
    visit.press("kind_join")
    visit.sign()
    visit.close()
    expect(visit.button(visit.say("kind_renew"))).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("status").filter(has_text="Front row")).to_be_visible()
    visit.press("kind_renew")
    visit.sign()
    visit.close()

    # 29 of 30 days of the first period and all of the second: to the unit, before signing
    back = 7 * _USD * 29 // 30 + 7 * _USD
    visit.press("kind_cancel")
    expect(visit.dialog.locator(f'data[value="{back}"]')).to_be_visible(timeout=SLOW)
    before = chain.usd(pair.fan_address)
    visit.sign()
    visit.close()
    assert chain.usd(pair.fan_address) == before + back
    expect(visit.button(visit.say("kind_join"))).to_be_visible(timeout=SLOW)


def give_a_membership(pair: Pair, chain: Chain) -> None:
    """The fan pays a period for the creator, who accepts it or sends it back."""
    fan, creator = pair.fan, pair.creator
    before = chain.usd(pair.fan_address)
    fan.press("kind_gift")
    fan.fill("gift_to", "0x12")
    expect(fan.dialog.get_by_text(fan.say("problem_invalid_address"))).to_be_visible()
    fan.fill("gift_to", pair.creator_address)
    assert fan.violations("dialog") == []
    fan.press("gift_review")
    fan.sign()
    fan.close()
    assert chain.usd(pair.fan_address) == before - 7 * _USD

    page = creator.open(f"/c/{pair.token}")
    words = creator.say("gift_waits", days=30, tier="Front row")
    expect(page.get_by_text(words)).to_be_visible(timeout=SLOW)
    assert creator.violations() == []
    if creator.language == "en":
        creator.press("kind_accept_gift")
        creator.sign()
        creator.close()
        expect(page.get_by_role("status").filter(has_text="Front row")).to_be_visible(timeout=SLOW)
    else:  # sent back: the giver gets all of it
        creator.press("kind_return_gift")
        creator.sign()
        creator.close()
        fan.press("kind_withdraw")
        fan.sign()
        fan.close()
        assert chain.usd(pair.fan_address) == before
    expect(page.get_by_text(words)).to_be_hidden(timeout=SLOW)


def ask_answer_and_award(pair: Pair, chain: Chain) -> None:
    fan, creator = pair.fan, pair.creator
    question, words = f"Why {pair.tag}? 为什么？", f"Because of {pair.tag}."
    fan.open(f"/c/{pair.token}")
    fan.tab.get_by_role("link", name=fan.say("ask_this")).click()
    fan.fill("ask_text", question)
    fan.fill("ask_prize", "4")
    fan.press("ask_review")
    fan.sign()
    fan.press("ask_open")
    expect(fan.tab.get_by_role("heading", name=question)).to_be_visible(timeout=SLOW)
    pair.question = fan.tab.url.rsplit("/", 1)[1]

    page = creator.open(f"/questions/{pair.question}")
    creator.fill("your_answer", words)
    creator.press("answer_review")
    creator.sign()
    creator.close()
    expect(page.get_by_text(words)).to_be_visible(timeout=SLOW)

    # a stranger reads the question, never the answer
    fan.press("answers_read")
    expect(fan.tab.get_by_text(words)).to_be_visible(timeout=SLOW)
    fan.tab.get_by_role("checkbox").check()
    fan.press("award_review")
    expect(fan.dialog.locator(f'data[value="{4 * _USD}"]')).to_be_visible(timeout=SLOW)
    fan.sign()
    fan.close()
    expect(fan.tab.get_by_text(fan.say("phase_awarded"))).to_be_visible(timeout=SLOW)

    before = chain.usd(pair.creator_address)
    creator.press("kind_collect_prizes")
    creator.sign()
    creator.close()
    assert chain.usd(pair.creator_address) == before + 4 * _USD


def ask_what_nobody_answers(pair: Pair) -> None:
    visit = pair.fan
    visit.open("/ask")
    visit.fill("ask_text", f"Who knows {pair.tag}?")
    visit.fill("ask_prize", "2")
    visit.press("ask_review")
    visit.sign()
    visit.press("ask_open")
    expect(visit.tab.get_by_role("heading", name=f"Who knows {pair.tag}?")).to_be_visible(timeout=SLOW)
    expect(visit.tab.get_by_text(visit.say("no_answers"))).to_be_visible()


def be_read(pair: Pair, chain: Chain) -> None:
    """What the community's backend tells of some minutes: each reads a post of the other."""
    people = {"c": pair.creator_address, "f": pair.fan_address}
    ids = {role: f"{role}-{pair.tag}" for role in people}
    members = [{"id": ids[role], "person": ids[role], "payout": people[role]} for role in people]
    chain.intake("members", {"rows": members})
    chain.intake("values", {"rows": [{"member": one, "value": 300} for one in ids.values()]})
    now = chain.now
    rows = []
    for author, reader in (("c", "f"), ("f", "c")):
        post = {
            "id": f"p-{ids[author]}",
            "creator": ids[author],
            "type": "analysis",
            "title": "Loop",
            "text": "#loop",
        }
        chain.intake("posts", post)
        for number in range(3):
            rows.append(
                {
                    "id": f"{ids[reader]}-{number}",
                    "member": ids[reader],
                    "post": f"p-{ids[author]}",
                    "action": "dwell",
                    "quantity": 50,
                    "at": now - 60 * number,
                }
            )
    until(pair.fan, lambda: chain.get("status")["index"]["indexed"]["at"] >= now, "the index at our time")
    chain.intake("activity", {"rows": rows})


def let_a_week_pass(visit: Visit, chain: Chain) -> None:
    number = next(epoch for epoch in chain.get("epochs")["items"] if epoch["state"] == "open")["epoch"]
    state = lambda wanted: lambda: chain.get(f"epochs/{number}")["state"] == wanted  # noqa: E731 (two uses)
    chain.forward(chain.get(f"epochs/{number}")["closes_at"] + 60 - chain.now)
    until(visit, state("proposed"), "the week's root proposed")
    chain.forward(chain.get(f"epochs/{number}")["activatable_at"] + 60 - chain.now)
    until(visit, state("activated"), "the week's root activated")


def close_the_question(pair: Pair, chain: Chain) -> None:
    visit = pair.fan
    visit.tab.reload()
    expect(visit.tab.get_by_text(visit.say("close_unanswered"))).to_be_visible(timeout=SLOW)
    visit.press("kind_settle")
    visit.sign()
    visit.close()
    expect(visit.tab.get_by_text(visit.say("phase_refunded"))).to_be_visible(timeout=SLOW)
    before = chain.usd(pair.fan_address)
    visit.press("kind_collect_prizes")
    visit.sign()
    visit.close()
    assert chain.usd(pair.fan_address) == before + 2 * _USD


def claim_several(visit: Visit, who: str, chain: Chain) -> None:
    """Everything that waits for `who`, two things at least, at once: what was shown is what arrives."""

    def due() -> list[dict[str, str]]:
        claims = chain.get(f"claims/{who}")
        gifts = [gift for gift in claims["airdrops"] if gift["state"] == "claimable"]
        return [line["amount"] for line in claims["claimable"] + gifts]

    waiting = until(visit, due, "something to claim")
    assert len(waiting) >= 2
    promised: Counter[str] = Counter()
    for line in waiting:
        promised[line["token"]] += int(line["amount"])
    before = {token: chain.balance(token, who) for token in promised}
    visit.open(f"/claims/{who}")
    visit.press("claim_all", count=len(waiting))
    visit.sign()
    visit.close()
    assert {token: chain.balance(token, who) - before[token] for token in promised} == promised
    until(visit, lambda: due() == [], "the claims in the index")


def give_an_airdrop(pair: Pair, chain: Chain) -> None:
    """The creator thanks the followers, of whom there is one."""
    visit = pair.creator
    page = visit.open(f"/airdrop?from=followers&of={pair.creator_address}")
    visit.fill("airdrop_amount", "6")
    expect(page.locator(f'[title="{pair.fan_address}"]')).to_be_visible(timeout=SLOW)
    visit.press("review_airdrop")
    visit.sign()
    visit.close()
    until(visit, lambda: chain.get(f"claims/{pair.fan_address}")["airdrops"], "the airdrop among the claims")
