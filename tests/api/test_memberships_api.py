"""Memberships: prepared, bought, given, refunded to the unit, and listed."""

from web3 import Web3

from tests.api.scene import CREATOR, FAN, STRANGER, USD, Scene


def opened(scene: Scene, price: int, days: int = 30) -> int:
    """A soulbound tier of CREATOR; returns its number."""
    membership = scene.sender.contract("Membership")
    create = membership.functions.createTier("Front row", price, days, 10, True, bytes(32))
    scene.sender.send(CREATOR, create)
    return int(membership.functions.tierCount(Web3.to_checksum_address(CREATOR.address)).call())


def test_a_fan_joins_renews_and_cancels(scene: Scene) -> None:
    price = 7 * USD + 1
    tier = opened(scene, price)
    where = {"creator": CREATOR.address, "tier": tier}
    prepared = scene.prepare("join", FAN, **where, content_id=scene.content)
    assert [step["kind"] for step in prepared["steps"]] == ["approve", "join"]
    scene.send(FAN, prepared)
    pass_id = prepared["expected"]["pass_id"]
    scene.send(FAN, scene.prepare("renew", FAN, pass_id=pass_id))
    scene.index()
    shown = scene.get("memberships", member=FAN.address, creator=CREATOR.address, tier=tier)
    (mine,) = shown["items"]
    assert (mine["id"], mine["active"], mine["soulbound"]) == (pass_id, True, True)
    assert mine["ends_at"] - mine["starts_at"] == 60 * 86_400
    # the index adds up to what the contract would pay; a day has begun
    contract = scene.sender.contract("Membership").functions.refundOf(int(pass_id)).call()
    assert [mine["refund"]["amount"], mine["refund_to_givers"]["amount"]] == [str(each) for each in contract]
    assert int(mine["refund"]["amount"]) == price + price * 29 // 30
    (offer,) = [
        each for each in scene.get("memberships/tiers", creator=CREATOR.address) if each["tier"] == tier
    ]
    assert (offer["passes"], offer["paid"]["amount"]) == (1, str(2 * price))
    assert scene.prepare("join", FAN, expect=409, **where)["name"] == "AlreadyMember"

    before = scene.quote_balance(FAN.address)
    cancelled = scene.prepare("cancel", FAN, pass_id=pass_id)
    assert cancelled["expected"] == {"refund": mine["refund"]["amount"]}
    scene.send(FAN, cancelled)
    assert scene.quote_balance(FAN.address) - before == int(mine["refund"]["amount"])
    before = scene.quote_balance(CREATOR.address)
    scene.send(CREATOR, scene.prepare("collect", CREATOR))
    assert scene.quote_balance(CREATOR.address) - before == 2 * price - int(mine["refund"]["amount"])
    scene.index()
    assert scene.get("memberships", member=FAN.address, creator=CREATOR.address, tier=tier)["items"] == []


def test_a_gift_waits_for_its_receiver_and_refunds_its_giver(scene: Scene) -> None:
    tier = opened(scene, 2 * USD)
    scene.sender.fund(STRANGER.address, 10**19, 0)
    prepared = scene.prepare("gift", FAN, to=STRANGER.address, creator=CREATOR.address, tier=tier)
    scene.send(FAN, prepared)
    scene.index()
    number = int(prepared["expected"]["gift"])
    (waiting,) = [
        each for each in scene.get("memberships", member=STRANGER.address)["gifts"] if each["gift"] == number
    ]
    assert (waiting["giver"], waiting["paid"]["amount"]) == (FAN.address, str(2 * USD))
    assert scene.prepare("accept-gift", FAN, expect=409, gift=number)["name"] == "NotReceiver"
    scene.send(STRANGER, scene.prepare("accept-gift", STRANGER, gift=number))
    scene.index()
    shown = scene.get("memberships", member=STRANGER.address, creator=CREATOR.address, tier=tier)
    assert shown["gifts"] == []
    (theirs,) = shown["items"]
    assert (theirs["refund"]["amount"], theirs["refund_to_givers"]["amount"]) == (
        "0",
        str(2 * USD * 29 // 30),
    )


def test_what_is_not_there_is_refused_by_the_contracts_name(scene: Scene) -> None:
    refused = scene.prepare("join", FAN, expect=409, creator=STRANGER.address, tier=1)
    assert refused["name"] in ("NotCreator", "UnknownTier")
    assert scene.prepare("cancel", FAN, expect=409, pass_id="5")["name"] == "ERC721NonexistentToken"
    assert scene.prepare("cancel", FAN, expect=422, pass_id=str(2**256))["code"] == "invalid-request"
    assert scene.prepare("return-gift", FAN, expect=409, gift=10**6)["name"] == "UnknownGift"
