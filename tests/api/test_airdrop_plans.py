"""Airdrops planned in a browser: a preview gives to the unit what the campaign then pays."""

from typing import Any

from sqlmodel import Session

from planet_chain.airdrops.bundle import parse
from planet_chain.store.queries.airdrops import tree_total
from tests.api.scene import CREATOR, FAN, USD, Scene
from tests.api.test_airdrops_api import ANA, BEN, DAY

CID = "0x" + "c3" * 20


def preview(scene: Scene, expect: int = 200, **plan: Any) -> Any:
    return scene.post("airdrops/previews", plan, expect, key="")


def holders(scene: Scene, amount: int, **more: Any) -> dict[str, Any]:
    return {"source": {"kind": "holders", "of": scene.token}, "amount": str(amount), **more}


def test_parts_sum_to_the_amount_and_rounding_is_told(scene: Scene) -> None:
    scene.index()
    found = preview(scene, **holders(scene, 100 * USD + 1))
    parts = {part["account"]: int(part["amount"]) for part in found["parts"]}
    assert sum(parts.values()) == int(found["total"]["amount"]) == 100 * USD + 1
    assert parts.keys() == {CREATOR.address, FAN.address}
    assert (found["leaves"], found["in_snapshot"], found["weights"]) == (2, 2, "balance")
    assert found["rounded_off"]["amount"] == "1"
    assert found["total"]["symbol"] == "USD₮0"
    assert [int(found[name]["amount"]) for name in ("most", "least")] == sorted(parts.values(), reverse=True)

    held = {
        one["holder"]: int(one["balance"]["amount"])
        for one in scene.get(f"communities/{scene.token}/holders")["items"]
    }
    assert {part["account"]: int(part["weight"]) for part in found["parts"]} == held


def test_the_same_block_gives_the_same_root_later(scene: Scene) -> None:
    scene.index()
    first = preview(scene, **holders(scene, 7, weights="equal"))
    scene.town.anvil.rpc("anvil_mine", hex(8), hex(1))
    scene.index()
    again = preview(scene, **holders(scene, 7, weights="equal", block=first["block"]["number"]))
    assert (again["root"], again["block"]) == (first["root"], first["block"])
    assert preview(scene, **holders(scene, 7, weights="equal"))["block"]["number"] > first["block"]["number"]


def test_who_is_left_out_gets_nothing(scene: Scene) -> None:
    scene.index()
    found = preview(scene, **holders(scene, 50, excluded=[FAN.address]))
    assert [part["account"] for part in found["parts"]] == [CREATOR.address]
    assert (found["leaves"], found["in_snapshot"]) == (1, 2)
    nobody = preview(scene, 422, **holders(scene, 50, excluded=[FAN.address, CREATOR.address]))
    assert nobody["code"] == "airdrop-refused"


def test_a_list_is_taken_or_refused_by_its_row(scene: Scene) -> None:
    given = {"source": {"kind": "csv"}, "rows": f"account,amount\n{ANA},1.5\n{BEN},2\n"}
    found = preview(scene, **given)
    assert (found["total"]["amount"], found["weights"], found["block"]) == ("3500000", "given", None)
    assert found["rounded_off"]["amount"] == "0"
    refused = preview(scene, 422, **{**given, "rows": f"account\n{ANA}\n{ANA}\n"})
    assert (refused["code"], refused["row"]) == ("list-refused", 3)
    unsaid = preview(scene, 422, source={"kind": "csv"}, rows=f"account\n{ANA}\n")
    assert unsaid["code"] == "airdrop-refused"


def test_what_makes_no_sense_is_refused(scene: Scene) -> None:
    scene.index()
    final = preview(scene, **holders(scene, 1))["block"]["number"]
    for plan in (
        {"source": {"kind": "members"}, "amount": "5"},
        {"source": {"kind": "followers", "of": CREATOR.address}, "amount": "5"},
        holders(scene, 0),
        holders(scene, 1, block=final + 10_000),
        holders(scene, 1, least=str(10**30)),
    ):
        assert preview(scene, 422, **plan)["code"] in ("airdrop-refused", "invalid-amount"), plan
    assert preview(scene, 422, source={"kind": "poets"})["code"] == "invalid-request"
    unknown = {"source": {"kind": "csv"}, "rows": f"account,amount\n{ANA},1\n", "token": FAN.address}
    assert preview(scene, 409, **unknown)["code"] == "no-token"


def test_what_was_previewed_is_registered_funded_and_claimed(scene: Scene) -> None:
    scene.index()
    given = {"source": {"kind": "csv"}, "rows": f"account,amount\n{CID},1.5\n{BEN},2.25\n"}
    root = preview(scene, **given)["root"]
    assert scene.post("airdrops/trees", {**given, "root": root}, 401, key="")["code"] == "sign-in-needed"
    browser = scene.signed_in(FAN)
    other = browser.post("/api/v1/airdrops/trees", json={**given, "root": "0x" + "77" * 32})
    assert (other.status_code, other.json()["code"]) == (409, "airdrop-differs")
    kept = browser.post("/api/v1/airdrops/trees", json={**given, "root": root})
    assert (kept.status_code, kept.json()["new"], kept.json()["leaves"]) == (200, True, 2)
    assert browser.post("/api/v1/airdrops/trees", json={**given, "root": root}).json()["new"] is False

    total = kept.json()["total"]["amount"]
    prepared = scene.prepare("airdrop", FAN, root=root, amount=total, ends_at=scene.town.now + DAY + 600)
    assert prepared["risks"] == []
    scene.send(FAN, prepared)
    scene.index()
    (gift,) = scene.get(f"claims/{CID}")["airdrops"]
    assert (gift["amount"]["amount"], gift["state"]) == ("1500000", "claimable")
    shown = scene.get(f"airdrops/{gift['campaign']}")
    files = {url.rpartition("/")[2]: scene.client.get(url).content for url in shown["files"]}
    assert parse(files).tree.root == root


def test_plans_that_nobody_pays_for_do_not_pile_up(scene: Scene) -> None:
    scene.index()
    browser = scene.signed_in(CREATOR)
    roots = []
    for number in range(1, 23):
        given = {"source": {"kind": "csv"}, "rows": f"account,amount\n{ANA},{number}\n"}
        roots.append(preview(scene, **given)["root"])
        # a plan that is newer is one of a later block
        scene.town.anvil.rpc("anvil_mine", hex(1), hex(1))
        scene.index()
        assert browser.post("/api/v1/airdrops/trees", json={**given, "root": roots[-1]}).status_code == 200
    with Session(scene.town.database) as session:
        known = [root for root in roots if tree_total(session, root) is not None]
    assert known == roots[2:]
