"""Paid questions: asked, answered, listed; refused by name where the contract refuses."""

from web3 import Web3

from tests.api.scene import CREATOR, FAN, STRANGER, USD, Scene

HOUR, DAY = 3600, 86_400
TEXT, SALT = "0x" + "11" * 32, "0x" + "22" * 32


def asked(scene: Scene, **order: object) -> int:
    """A question of FAN; returns its number."""
    now = scene.town.now
    times = {"answer_by": now + 2 * HOUR, "judge_by": now + 2 * HOUR + 2 * DAY}
    prepared = scene.prepare("ask", FAN, prize=str(3 * USD), question_hash=TEXT, **times, **order)
    scene.send(FAN, prepared)
    return int(prepared["expected"]["question"])


def test_a_question_is_asked_answered_awarded_and_collected(scene: Scene) -> None:
    number = asked(scene, creator=CREATOR.address, content_id=scene.content)
    prizes = scene.sender.contract("PrizeQuestions").functions
    creator = Web3.to_checksum_address(CREATOR.address)
    answer_hash = prizes.answerHashOf(
        number, creator, bytes.fromhex(TEXT[2:]), bytes.fromhex(SALT[2:])
    ).call()
    refused = scene.prepare("answer", STRANGER, expect=409, question=number, answer_hash=TEXT)
    assert refused["name"] == "NotCreator"
    answer = scene.prepare("answer", CREATOR, question=number, answer_hash="0x" + answer_hash.hex())
    scene.send(CREATOR, answer)
    scene.index()
    shown = scene.get(f"questions/{number}")
    assert (shown["state"], shown["creator"], shown["content_id"]) == ("open", CREATOR.address, scene.content)
    assert [each["answerer"] for each in shown["answers"]] == [CREATOR.address]
    assert shown in scene.get("questions", asker=FAN.address, state="open")["items"]

    wrong = {"answerer": CREATOR.address, "text_hash": SALT, "salt": SALT}
    refused = scene.prepare("award", FAN, expect=409, question=number, winners=[wrong])
    assert refused["name"] == "AnswerNotOpened"
    right = {**wrong, "text_hash": TEXT}
    # the one place is taken, so the asker need not wait
    scene.send(FAN, scene.prepare("award", FAN, question=number, winners=[right]))
    scene.index()
    shown = scene.get(f"questions/{number}")
    assert (shown["state"], shown["answers"][0]["won"]["amount"]) == ("awarded", str(3 * USD))
    before = scene.quote_balance(CREATOR.address)
    scene.send(CREATOR, scene.prepare("collect-prizes", CREATOR))
    assert scene.quote_balance(CREATOR.address) - before == 3 * USD
    assert scene.prepare("collect-prizes", CREATOR, expect=409)["name"] == "NothingOwed"


def test_an_open_prize_names_nobody_and_waits(scene: Scene) -> None:
    number = asked(scene)
    scene.index()
    shown = scene.get(f"questions/{number}")
    assert (shown["creator"], shown["answers"]) == (None, [])
    assert scene.prepare("settle", STRANGER, expect=409, question=number)["name"] == "NotDue"
    assert scene.get("questions/999999", expect=404)["code"] == "unknown-question"


def test_whoever_comes_by_ends_a_question_that_nobody_answered(scene: Scene) -> None:
    number = asked(scene)
    scene.sender.fund(STRANGER.address, 10**19, 0)
    today = scene.town.anvil.rpc("evm_snapshot")  # the other tests go on from it
    scene.town.anvil.rpc("evm_increaseTime", 3 * DAY)
    scene.town.anvil.rpc("evm_mine")
    scene.send(STRANGER, scene.prepare("settle", STRANGER, question=number))
    back = scene.prepare("collect-prizes", FAN)["amounts"]
    again = scene.prepare("settle", STRANGER, expect=409, question=number)
    scene.town.anvil.rpc("evm_revert", today)
    assert back == {"amount": {"amount": str(3 * USD), "decimals": 6}}
    assert again["code"] == "contract-reverted"
