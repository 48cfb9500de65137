"""What a reader gave to whom is told to that reader and to nobody else."""

from eth_account import Account
from sqlalchemy import text
from web3 import Web3

from planet_chain.devnet.accounts import DevAccount
from planet_chain.rewards.engines.duckdb import duckdb_backend
from planet_chain.rewards.engines.explained import gifts
from planet_chain.store.database import transaction
from tests.api.scene import STRANGER, Scene
from tests.rewards.town import CREATORS, address_of

PATH = "/api/v1/epochs/1/readings"


def reader(name: str) -> DevAccount:
    key = Web3.keccak(text=name)
    return DevAccount(Account.from_key(key).address, name, key.to_0x_hex())


def test_a_reader_sees_its_own_lines(scene: Scene) -> None:
    mine = scene.signed_in(reader("reader3")).get(PATH)
    assert mine.status_code == 200, mine.text
    assert mine.headers["Cache-Control"] == "private, no-cache"
    said = mine.json()
    assert said["account"] == address_of("reader3")
    assert {each["account"] for each in said["given"]} == {address_of(name) for name in CREATORS}
    assert int(said["points"]["amount"]) > 0
    with transaction(scene.town.database) as session:
        query = "SELECT entity FROM epoch_member WHERE epoch = 1 AND member = 'reader3'"
        entity = session.execute(text(query)).scalar_one()
    directory = scene.settings.epochs / "1" / "bundle"
    expected = {gift.creator: gift for gift in gifts(duckdb_backend(), directory, entity)}
    for each in said["given"]:
        gift = expected.pop(each["creator"])
        assert (each["value"]["amount"], each["base"]["amount"]) == (str(gift.value), str(gift.base))
        assert gift.value > 0
    assert expected == {}
    # whose pay it is a part of is not exceeded by all readers together
    paid = {each["account"]: int(each["value"]["amount"]) for each in said["given"]}
    for account, value in paid.items():
        (row,) = scene.get(f"epochs/1/allocations/{account}")["allocations"]
        assert 0 < value * 12 <= int(row["value"]["amount"]) + 12


def test_a_stranger_sees_nothing_of_others_and_anonymous_nothing(scene: Scene) -> None:
    refused = scene.browser().get(PATH)
    assert (refused.status_code, refused.json()["code"]) == (401, "sign-in-needed")
    assert "planet_session" in refused.headers["WWW-Authenticate"]
    nothing = scene.signed_in(STRANGER).get(PATH).json()
    assert (nothing["given"], nothing["points"]["amount"]) == ([], "0")
    # an address in the question changes nobody's answer
    asked = scene.signed_in(STRANGER).get(PATH, params={"address": address_of("reader3")})
    assert asked.json()["given"] == []
    key = scene.client.get(PATH, headers={"Authorization": f"Bearer {scene.key}"})
    assert key.status_code == 401


def test_weeks_that_are_not_settled_are_404(scene: Scene) -> None:
    client = scene.signed_in(reader("reader3"))
    answer = client.get("/api/v1/epochs/99/readings")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown-epoch")
