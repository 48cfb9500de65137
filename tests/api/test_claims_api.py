"""Claims and trends are of the newest block that is indexed, whatever was answered before."""

import json
from typing import Any

from planet_chain.api.claims import ClaimsReader
from planet_chain.api.schemas.rewards import ClaimsOut
from planet_chain.core.amounts import parse_amount
from planet_chain.store.asking import Asker
from planet_chain.store.queries.airdrops import GiftDue
from planet_chain.store.queries.dues import Claim, Claims, Dues, FailedClaim, Paid
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
    answer = scene.client.head(f"/api/v1/claims/{address}")
    assert (answer.status_code, answer.content) == (scene.client.head("/api/v1/status").status_code, b"")


def test_what_is_asked_plainly_is_counted_under_its_route(scene: Scene) -> None:
    assert scene.get(f"claims/{CREATOR.address}")
    metrics = scene.client.app.state.metrics.text().decode()  # type: ignore[attr-defined]  # any ASGI app
    assert 'planet_api_requests_total{method="GET",route="/api/v1/claims/{address}",status="200"}' in metrics


def _price(scene: Scene) -> int:
    (community,) = scene.get("trends")["items"][0]["communities"]
    return parse_amount(community["community"]["price"]["amount"])


def test_claims_are_written_as_their_model_would(scene: Scene) -> None:
    usd = scene.town.deployment.address("USDT0").lower()
    other, root, proof = "0x" + "ab" * 20, "0x" + "cd" * 32, ["0x" + "ef" * 32, "0x" + "01" * 32]
    active = Claim(usd, 3, "activated", root, 2**255, 7, 2**255 - 7, proof, 1_790_000_000)
    settled = Claim(other, 4, "settled", root, 2, 0, 2, [], None)
    gift = GiftDue(9, other, root, 5, FAN.address.lower(), 1, tuple(proof), 1, 2, root, "short")
    due = Dues(
        FAN.address.lower(),
        True,
        Claims([active, settled], [active, settled]),
        [gift],
        [(Paid(None, usd, 1, 2, 3, root), "safe"), (Paid(9, other, 4, 5, 6, root), "pending")],
        [FailedClaim(2, other, 8, root, 'by 0x1: "wrong" ₮')],
    )
    reader = ClaimsReader(scene.client.app.state.service, Asker(scene.database_url))  # type: ignore[attr-defined]  # any ASGI app
    for shown in (due, Dues(FAN.address.lower(), False, Claims([], []), (), (), ())):
        written = reader.written(shown)
        assert ClaimsOut.model_validate_json(written).model_dump_json().encode() == written
    shown = json.loads(reader.written(due))
    assert [len(shown[name]) for name in ("claimable", "pending", "airdrops", "claimed", "failed")] == [
        2,
        2,
        1,
        2,
        1,
    ]
    assert shown["claimable"][0]["amount"]["symbol"] == "USD₮0"
    assert shown["pending"][1]["amount"]["symbol"] is None
