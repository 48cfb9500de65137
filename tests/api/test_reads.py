"""What the API says is what the chain did."""

import csv
import hashlib
import io
from pathlib import Path

import pytest
from sqlmodel import Session
from web3 import Web3

from planet_chain.community import moderation
from planet_chain.core import curve
from planet_chain.rewards.verify import verify
from planet_chain.store.queries.topics import topics
from tests.api.scene import CREATOR, FAN, TOKEN, USD, Scene
from tests.rewards.town import POOL, READERS, address_of

NOBODY = "0x" + "00" * 19 + "98"


@pytest.fixture(autouse=True)
def _indexed(scene: Scene) -> None:
    """Whatever other tests did before is read too."""
    scene.index()


def test_health_needs_nothing(scene: Scene) -> None:
    assert scene.get("health") == {"status": "ok"}


def test_ready_says_how_far_the_index_is(scene: Scene) -> None:
    assert scene.get("ready")["block"] == scene.town.w3.eth.block_number


def test_status_names_everything_a_page_needs(scene: Scene) -> None:
    status = scene.get("status")
    assert (status["network"], status["chain_id"]) == ("devnet", 31337)
    assert status["rpc_url"] == scene.town.anvil.rpc_url
    assert status["faucet_url"] == "http://127.0.0.1:9/"
    assert status["contracts"]["Tips"]["address"] == scene.town.deployment.address("Tips")
    assert status["quote"] == {
        "address": scene.town.deployment.address("USDT0"),
        "symbol": "USD₮0",
        "decimals": 6,
    }
    assert status["points"]["decimals"] == 6
    assert status["market"]["platform_fee_bps"] == 0
    assert status["genesis"] == "0x" + scene.town.w3.eth.get_block(0)["hash"].hex().removeprefix("0x")
    assert status["index"]["lag_blocks"] == 0
    assert status["problems"] == []


def test_a_community_has_the_chains_figures(scene: Scene) -> None:
    market = scene.sender.contract("CommunityMarket").functions
    x, y, fees = market.reservesOf(scene.token).call()
    found = scene.get(f"communities/{scene.token}")
    assert (found["token"], found["creator"]) == (scene.token, CREATOR.address)
    assert (found["name"], found["symbol"], found["fee_bps"]) == ("Seed Club", "SEED", 100)
    assert (found["curve"]["x"], found["curve"]["y"]) == (str(x), str(y))
    assert found["waiting_fees"] == {"amount": str(fees), "decimals": 6}
    supply = scene.sender.contract("CommunityToken", scene.token).functions.totalSupply().call()
    assert found["supply"] == {"amount": str(supply), "decimals": 18}
    assert found["price"] == {"amount": str(x * 10**30 // y), "decimals": 18}
    assert found["market_cap"] == {"amount": str(x * supply // y), "decimals": 6}
    assert found["content_id"] == scene.content
    assert {risk["code"] for risk in found["risks"]} >= {"few-holders"}


@pytest.mark.parametrize("shape", [str.lower, str.upper, str])
def test_addresses_go_in_in_any_case_and_come_out_checksummed(scene: Scene, shape: type[str]) -> None:
    written = "0x" + shape(scene.token[2:])
    assert scene.get(f"communities/{written}")["token"] == Web3.to_checksum_address(scene.token)


@pytest.mark.parametrize("sort", ["volume", "newest", "holders", "supply"])
def test_communities_are_listed_in_every_order(scene: Scene, sort: str) -> None:
    page = scene.get("communities", sort=sort)
    assert scene.token in [item["token"] for item in page["items"]]
    assert page["next"] is None


def test_trades_come_newest_first_in_pages_without_gaps(scene: Scene) -> None:
    whole = scene.get(f"communities/{scene.token}/trades")["items"]
    past = [trade for trade in whole if trade["at"] <= scene.past]
    assert [trade["side"] for trade in past] == ["sell", "buy", "buy", "buy", "buy"]
    assert past[1]["quote"] == {"amount": str(7 * USD), "decimals": 6}
    assert (past[1]["trader"], past[4]["trader"]) == (FAN.address, CREATOR.address)
    pages, cursor = [], None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = scene.get("trades", token=scene.token.lower(), **query)
        pages += page["items"]
        if (cursor := page["next"]) is None:
            break
    assert pages == whole
    assert scene.get("trades", trader=NOBODY)["items"] == []
    led = scene.get("trades", content_id=scene.content)["items"]
    assert led == [trade for trade in whole if trade["content_id"] == scene.content]


def test_holders_are_listed_as_json_and_as_csv(scene: Scene) -> None:
    items = scene.get(f"communities/{scene.token}/holders")["items"]
    assert {item["holder"] for item in items} >= {CREATOR.address}
    assert len(items) == scene.get(f"communities/{scene.token}")["holders"]
    assert sum(int(item["balance"]["amount"]) for item in items) == int(
        scene.get(f"communities/{scene.token}")["supply"]["amount"]
    )
    for asked in ({"params": {"format": "csv"}}, {"headers": {"Accept": "text/csv"}}):
        answer = scene.client.get(f"/api/v1/communities/{scene.token}/holders", **asked)
        assert answer.headers["content-type"].startswith("text/csv")
        rows = list(csv.DictReader(io.StringIO(answer.text)))
        assert [(row["holder"], row["amount"]) for row in rows] == [
            (item["holder"], item["balance"]["amount"]) for item in items
        ]


def test_candles_hold_every_trade_once(scene: Scene) -> None:
    whole = scene.get(f"communities/{scene.token}/trades")["items"]
    trades = [trade for trade in whole if trade["at"] <= scene.past]
    until = trades[0]["at"]
    for interval in ("1m", "5m", "1h", "1d"):
        found = scene.get(f"communities/{scene.token}/candles", interval=interval, until=until)
        assert sum(candle["trades"] for candle in found["items"]) == len(trades)
        assert found["items"][-1]["close"] == trades[0]["price"]["amount"]
        assert found["items"][0]["open"] == trades[-1]["price"]["amount"]
        assert found["price_decimals"] == trades[0]["price"]["decimals"]


def test_a_quote_is_what_the_contract_computes(scene: Scene) -> None:
    market = scene.sender.contract("CommunityMarket").functions
    tokens, fee = market.quoteBuy(scene.token, 33 * USD).call()
    bought = scene.get("quotes/buy", token=scene.token, quote_in=str(33 * USD))
    assert (bought["received"]["amount"], bought["fee"]["amount"]) == (str(tokens), str(fee))
    paid, fee = market.quoteSell(scene.token, 500 * TOKEN).call()
    sold = scene.get("quotes/sell", token=scene.token, tokens_in=str(500 * TOKEN))
    assert (sold["received"]["amount"], sold["fee"]["amount"]) == (str(paid), str(fee))
    x, y, _fees = market.reservesOf(scene.token).call()
    assert bought["price_impact_bp"] == curve.buy(x, y, 100, 33 * USD).impact_bp


def test_creators_have_number_community_tips_and_stage(scene: Scene) -> None:
    found = scene.get(f"creators/{CREATOR.address.lower()}")
    assert (found["address"], found["number"], found["registered"]) == (CREATOR.address, 1, True)
    assert found["stage"] == "founder"
    holders = scene.get(f"communities/{scene.token}")["holders"]
    named = {"token": scene.token, "name": "Seed Club", "symbol": "SEED"}
    assert found["community"] == {**named, "holders": holders}
    assert (found["earnings"]["tips"][0]["symbol"], found["earnings"]["tips"][0]["decimals"]) == ("USD₮0", 6)
    assert int(found["earnings"]["tips"][0]["amount"]) >= 5 * USD
    assert found["contents"] == 1
    assert found["posts"] >= 1
    assert found in scene.get("creators")["items"]
    assert scene.get(f"creators/{NOBODY}", expect=404)["code"] == "unknown-creator"


def test_trends_name_posts_people_and_reasons(scene: Scene) -> None:
    hottest = scene.get("trends")["items"][0]
    assert (hottest["topic"], hottest["rank"], hottest["people"]) == ("seeds", 1, len(READERS))
    (post,) = hottest["top_posts"]
    assert post.pop("record")["horizon"] == "7d"
    assert post == {
        "id": "post-seed",
        "title": "Seeds",
        "creator": {"member": "grower", "address": CREATOR.address},
        "people": len(READERS),
    }


def test_topics_are_listed_by_name_and_by_how_they_begin(scene: Scene) -> None:
    every = scene.get("topics")["items"]
    names = [topic["topic"] for topic in every]
    assert names == sorted(names)
    (seeds,) = scene.get("topics", prefix="SEE")["items"]
    hottest = scene.get("trends")["items"][0]
    assert (seeds["topic"], seeds["heat"], seeds["rise"]) == ("seeds", hottest["heat"], hottest["rise"])
    assert scene.get("topics", prefix="see%")["items"] == []
    paged, cursor = [], None
    while True:
        page = scene.get("topics", limit=1, **({"cursor": cursor} if cursor else {}))
        paged += page["items"]
        if (cursor := page["next"]) is None:
            break
    assert paged == every
    with Session(scene.town.database) as session:  # never committed
        moderation.hide(session, "post-seed", "moderator", "spam", "", now=scene.past)
        assert [row.topic for row in topics(session, limit=200)] == [
            name for name in names if name != "seeds"
        ]


def test_a_trend_leads_to_a_community_with_its_figures_now(scene: Scene) -> None:
    (link,) = scene.get("trends")["items"][0]["communities"]
    assert link["reason"] == "author"
    assert link["community"] in scene.get("communities")["items"]


def test_posts_about_a_community_are_its_creators_or_those_that_name_it(scene: Scene) -> None:
    (mine,) = scene.get(f"communities/{scene.token}/posts")["items"]
    assert (mine["id"], mine["topics"], mine["assets"]) == ("post-seed", ["seeds"], [scene.token.lower()])
    assert mine["tips"][0]["symbol"] == "USD₮0"
    assert scene.get(f"communities/{scene.token}/posts", by="mention")["items"] == [mine]
    assert scene.get("posts/post-seed") == mine
    assert scene.get("posts", author=CREATOR.address, topic="#Seeds", asset=scene.token)["items"] == [mine]


def test_weeks_are_listed_with_the_running_one_first(scene: Scene) -> None:
    running, proposed, paid = scene.get("epochs")["items"]
    assert (running["state"], proposed["state"], paid["state"]) == ("open", "proposed", "activated")
    assert [week["epoch"] for week in (running, proposed, paid)] == [3, 2, 1]
    assert running == scene.get("epochs/current") == scene.get("epochs/3")
    assert paid == scene.get("epochs/1")
    money = {
        name: int(paid[name]["amount"]) for name in ("pool", "carry_in", "paid", "carry_out", "returned")
    }
    assert money["paid"] + money["carry_out"] + money["returned"] == POOL + money["carry_in"]
    assert paid["on_chain"]["state"] == "activated"
    assert proposed["on_chain"]["activatable_at"] == proposed["activatable_at"]
    assert scene.get("epochs", limit=1)["items"] == [running, proposed]
    following = scene.get("epochs", limit=1)["next"]
    assert scene.get("epochs", limit=1, cursor=following)["items"] == [paid]
    assert scene.get("epochs/99", expect=404)["code"] == "unknown-epoch"


def test_a_stranger_derives_the_root_from_the_bundle(scene: Scene, tmp_path: Path) -> None:
    bundle = scene.get("epochs/1/bundle")
    (tmp_path / "bundle").mkdir()
    for file in bundle["files"]:
        answer = scene.client.get(file["url"])
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert hashlib.sha256(answer.content).hexdigest() == file["sha256"]
        assert len(answer.content) == file["bytes"]
        (tmp_path / "bundle" / file["name"]).write_bytes(answer.content)
    assert verify(tmp_path / "bundle", bundle["root"]).root == bundle["root"]
    assert bundle["verify"] == f"planet verify bundle --root {bundle['root']}"
    tree = scene.client.get(bundle["tree"]).json()
    assert (tree["format"], tree["tree"][0]) == ("standard-v1", bundle["root"])


def test_a_week_that_is_not_exported_has_no_files(scene: Scene) -> None:
    assert scene.get("epochs/3/bundle", expect=404)["code"] == "unknown-epoch"
    assert scene.get("epochs/3/tree.json", expect=404)["code"] == "unknown-epoch"


def test_claims_come_with_proofs_that_the_contract_accepts(scene: Scene) -> None:
    address = address_of("ann")
    claims = scene.get(f"claims/{address.upper().replace('0X', '0x')}")
    assert claims["account"] == address
    (claim,) = claims["claimable"]
    assert claim["amount"]["token"] == claim["token"] == scene.town.deployment.address("USDT0")
    proof = [bytes.fromhex(step[2:]) for step in claim["proof"]]
    distributor = scene.sender.contract("RewardDistributor").functions
    paid = distributor.claim(address, claim["token"], int(claim["cumulative"]), proof).call()
    assert str(paid) == claim["amount"]["amount"]
    (pending,) = claims["pending"]
    assert pending["until"] == scene.get("epochs/2")["activatable_at"]
    assert pending["root"] == scene.get("epochs/2")["root"]


def test_an_account_without_anything_has_empty_claims(scene: Scene) -> None:
    claims = scene.get(f"claims/{NOBODY}")
    assert (claims["claimable"], claims["pending"], claims["claimed"]) == ([], [], [])
