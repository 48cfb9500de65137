"""Earnings: every unit that arrives is counted once, by its source and by the content it named."""

from typing import Any

from web3 import Web3

from tests.api.scene import CREATOR, FAN, STRANGER, USD, Scene
from tests.api.test_memberships_api import opened
from tests.api.test_questions_api import SALT, TEXT, asked

SOURCES = ("fees", "memberships", "memberships_paid", "prizes")


def counted(shown: Any) -> dict[str, int]:
    """source -> units; tips are in one token here."""
    tips = sum(int(tip["amount"]) for tip in shown["tips"])
    return {"tips": tips, **{name: int(shown[name]["amount"]) for name in SOURCES if name in shown}}


def earned(scene: Scene) -> tuple[dict[str, int], dict[str, int]]:
    """By source, and by source for the scene's content."""
    scene.index()
    whole = scene.get(f"creators/{CREATOR.address}")["earnings"]
    (content,) = scene.get(f"creators/{CREATOR.address}/earnings")["items"]
    assert content["content_id"] == scene.content
    return counted(whole), counted(content)


def rise(after: dict[str, int], before: dict[str, int]) -> dict[str, int]:
    return {name: after[name] - before[name] for name in before if after[name] != before[name]}


def test_what_arrives_is_counted_by_source_and_by_content(scene: Scene) -> None:
    whole, content = earned(scene)
    named = {"content_id": scene.content}
    scene.send(FAN, scene.prepare("tip", FAN, creator=CREATOR.address, amount=str(3 * USD), **named))
    scene.send(FAN, scene.prepare("tip", FAN, creator=CREATOR.address, amount="7"))
    # it names the content, but somebody else gets it
    scene.send(FAN, scene.prepare("tip", FAN, creator=STRANGER.address, amount="11", **named))
    scene.send(FAN, scene.prepare("buy", FAN, token=scene.token, quote_in=str(50 * USD), **named))
    scene.send(FAN, scene.prepare("buy", FAN, token=scene.token, quote_in=str(10 * USD)))
    tier = opened(scene, 30 * USD)
    joined = scene.prepare("join", FAN, creator=CREATOR.address, tier=tier, **named)
    scene.send(FAN, joined)
    scene.send(FAN, scene.prepare("cancel", FAN, pass_id=joined["expected"]["pass_id"]))
    _win(scene, asked(scene, creator=CREATOR.address, **named))
    _win(scene, asked(scene, creator=CREATOR.address))
    # collecting takes nothing off
    for kind in ("collect", "collect-prizes"):
        scene.send(CREATOR, scene.prepare(kind, CREATOR))
    after, after_content = earned(scene)
    # one per cent of both purchases; one day of thirty
    assert rise(after, whole) == {
        "tips": 3 * USD + 7,
        "fees": USD // 2 + USD // 10,
        "memberships": USD,
        "prizes": 6 * USD,
    }
    assert rise(after_content, content) == {
        "tips": 3 * USD,
        "fees": USD // 2,
        "memberships_paid": 30 * USD,
        "prizes": 3 * USD,
    }


def test_who_published_nothing_has_no_earnings_by_content(scene: Scene) -> None:
    assert scene.get(f"creators/{STRANGER.address}/earnings") == {"items": [], "next": None}


def _win(scene: Scene, question: int) -> None:
    """CREATOR answers and gets all of the prize."""
    prizes, creator = (
        scene.sender.contract("PrizeQuestions").functions,
        Web3.to_checksum_address(CREATOR.address),
    )
    text, salt = bytes.fromhex(TEXT[2:]), bytes.fromhex(SALT[2:])
    said = "0x" + prizes.answerHashOf(question, creator, text, salt).call().hex()
    scene.send(CREATOR, scene.prepare("answer", CREATOR, question=question, answer_hash=said))
    winner = {"answerer": CREATOR.address, "text_hash": TEXT, "salt": SALT}
    scene.send(FAN, scene.prepare("award", FAN, question=question, winners=[winner]))
