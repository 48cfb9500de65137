"""Airdrops: made by a prepared transaction, proven by the service, claimed for whoever it belongs to."""

import json

from planet_chain.airdrops.bundle import Source, Terms, build, parse
from planet_chain.airdrops.registry import register
from planet_chain.core.airdrops import load_gifts
from planet_chain.store.database import transaction
from tests.api.scene import CREATOR, FAN, STRANGER, USD, Scene

ANA, BEN = "0x" + "a1" * 20, "0x" + "b2" * 20
DAY = 86_400


def published(scene: Scene, gifts: dict[str, int]) -> str:
    """Registers a tree of `gifts`; returns its root."""
    usd = scene.town.deployment.address("USDT0").lower()
    terms = Terms(31337, usd, sum(gifts.values()), Source("csv"), "given")
    airdrop = build(terms, gifts)
    with transaction(scene.town.database) as session:
        assert register(session, airdrop)
        assert not register(session, airdrop)
    return airdrop.tree.root


def made(scene: Scene, root: str, amount: int, **order: object) -> int:
    """A campaign by FAN; returns its number."""
    ends_at = scene.town.now + DAY + 600
    prepared = scene.prepare("airdrop", FAN, root=root, amount=str(amount), ends_at=ends_at, **order)
    scene.send(FAN, prepared)
    scene.index()
    return int(prepared["expected"]["campaign"])


def test_an_airdrop_is_made_shown_and_claimed_for_somebody_else(scene: Scene) -> None:
    receiver = "0x" + "e7" * 20  # whom no other test gives anything
    root = published(scene, {receiver: 3 * USD, BEN: 4 * USD})
    ends_at = scene.town.now + DAY + 600
    prepared = scene.prepare("airdrop", FAN, root=root, amount=str(7 * USD), ends_at=ends_at)
    assert [step["kind"] for step in prepared["steps"]] == ["approve", "airdrop"]
    assert prepared["risks"] == []
    scene.send(FAN, prepared)
    scene.index()
    number = int(prepared["expected"]["campaign"])

    shown = scene.get(f"airdrops/{number}")
    assert (shown["funder"], shown["state"], shown["leaves"]) == (FAN.address, "open", 2)
    assert (shown["left"]["amount"], shown["gives"]["amount"]) == (str(7 * USD), str(7 * USD))
    assert shown in scene.get("airdrops", funder=FAN.address)["items"]
    (gift,) = scene.get(f"claims/{receiver}")["airdrops"]
    assert (gift["campaign"], gift["amount"]["amount"], gift["state"]) == (number, str(3 * USD), "claimable")
    assert (gift["root"], gift["ends_at"]) == (root, ends_at)

    claim = scene.prepare("claim", STRANGER, beneficiary=receiver)
    assert [step["to"] for step in claim["steps"]] == [scene.town.deployment.address("Airdrops")]
    scene.sender.fund(STRANGER.address, 10**19, 0)
    scene.send(STRANGER, claim)
    assert scene.quote_balance(receiver) == 3 * USD
    scene.index()
    claims = scene.get(f"claims/{receiver}")
    assert claims["airdrops"] == []
    assert [(paid["campaign"], paid["amount"]["amount"]) for paid in claims["claimed"]] == [
        (number, str(3 * USD))
    ]
    assert scene.get(f"airdrops/{number}")["left"]["amount"] == str(4 * USD)
    refused = scene.prepare("claim", STRANGER, expect=409, beneficiary=receiver)
    assert refused["code"] == "nothing-to-claim"


def test_gifts_of_several_campaigns_come_in_one_transaction(scene: Scene) -> None:
    cid = "0x" + "c3" * 20
    numbers = [made(scene, published(scene, {cid: 5, BEN: rest}), 5 + rest) for rest in (1, 2, 3)]
    claim = scene.prepare("claim", FAN, beneficiary=cid)
    assert len(claim["steps"]) == 1
    only = scene.prepare("claim", FAN, beneficiary=cid, campaign=numbers[1])
    assert f"airdrop {numbers[1]} " in only["summary"]
    scene.send(FAN, claim)
    assert scene.quote_balance(cid) == 15


def test_the_files_lead_to_the_root(scene: Scene) -> None:
    root = published(scene, {ANA: 11, BEN: 12})
    number = made(scene, root, 23)
    files = {}
    for url in scene.get(f"airdrops/{number}")["files"]:
        answer = scene.client.get(url)
        assert answer.status_code == 200
        files[url.rpartition("/")[2]] = answer.content
    assert parse(files).tree.root == root
    assert load_gifts(files["tree.json"]).root == json.loads(files["airdrop.json"])["root"] == root


def test_an_unknown_tree_and_one_that_gives_too_much_are_risks(scene: Scene) -> None:
    ends_at = scene.town.now + DAY + 600
    unknown = scene.prepare("airdrop", FAN, root="0x" + "77" * 32, amount="5", ends_at=ends_at)
    assert [risk["code"] for risk in unknown["risks"]] == ["tree-unknown"]
    root = published(scene, {ANA: 21, BEN: 22})
    short = scene.prepare("airdrop", FAN, root=root, amount="42", ends_at=ends_at)
    assert [(risk["code"], risk["level"]) for risk in short["risks"]] == [("gives-too-much", "danger")]
    number = made(scene, root, 21)
    states = {ANA: "claimable", BEN: "short"}
    for account, state in states.items():
        (gift,) = [gift for gift in scene.get(f"claims/{account}")["airdrops"] if gift["campaign"] == number]
        assert gift["state"] == state
    assert scene.get(f"airdrops/{number}/tree.json")["format"] == "standard-v1"


def test_what_is_not_there_or_not_theirs_is_refused(scene: Scene) -> None:
    assert scene.get("airdrops/999", expect=404)["code"] == "unknown-airdrop"
    assert scene.get("airdrops/999/tree.json", expect=404)["code"] == "unknown-airdrop"
    ends_at = scene.town.now + 60
    refused = scene.prepare("airdrop", FAN, expect=409, root="0x" + "78" * 32, amount="5", ends_at=ends_at)
    assert refused["name"] == "EndOutOfRange"
    number = made(scene, "0x" + "79" * 32, 5)
    assert scene.get(f"airdrops/{number}")["files"] == []
    assert scene.get(f"airdrops/{number}/tree.json", expect=404)["code"] == "unknown-file"
    assert scene.prepare("sweep", CREATOR, expect=409, campaign=number)["name"] == "NotFunder"
    assert scene.prepare("sweep", FAN, expect=409, campaign=number)["name"] == "NotEnded"
    assert scene.prepare("sweep", FAN, expect=404, campaign=999)["code"] == "unknown-airdrop"


def test_the_funder_takes_what_is_left_after_the_end(scene: Scene) -> None:
    number, before = made(scene, "0x" + "7a" * 32, 9 * USD), scene.quote_balance(FAN.address)
    today = scene.town.anvil.rpc("evm_snapshot")  # the other tests go on from it
    scene.town.anvil.rpc("evm_increaseTime", 2 * DAY)
    scene.town.anvil.rpc("evm_mine")
    prepared = scene.prepare("sweep", FAN, campaign=number)
    scene.send(FAN, prepared)
    swept = scene.quote_balance(FAN.address) - before
    scene.town.anvil.rpc("evm_revert", today)
    assert prepared["amounts"] == {"amount": {"amount": str(9 * USD), "decimals": 6}}
    assert swept == 9 * USD
