"""Records and what trends lead to, as everybody reads them."""

import pytest

from planet_chain.community import posts, trends
from planet_chain.community.calls import judge
from planet_chain.community.posts import Draft
from planet_chain.core.record import HORIZONS
from planet_chain.store.database import transaction
from planet_chain.store.queries.communities import Curve
from tests.api.scene import CREATOR, FAN, USD, Scene
from tests.api.test_airdrops_api import made, published
from tests.api.test_memberships_api import opened
from tests.api.test_questions_api import asked
from tests.rewards.town import address_of

ANN = address_of("ann")


def judged(scene: Scene) -> None:
    scene.index()
    args = scene.town.deployment.contracts["CommunityMarket"].args
    with transaction(scene.town.database) as session:
        judge(session, Curve(int(args[2]), int(args[3])))


def test_a_creators_own_token_is_a_call_told_apart(scene: Scene) -> None:
    found = scene.get(f"creators/{CREATOR.address}")["record"]
    assert (found["calls"], found["own_calls"]) == (0, 1)
    assert [part["horizon"] for part in found["own"]] == list(HORIZONS)
    assert all(part["calls"] + part["pending"] == 1 for part in found["own"])
    listed = next(one for one in scene.get("creators")["items"] if one["address"] == CREATOR.address)
    assert listed["record"] == found


def test_calls_are_listed_with_prices_once_their_time_is_final(scene: Scene) -> None:
    called = scene.town.now
    with transaction(scene.town.database) as session:
        posts.publish(session, Draft("ann-1", "ann", "analysis", text="$SEED will grow"), now=called)
        posts.publish(session, Draft("ann-2", "ann", "analysis", text="$SEED, I said"), now=called)
    (again, first) = scene.get(f"creators/{ANN}/calls")["items"]
    assert (first["post"], first["token"], first["named"]) == ("ann-1", scene.token, "$SEED")
    assert (first["counts"], again["counts"], first["own"]) == (True, False, False)
    assert [one["change_bp"] for one in first["outcomes"]] == [None, None, None]
    pages = scene.get(f"creators/{ANN}/calls", limit=1)
    assert pages["items"] == [again]
    assert scene.get(f"creators/{ANN}/calls", cursor=pages["next"])["items"] == [first]

    before = scene.get(f"communities/{scene.token}")["price"]
    scene.town.pass_to(called + 1)  # a buy in the very second of the call would be in its price
    market = scene.sender.contract("CommunityMarket")
    scene.sender.send(FAN, market.functions.buy(scene.token, 50 * USD, 0, 2**63, bytes(32)))
    scene.index()
    after = scene.get(f"communities/{scene.token}")["price"]
    scene.town.pass_to(called + HORIZONS["1h"] + 60)
    judged(scene)
    hour, day, _ = scene.get(f"creators/{ANN}/calls")["items"][1]["outcomes"]
    assert (hour["price_before"], hour["price_after"]) == (before, after)
    ratio = 10_000 * int(after["amount"]) // int(before["amount"]) - 10_000
    assert abs(hour["change_bp"] - ratio) <= 1, "from reserves, not from rounded prices"
    assert day["change_bp"] is None


def test_anybody_reads_records_and_nobody_writes_them(scene: Scene) -> None:
    assert scene.get(f"creators/{FAN.address}/calls") == {"items": [], "next": None}
    path = f"/api/v1/creators/{CREATOR.address}/calls"
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for key in ({}, {"Authorization": f"Bearer {scene.key}"}):
            assert scene.client.request(method, path, headers=key, json={}).status_code == 405
    assert scene.get(f"creators/{ANN}/calls", cursor="eHg", expect=422)["code"] == "invalid-cursor"


def test_a_trend_leads_to_memberships_questions_and_airdrops(scene: Scene) -> None:
    tier = opened(scene, 3 * USD)
    question = asked(scene, creator=CREATOR.address)
    open_prize = asked(scene, content_id=scene.content)
    elsewhere = asked(scene)
    by_fan = made(scene, published(scene, {ANN: USD}), USD)
    scene.index()
    with transaction(scene.town.database) as session:
        trends.refresh(session, now=scene.town.now)
    hottest = scene.get("trends")["items"][0]
    assert hottest["topic"] == "seeds"
    offered = {one["tier"]: one for one in hottest["memberships"]}
    if tier in offered:  # the first five of the creator
        assert offered[tier]["price"] == {"amount": str(3 * USD), "decimals": 6}
    assert all(one["creator"] == CREATOR.address for one in hottest["memberships"])
    assert hottest["memberships"], "the author of the trend's post offers some"
    reasons = {one["question"]: one["reason"] for one in hottest["questions"]}
    assert elsewhere not in reasons
    assert by_fan not in [one["campaign"] for one in hottest["airdrops"]], "of nobody in the trend"
    shown = {one["question"]: one for one in hottest["questions"]}
    for number, reason in ((question, "author"), (open_prize, "content")):
        if number in shown:
            assert shown[number]["reason"] == reason
            assert shown[number]["prize"] == {"amount": str(3 * USD), "decimals": 6}
    assert {question, open_prize} & set(shown)
    (post,) = hottest["top_posts"]
    assert post["record"]["calls"] == 0, "naming one's own token is told apart"


@pytest.mark.parametrize(("size", "impact"), [(str(400 * USD), True), ("1", False), (None, False)])
def test_a_trends_risks_are_told_for_the_asked_size(scene: Scene, size: str | None, impact: bool) -> None:
    (link,) = scene.get("trends", **({"size": size} if size else {}))["items"][0]["communities"]
    assert ("price-impact" in {risk["code"] for risk in link["risks"]}) == impact
    if size and impact:
        quoted = scene.get("quotes/buy", token=scene.token, quote_in=size)
        assert link["price_impact_bp"] == quoted["price_impact_bp"]
        order = scene.prepare("buy", FAN, token=scene.token, quote_in=size)
        assert {risk["code"] for risk in order["risks"]} >= {"price-impact"}
    if size is None:
        assert link["price_impact_bp"] is None
    for wrong in ("-1", "1.5", "x"):
        assert scene.get("trends", size=wrong, expect=422)["code"] == "invalid-request"
