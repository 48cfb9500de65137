"""Points with titles, seasons and competitions, as the page reads them."""

from planet_chain.community import competitions
from planet_chain.store.database import transaction
from tests.api.scene import Scene
from tests.rewards.town import READERS, address_of


def test_points_bring_a_title_that_stays(scene: Scene) -> None:
    found = scene.get(f"points/{address_of(READERS[0])}")
    leaf = scene.town.query(
        "SELECT leaf.cumulative FROM leaf JOIN epoch ON epoch.number = leaf.epoch"
        " WHERE account = :account AND token = (SELECT points FROM calendar) AND state = 'activated'",
        account=address_of(READERS[0]).lower(),
    )
    assert int(found["earned"]["amount"]) == leaf[0].cumulative > 0
    assert found["season_earned"] == found["earned"], "all of it in the first season"
    assert found["title"]["code"] == "spark"
    assert found["next"]["names"] == {"zh-CN": "卫星", "en": "Moon", "ja": "衛星"}
    stranger = scene.get(f"points/0x{'9' * 40}")
    assert (stranger["earned"]["amount"], stranger["season_earned"]["amount"]) == ("0", "0")


def test_a_season_ranks_what_its_active_weeks_brought(scene: Scene) -> None:
    (season,) = scene.get("seasons")["items"]
    assert (season["first_epoch"], season["last_epoch"]) == (1, 13)
    found = scene.get("seasons/1")
    amounts = [int(row["earned"]["amount"]) for row in found["board"]]
    assert amounts == sorted(amounts, reverse=True)
    assert len(amounts) == len(READERS)
    total = scene.town.query("SELECT points_total FROM epoch WHERE state = 'activated'")[-1].points_total
    assert sum(amounts) == total, "what is in its window does not count yet"
    assert scene.get("seasons/2", expect=404)["code"] == "unknown-season"


def test_a_competition_shows_its_two_boards(scene: Scene) -> None:
    with transaction(scene.town.database) as session:
        now = scene.town.now
        row = competitions.announce(
            session, "wars", opens_at=now, closes_at=now + 10**9, stake=5 * 10**7, backing=5 * 10**7, now=now
        )
        number = row.number
    listed = scene.get("competitions")["items"]
    assert [entry["name"] for entry in listed] == ["wars"]
    found = scene.get(f"competitions/{number}")
    assert (found["people"], found["communities"], found["state"]) == ([], [], "open")
    assert found["stake"] == {"amount": "50000000", "decimals": 6}
    assert scene.get("competitions/999", expect=404)["code"] == "unknown-competition"
