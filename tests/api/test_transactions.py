"""Unsigned transactions: signed by an account of the local testnet and sent, they do what was said."""

from web3 import Web3

from tests.api.scene import CREATOR, FAN, STRANGER, TOKEN, USD, Scene
from tests.rewards.town import address_of

NOBODY = "0x" + "00" * 19 + "99"


def test_buy_gives_what_was_expected(scene: Scene) -> None:
    prepared = scene.prepare("buy", FAN, token=scene.token.lower(), quote_in=str(25 * USD))
    assert [step["kind"] for step in prepared["steps"]] == ["buy"]
    assert prepared["complete"]
    assert prepared["expires_at"] > scene.town.now
    before = scene.token_balance(FAN.address)
    scene.send(FAN, prepared)
    bought = scene.token_balance(FAN.address) - before
    expected = {name: int(money["amount"]) for name, money in prepared["amounts"].items()}
    assert bought == expected["tokens_out"] >= expected["min_tokens_out"]
    scene.index()
    newest = scene.get("trades")["items"][0]
    assert (newest["trader"], newest["tokens"]["amount"]) == (FAN.address, str(bought))


def test_an_approval_comes_first_when_it_is_missing(scene: Scene) -> None:
    scene.sender.fund(STRANGER.address, 10**19, 1_000 * USD)
    prepared = scene.prepare("buy", STRANGER, token=scene.token, quote_in=str(40 * USD))
    approve, buy = prepared["steps"]
    assert (approve["kind"], buy["kind"]) == ("approve", "buy")
    assert approve["to"] == scene.town.deployment.address("USDT0")
    before = scene.quote_balance(STRANGER.address)
    scene.send(STRANGER, prepared)
    assert scene.quote_balance(STRANGER.address) == before - 40 * USD
    assert scene.token_balance(STRANGER.address) == int(prepared["amounts"]["tokens_out"]["amount"])
    # exactly what was needed was approved, and it is used up
    usd = scene.sender.contract("USDT0").functions
    market = scene.town.deployment.address("CommunityMarket")
    assert usd.allowance(Web3.to_checksum_address(STRANGER.address), market).call() == 0


def test_sell_pays_what_was_expected(scene: Scene) -> None:
    prepared = scene.prepare("sell", FAN, token=scene.token, tokens_in=str(200 * TOKEN), slippage_bps=0)
    assert prepared["amounts"]["quote_out"]["amount"] == prepared["amounts"]["min_quote_out"]["amount"]
    before = scene.quote_balance(FAN.address)
    scene.send(FAN, prepared)
    assert scene.quote_balance(FAN.address) - before == int(prepared["amounts"]["quote_out"]["amount"])


def test_selling_everything_stays_within_the_gas_said(scene: Scene) -> None:
    prepared = scene.prepare("buy", FAN, token=scene.token, quote_in=str(3 * USD))
    scene.send(FAN, prepared)
    everything = scene.token_balance(FAN.address)
    scene.send(FAN, scene.prepare("sell", FAN, token=scene.token, tokens_in=str(everything)))
    assert scene.token_balance(FAN.address) == 0


def test_every_unit_of_a_tip_arrives(scene: Scene) -> None:
    order = {"creator": CREATOR.address.lower(), "amount": str(3 * USD), "content_id": scene.content}
    prepared = scene.prepare("tip", FAN, **order)
    scene.index()
    before, told = scene.quote_balance(CREATOR.address), _tips(scene)
    scene.send(FAN, prepared)
    assert scene.quote_balance(CREATOR.address) - before == 3 * USD
    scene.index()
    assert _tips(scene) - told == 3 * USD


def _tips(scene: Scene) -> int:
    """What the service says that CREATOR was tipped."""
    return int(scene.get(f"creators/{CREATOR.address}")["earnings"]["tips"][0]["amount"])


def test_anybody_may_send_a_claim_and_the_money_goes_to_whom_it_belongs(scene: Scene) -> None:
    bob = address_of("bob")
    (due,) = scene.get(f"claims/{bob}")["claimable"]
    scene.send(FAN, scene.prepare("claim", FAN, beneficiary=bob))
    assert scene.quote_balance(bob) == int(due["amount"]["amount"])
    scene.index()
    claims = scene.get(f"claims/{bob}")
    assert claims["claimable"] == []
    (claimed,) = claims["claimed"]
    assert claimed["amount"] == due["amount"]
    assert claimed["finality"] == "pending"
    refused = scene.prepare("claim", FAN, expect=409, beneficiary=bob)
    assert refused["code"] == "nothing-to-claim"


def test_a_creator_makes_a_community_with_its_first_buy(scene: Scene) -> None:
    maker = scene.town.anvil.accounts[9]
    scene.sender.fund(maker.address, 10**19, 100 * USD)
    order = {"name": "Second Club", "symbol": "TWO", "fee_bps": 250, "first_quote": str(10 * USD)}
    refused = scene.prepare("create-community", maker, expect=409, **order)
    assert (refused["code"], refused["name"]) == ("contract-reverted", "NotCreator")
    assert refused["values"] == {"account": maker.address}
    scene.sender.verify(maker.address)
    prepared = scene.prepare("create-community", maker, **order)
    assert [step["kind"] for step in prepared["steps"]] == ["approve", "create-community"]
    scene.send(maker, prepared)
    scene.index()
    made = scene.get(f"communities/{prepared['expected']['token']}")
    assert (made["name"], made["symbol"], made["fee_bps"]) == ("Second Club", "TWO", 250)
    assert made["first_buy"]["amount"] == prepared["amounts"]["tokens_out"]["amount"]


def test_a_revert_has_the_contracts_error_and_its_values(scene: Scene) -> None:
    more = scene.token_balance(FAN.address) + 5 * TOKEN
    refused = scene.prepare("sell", FAN, expect=409, token=scene.token, tokens_in=str(more))
    assert (refused["code"], refused["type"]) == ("contract-reverted", "/problems/contract-reverted")
    assert refused["name"] == "ERC20InsufficientBalance"
    assert refused["values"]["needed"] == str(more)
    too_much = str(10**12 * USD)
    refused = scene.prepare("tip", FAN, expect=409, creator=CREATOR.address, amount=too_much)
    assert refused["name"] == "ERC20InsufficientBalance"


def test_a_community_that_does_not_exist_cannot_be_bought(scene: Scene) -> None:
    refused = scene.prepare("buy", FAN, expect=404, token=NOBODY, quote_in="1")
    assert refused["code"] == "unknown-community"
    refused = scene.prepare("tip", FAN, expect=409, creator=NOBODY, token=NOBODY, amount="5")
    assert refused["code"] == "no-token"


def test_an_amount_too_small_or_too_large_is_refused_in_words(scene: Scene) -> None:
    refused = scene.prepare("buy", FAN, expect=409, token=scene.token, quote_in="0")
    assert refused["code"] == "zero-result"
    refused = scene.prepare("buy", FAN, expect=409, token=scene.token, quote_in=str(2**200))
    assert refused["code"] == "reserve-overflow"
    refused = scene.prepare("buy", FAN, expect=422, token=scene.token, quote_in="1.5")
    assert refused["errors"][0]["field"] == "body.quote_in"


def test_a_deadline_holds_on_the_chains_clock(scene: Scene) -> None:
    prepared = scene.prepare("buy", FAN, token=scene.token, quote_in=str(USD), lifetime=60)
    assert scene.town.now + 50 < prepared["expires_at"] <= scene.town.now + 62


def test_risks_are_named_before_a_large_purchase(scene: Scene) -> None:
    small = scene.prepare("buy", FAN, token=scene.token, quote_in=str(USD))
    large = scene.prepare("buy", FAN, token=scene.token, quote_in=str(5_000 * USD))
    codes = {risk["code"] for risk in large["risks"]} - {risk["code"] for risk in small["risks"]}
    assert codes == {"price-impact", "larger-than-reserve"}
