"""Claims and trends are of the newest block that is indexed, whatever was answered before."""

from typing import Any

from planet_chain.core.amounts import parse_amount
from tests.api.scene import CREATOR, FAN, STRANGER, USD, Scene
from tests.rewards.town import address_of


def claims(scene: Scene) -> Any:
    return scene.get(f"claims/{address_of('ann')}")


def test_a_paid_claim_is_gone_with_its_block_and_back_with_a_reorganisation(scene: Scene) -> None:
    before = claims(scene)
    (due,) = before["claimable"]
    assert before["claimed"] == []
    anvil = scene.town.anvil
    here = anvil.rpc("evm_snapshot")
    scene.send(STRANGER, scene.prepare("claim", STRANGER, beneficiary=address_of("ann")))
    assert claims(scene) == before  # nobody indexed the block yet
    scene.index()
    after = claims(scene)
    assert after["claimable"] == []
    (paid,) = after["claimed"]
    assert (paid["amount"], paid["campaign"]) == (due["amount"], None)
    assert paid["block"] == scene.get("status")["index"]["indexed"]["number"]

    anvil.rpc("evm_revert", here)
    anvil.rpc("anvil_mine", "0x2")
    scene.index()
    assert claims(scene) == before


def test_trends_tell_the_price_of_the_block_before_them(scene: Scene) -> None:
    first = _price(scene)
    assert _price(scene) == first
    scene.send(FAN, scene.prepare("buy", FAN, token=scene.token, quote_in=str(50 * USD)))
    scene.index()
    assert _price(scene) > first


def test_what_is_asked_plainly_is_answered_as_what_fastapi_looks_at(scene: Scene) -> None:
    address = CREATOR.address
    assert scene.get(f"claims/{address}") == scene.get(f"claims/{address.lower()}", unknown="1")
    assert scene.get("trends") == scene.get("trends", limit=50)
    for wrong in ("0x12", address + "0", address.replace("0x", "0y")):
        assert scene.get(f"claims/{wrong}", expect=422)["code"] == "invalid-request"
    assert scene.client.post(f"/api/v1/claims/{address}").status_code == 405


def _price(scene: Scene) -> int:
    (community,) = scene.get("trends")["items"][0]["communities"]
    return parse_amount(community["community"]["price"]["amount"])
