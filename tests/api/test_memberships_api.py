"""Memberships: prepared, bought, given, refunded to the unit, and listed."""

from web3 import Web3

from tests.api.scene import CREATOR, FAN, STRANGER, USD, Scene


def opened(scene: Scene, price: int, days: int = 30, soulbound: bool = True) -> int:
    """A tier of CREATOR; returns its number."""
    membership = scene.sender.contract("Membership")
    create = membership.functions.createTier("Front row", price, days, 10, soulbound, bytes(32))
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
    assert cancelled["amounts"] == {"refund": mine["refund"]}
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


def test_a_pass_that_was_handed_on_is_its_receivers_and_each_stands_on_one_page(scene: Scene) -> None:
    tier = opened(scene, USD, soulbound=False)
    where = {"creator": CREATOR.address, "tier": tier}
    scene.sender.fund(STRANGER.address, 10**19, 10 * USD)
    ids = []
    for member in (FAN, STRANGER):
        joined = scene.prepare("join", member, **where)
        scene.send(member, joined)
        ids.append(joined["expected"]["pass_id"])
    scene.send(FAN, scene.prepare("renew", FAN, pass_id=ids[0]))
    contract = scene.sender.contract("Membership")
    scene.sender.send(FAN, contract.functions.transferFrom(FAN.address, CREATOR.address, int(ids[0])))
    scene.index()
    assert scene.get("memberships", member=FAN.address, **where)["items"] == []
    (mine,) = scene.get("memberships", member=CREATOR.address, **where)["items"]
    assert (mine["id"], mine["member"]) == (ids[0], CREATOR.address)
    first = scene.get("memberships", limit=1, **where)
    second = scene.get("memberships", limit=1, cursor=first["next"], **where)
    assert [one["id"] for page in (first, second) for one in page["items"]] == ids
    assert second["next"] is None
    (offer,) = [one for one in scene.get("memberships/tiers", creator=CREATOR.address) if one["tier"] == tier]
    assert offer["passes"] == 2


def test_what_is_not_there_is_refused_by_the_contracts_name(scene: Scene) -> None:
    refused = scene.prepare("join", FAN, expect=409, creator=STRANGER.address, tier=1)
    assert refused["name"] in ("NotCreator", "UnknownTier")
    assert scene.prepare("cancel", FAN, expect=409, pass_id="5")["name"] == "ERC721NonexistentToken"
    assert scene.prepare("cancel", FAN, expect=422, pass_id=str(2**256))["code"] == "invalid-request"
    assert scene.prepare("return-gift", FAN, expect=409, gift=10**6)["name"] == "UnknownGift"


def test_a_creator_offers_a_tier_changes_it_and_grants_time_in_it(scene: Scene) -> None:
    terms = {"name": "Back room", "price": str(3 * USD), "period_days": 7, "seats": 5, "soulbound": False}
    refused = scene.prepare("create-tier", STRANGER, expect=409, **terms)
    assert refused["name"] == "NotCreator"
    offered = scene.prepare("create-tier", CREATOR, **terms, content_id=scene.content)
    assert [step["kind"] for step in offered["steps"]] == ["create-tier"]
    scene.send(CREATOR, offered)
    tier = int(offered["expected"]["tier"])
    changed = {"tier": tier, "price": str(4 * USD), "seats": 1}
    assert scene.prepare("set-tier", STRANGER, expect=409, **changed)["name"] == "UnknownTier"
    scene.send(CREATOR, scene.prepare("set-tier", CREATOR, **changed))
    scene.index()
    (shown,) = [
        each for each in scene.get("memberships/tiers", creator=CREATOR.address) if each["tier"] == tier
    ]
    assert (shown["price"]["amount"], shown["seats"]) == (str(4 * USD), 1)
    same = ("name", "period_days", "soulbound")
    assert [shown[name] for name in same] == [terms[name] for name in same]
    assert shown["content_id"] == scene.content

    time = {"to": FAN.address, "tier": tier, "length_days": 3}
    assert scene.prepare("grant", STRANGER, expect=409, **time)["name"] == "NotCreator"
    granted = scene.prepare("grant", CREATOR, **time)
    scene.send(CREATOR, granted)
    number = int(granted["expected"]["gift"])
    scene.send(FAN, scene.prepare("accept-gift", FAN, gift=number))
    scene.index()
    (theirs,) = scene.get("memberships", member=FAN.address, creator=CREATOR.address, tier=tier)["items"]
    assert theirs["ends_at"] - theirs["starts_at"] == 3 * 86_400
    assert [theirs[name]["amount"] for name in ("refund", "refund_to_givers")] == ["0", "0"]
    # the one seat is taken
    refused = scene.prepare("join", STRANGER, expect=409, creator=CREATOR.address, tier=tier)
    assert refused["name"] == "TierFull"


def test_a_giver_withdraws_what_came_back(scene: Scene) -> None:
    tier = opened(scene, 5 * USD)
    assert scene.prepare("withdraw", FAN, expect=409)["name"] == "NothingToWithdraw"
    gift = scene.prepare("gift", FAN, to=STRANGER.address, creator=CREATOR.address, tier=tier)
    scene.send(FAN, gift)
    scene.sender.fund(STRANGER.address, 10**19, 0)
    scene.send(STRANGER, scene.prepare("return-gift", STRANGER, gift=int(gift["expected"]["gift"])))
    before = scene.quote_balance(STRANGER.address)
    withdrawn = scene.prepare("withdraw", FAN, recipient=STRANGER.address)
    assert withdrawn["amounts"] == {"amount": {"amount": str(5 * USD), "decimals": 6}}
    scene.send(FAN, withdrawn)
    assert scene.quote_balance(STRANGER.address) - before == 5 * USD
    assert scene.prepare("withdraw", FAN, expect=409)["name"] == "NothingToWithdraw"


def test_anybody_releases_a_pass_that_ended_a_week_ago(scene: Scene) -> None:
    tier = opened(scene, USD, days=1)
    joined = scene.prepare("join", FAN, creator=CREATOR.address, tier=tier)
    scene.send(FAN, joined)
    release = {"pass_id": joined["expected"]["pass_id"]}
    assert scene.prepare("release", STRANGER, expect=409, **release)["name"] == "NotReleasable"
    scene.sender.fund(STRANGER.address, 10**19, 0)
    # the other tests go on from today
    today = scene.town.anvil.rpc("evm_snapshot")
    scene.town.anvil.rpc("evm_increaseTime", 8 * 86_400)
    scene.town.anvil.rpc("evm_mine")
    scene.send(STRANGER, scene.prepare("release", STRANGER, **release))
    terms = scene.sender.contract("Membership").functions.termsOf(
        Web3.to_checksum_address(CREATOR.address), tier
    )
    taken, gone = terms.call()[3], scene.prepare("release", STRANGER, expect=409, **release)
    scene.town.anvil.rpc("evm_revert", today)
    assert (taken, gone["name"]) == (0, "ERC721NonexistentToken")


def test_terms_that_no_tier_can_have_are_refused_before_the_chain_is_asked(scene: Scene) -> None:
    good = {"name": "Row", "price": "1", "period_days": 1, "soulbound": True}
    for wrong in ({"price": "0"}, {"price": str(2**96)}, {"period_days": 3651}, {"seats": 2**32}):
        refused = scene.prepare("create-tier", CREATOR, expect=422, **{**good, **wrong})
        assert refused["code"] == "invalid-request"
    assert (
        scene.prepare("create-tier", CREATOR, expect=409, **{**good, "name": " Row"})["name"] == "InvalidName"
    )
    assert scene.prepare("create-tier", CREATOR, **{**good, "price": "9" * 28})["complete"]
