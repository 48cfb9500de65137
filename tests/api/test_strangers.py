"""Anybody reads and prepares, nobody writes; what is somebody else's, its contract refuses by name."""

import pytest

from tests.api.scene import CREATOR, FAN, STRANGER, USD, Scene
from tests.api.test_memberships_api import opened
from tests.api.test_questions_api import SALT, TEXT, asked

PUBLIC = ("follows", "memberships", "memberships/tiers", "questions", "airdrops")


@pytest.mark.parametrize("path", PUBLIC)
def test_anonymous_callers_read_the_chain_and_write_nothing_of_it(scene: Scene, path: str) -> None:
    scene.get(path)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        for key in ({}, {"Authorization": f"Bearer {scene.key}"}):
            refused = scene.client.request(method, f"/api/v1/{path}", headers=key, json={})
            assert refused.status_code == 405


def test_a_strangers_pass_is_not_renewed_cancelled_or_collected(scene: Scene) -> None:
    tier = opened(scene, 2 * USD)
    joined = scene.prepare("join", FAN, creator=CREATOR.address, tier=tier)
    scene.send(FAN, joined)
    theirs = {"pass_id": joined["expected"]["pass_id"]}
    scene.sender.fund(STRANGER.address, 10**19, 100 * USD)
    for kind in ("renew", "cancel"):
        refused = scene.prepare(kind, STRANGER, expect=409, **theirs)
        assert (refused["name"], refused["values"]["caller"]) == ("NotHolder", STRANGER.address)
    refused = scene.prepare("collect", STRANGER, expect=409, pass_ids=[theirs["pass_id"]])
    assert refused["name"] == "NotOfCreator"
    assert scene.prepare("release", STRANGER, expect=409, **theirs)["name"] == "NotReleasable"
    # and FAN still has it
    assert scene.prepare("cancel", FAN, **theirs)["complete"]


def test_a_strangers_gift_is_neither_taken_nor_sent_back(scene: Scene) -> None:
    tier = opened(scene, 2 * USD)
    prepared = scene.prepare("gift", FAN, to=CREATOR.address, creator=CREATOR.address, tier=tier)
    scene.send(FAN, prepared)
    gift = {"gift": int(prepared["expected"]["gift"])}
    assert scene.prepare("accept-gift", STRANGER, expect=409, **gift)["name"] == "NotReceiver"
    for account in (STRANGER, FAN):
        assert scene.prepare("return-gift", account, expect=409, **gift)["name"] == "GiftWaits"


def test_a_strangers_question_is_not_awarded(scene: Scene) -> None:
    number = asked(scene, creator=CREATOR.address)
    mine = {"answerer": STRANGER.address, "text_hash": TEXT, "salt": SALT}
    for account in (STRANGER, CREATOR):
        refused = scene.prepare("award", account, expect=409, question=number, winners=[mine])
        assert refused["name"] == "NotAsker"


def test_a_strangers_follow_is_not_ended(scene: Scene) -> None:
    scene.send(FAN, scene.prepare("follow", FAN, creator=CREATOR.address))
    refused = scene.prepare("unfollow", STRANGER, expect=409, creator=CREATOR.address)
    assert (refused["name"], refused["values"]["follower"]) == ("NotFollowing", STRANGER.address)
    scene.send(FAN, scene.prepare("unfollow", FAN, creator=CREATOR.address))
