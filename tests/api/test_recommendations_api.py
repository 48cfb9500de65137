"""Recommendations: what anybody, a stranger and the reader themselves are shown."""

from web3 import Web3

from planet_chain.community import recommendable
from planet_chain.devnet.accounts import DevAccount
from planet_chain.store.database import transaction
from tests.api.scene import CREATOR, FAN, STRANGER, Scene
from tests.rewards.town import READERS, address_of


def refreshed(scene: Scene) -> None:
    with transaction(scene.town.database) as session:
        recommendable.refresh(session)


def test_anybody_gets_what_is_popular(scene: Scene) -> None:
    refreshed(scene)
    found = scene.get("recommendations")
    assert (found["account"], found["basis"]) == (None, "popular")
    assert set(found) == {"account", "basis", "traders", "creators", "groups", "posts"}
    post = next(one for one in found["posts"] if one["id"] == "post-seed")
    assert post["creator"]["address"] == CREATOR.address
    assert post["people"] == len(READERS)
    assert {"code": "people", "feature": None, "value": len(READERS)} in post["why"]
    creator = next(one for one in found["creators"] if one["address"] == CREATOR.address)
    assert creator["community"]["token"] == scene.token
    for group in found["groups"]:
        assert group["community"] in scene.get("communities")["items"]
    assert scene.get("recommendations", limit=1)["posts"] == found["posts"][:1]


def test_a_stranger_sees_only_what_the_chain_says_of_an_address(scene: Scene) -> None:
    refreshed(scene)
    found = scene.get("recommendations", **{"for": FAN.address.lower()})
    assert (found["account"], found["basis"]) == (FAN.address, "chain")
    post = next(one for one in found["posts"] if one["id"] == "post-seed")
    assert post["why"][0] == {"code": "trades", "feature": scene.token.lower(), "value": None}
    reader = scene.get("recommendations", **{"for": address_of(READERS[0])})
    assert reader["basis"] == "popular", "what they read is nobody else's business"
    assert scene.get("recommendations", **{"for": "0x12"}, expect=422)["code"] == "invalid-request"


def test_only_the_reader_is_shown_what_follows_from_what_they_read(scene: Scene) -> None:
    refreshed(scene)
    reader = DevAccount(address_of(READERS[0]), "reader", Web3.keccak(text=READERS[0]).to_0x_hex())
    found = scene.signed_in(reader).get("/api/v1/recommendations").json()
    assert (found["account"], found["basis"]) == (reader.address, "own")
    post = next(one for one in found["posts"] if one["id"] == "post-seed")
    assert {"code": "reads", "feature": "#seeds", "value": None} in post["why"]
    # somebody else who is signed in is a stranger to them
    asked = {"for": reader.address}
    assert scene.signed_in(FAN).get("/api/v1/recommendations", params=asked).json()["basis"] == "popular"


def test_nothing_is_cached_between_people(scene: Scene) -> None:
    answer = scene.client.get("/api/v1/recommendations")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer.headers["Vary"]
    assert STRANGER.address not in answer.text
