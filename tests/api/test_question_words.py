"""What questions ask and answers say: only words whose hash is on chain, only for whom they are meant."""

import json
from typing import Any

import pytest

from planet_chain.core.answers import answer_hash, text_hash
from planet_chain.devnet.accounts import DevAccount
from tests.api.scene import CREATOR, FAN, STRANGER, USD, Scene

HOUR, DAY = 3600, 86_400
JSON = {"Content-Type": "application/json"}
ASKED, SAID, SALT = "Why does the price move?\n为什么？", "Because you buy. ✓", "0x" + "5a" * 32


@pytest.fixture
def number(scene: Scene) -> int:
    """A question of FAN to CREATOR, answered by a hash; nobody told any words yet."""
    now = scene.town.now
    times = {"answer_by": now + 2 * HOUR, "judge_by": now + 2 * HOUR + 2 * DAY}
    order = {"prize": str(USD), "question_hash": text_hash(ASKED), "creator": CREATOR.address}
    prepared = scene.prepare("ask", FAN, **times, **order)
    scene.send(FAN, prepared)
    asked = int(prepared["expected"]["question"])
    given = opened(scene, asked)
    scene.send(CREATOR, scene.prepare("answer", CREATOR, question=asked, answer_hash=given))
    scene.index()
    return asked


def opened(scene: Scene, number: int, words: str = SAID, salt: str = SALT) -> str:
    place = scene.town.deployment.chain_id, scene.town.deployment.address("PrizeQuestions")
    return answer_hash(*place, number, CREATOR.address, text_hash(words), salt)


def put(scene: Scene, path: str, body: Any, expect: int) -> Any:
    # ASCII, so that even half a surrogate pair can be sent
    answer = scene.client.put(f"/api/v1/questions/{path}", content=json.dumps(body), headers=JSON)
    assert answer.status_code == expect, answer.text
    return answer.json()


def readable(scene: Scene, number: int, reader: DevAccount) -> Any:
    return scene.signed_in(reader).get(f"/api/v1/questions/{number}/answers").json()


def test_the_words_of_a_question_become_public_once_they_fit_its_hash(scene: Scene, number: int) -> None:
    assert scene.get(f"questions/{number}")["question_hash"] == text_hash(ASKED)
    refused = put(scene, f"{number}/text", {"text": ASKED + " "}, 422)
    assert refused["code"] == "text-refused"
    # another question of the same words may have told them already; telling them again changes nothing
    for _ in range(2):
        assert put(scene, f"{number}/text", {"text": ASKED}, 200)["text"] == ASKED
    assert scene.get(f"questions/{number}")["text"] == ASKED
    listed = scene.get("questions", asker=FAN.address)["items"]
    assert {each["text"] for each in listed if each["question"] == number} == {ASKED}
    assert put(scene, f"{10**6}/text", {"text": ASKED}, 404)["code"] == "unknown-question"


def test_an_answer_is_read_by_its_asker_and_its_author_alone(scene: Scene, number: int) -> None:
    where = f"{number}/answers/{CREATOR.address}"
    shown = scene.get(f"questions/{number}")["answers"]
    assert [(each["answerer"], each["told"]) for each in shown] == [(CREATOR.address, False)]
    assert readable(scene, number, FAN) == []
    for wrong in ({"text": SAID + "!", "salt": SALT}, {"text": SAID, "salt": "0x" + "5b" * 32}):
        assert put(scene, where, wrong, 422)["code"] == "text-refused"
    told = put(scene, where, {"text": SAID, "salt": SALT}, 200)
    assert told == {
        "answerer": CREATOR.address,
        "text": SAID,
        "text_hash": text_hash(SAID),
        "salt": SALT,
    }
    assert put(scene, where, {"text": SAID, "salt": SALT}, 200) == told
    assert scene.get(f"questions/{number}")["answers"][0]["told"]
    # nothing that everybody reads holds the words or the salt
    assert SAID not in str(scene.get(f"questions/{number}"))
    assert SALT not in str(scene.get(f"questions/{number}"))

    assert readable(scene, number, FAN) == readable(scene, number, CREATOR) == [told]
    assert readable(scene, number, STRANGER) == []
    anonymous = scene.browser().get(f"/api/v1/questions/{number}/answers")
    assert (anonymous.status_code, anonymous.json()["code"]) == (401, "sign-in-needed")
    # and what the asker reads opens the answer in an award
    winner = {name: told[name] for name in ("answerer", "text_hash", "salt")}
    awarded = scene.prepare("award", FAN, question=number, winners=[winner])
    scene.send(FAN, awarded)
    scene.index()
    assert int(scene.get(f"questions/owed/{CREATOR.address}")["owed"]["amount"]) >= USD


def test_the_hash_is_the_contracts(scene: Scene, number: int) -> None:
    prizes = scene.sender.contract("PrizeQuestions").functions
    raw = [bytes.fromhex(text[2:]) for text in (text_hash(SAID), SALT)]
    assert opened(scene, number) == "0x" + prizes.answerHashOf(number, CREATOR.address, *raw).call().hex()


def test_an_answer_that_is_not_there_has_no_words(scene: Scene, number: int) -> None:
    body = {"text": SAID, "salt": SALT}
    for where in (f"{number}/answers/{STRANGER.address}", f"{10**6}/answers/{CREATOR.address}"):
        assert put(scene, where, body, 404)["code"] in ("unknown-answer", "unknown-question")
    assert scene.signed_in(FAN).get(f"/api/v1/questions/{10**6}/answers").status_code == 404


@pytest.mark.parametrize("words", ["", "a\x00b", "\ud800", "x" * 20_001, 5])
def test_words_that_cannot_be_kept_are_refused(scene: Scene, number: int, words: object) -> None:
    body = {"text": words, "salt": SALT}
    assert put(scene, f"{number}/text", {"text": words}, 422)["code"] in ("text-refused", "invalid-request")
    refused = put(scene, f"{number}/answers/{CREATOR.address}", body, 422)
    assert refused["code"] in ("text-refused", "invalid-request")


def test_nothing_is_owed_to_a_stranger(scene: Scene) -> None:
    assert scene.get(f"questions/owed/{STRANGER.address}") == {
        "account": STRANGER.address,
        "owed": {"amount": "0", "decimals": 6},
    }
