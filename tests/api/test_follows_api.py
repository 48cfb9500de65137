"""Follows: prepared, sent, listed, ended."""

from tests.api.scene import CREATOR, FAN, STRANGER, Scene


def test_a_follow_is_prepared_sent_listed_and_ended(scene: Scene) -> None:
    before = scene.get(f"creators/{CREATOR.address}")["followers"]
    prepared = scene.prepare("follow", FAN, creator=CREATOR.address, content_id=scene.content)
    assert [step["kind"] for step in prepared["steps"]] == ["follow"]
    scene.send(FAN, prepared)
    scene.index()
    (follow,) = scene.get("follows", follower=FAN.address)["items"]
    assert (follow["creator"], follow["content_id"]) == (CREATOR.address, scene.content)
    assert scene.get("follows", creator=CREATOR.address)["items"][0] == follow
    assert scene.get(f"creators/{CREATOR.address}")["followers"] == before + 1

    refused = scene.prepare("follow", FAN, expect=409, creator=CREATOR.address)
    assert (refused["name"], refused["values"]) == (
        "AlreadyFollowing",
        {"follower": FAN.address, "creator": CREATOR.address},
    )
    scene.send(FAN, scene.prepare("unfollow", FAN, creator=CREATOR.address))
    scene.index()
    assert scene.get("follows", follower=FAN.address)["items"] == []
    assert scene.get(f"creators/{CREATOR.address}")["followers"] == before


def test_nobody_follows_who_is_no_creator(scene: Scene) -> None:
    refused = scene.prepare("follow", FAN, expect=409, creator=STRANGER.address)
    assert refused["name"] == "NotCreator"
    refused = scene.prepare("unfollow", STRANGER, expect=409, creator=CREATOR.address)
    assert refused["name"] == "NotFollowing"


def test_pages_of_follows_repeat_nothing(scene: Scene) -> None:
    people = scene.town.anvil.accounts[3:6]
    for person in people:
        scene.send(person, scene.prepare("follow", person, creator=CREATOR.address))
    scene.index()
    seen, cursor = [], {}
    while True:
        page = scene.get("follows", creator=CREATOR.address, limit=1, **cursor)
        seen += [item["follower"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert seen == [person.address for person in reversed(people)]
