"""`planet airdrop`: what was built is created once, claimed, and derived anew, by node and by index."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from web3 import Web3

from indexer.follow import index_once
from planet_chain.airdrops.bundle import load
from planet_chain.chain.signer import WEAK, import_wallet
from planet_chain.cli.app import main
from planet_chain.devnet.accounts import dev_accounts
from planet_chain.devnet.anvil import Anvil
from planet_chain.devnet.contracts import deploy_devnet
from planet_chain.devnet.sender import DevSender

USD, NEVER = 10**6, 2**63
ACCOUNTS = dev_accounts()
CREATOR, ANA, BEN, FUNDER = ACCOUNTS[6], ACCOUNTS[7], ACCOUNTS[8], ACCOUNTS[9]


@dataclass
class Town:
    """A creator with two holders and two followers, indexed, and a funded wallet."""

    anvil: Anvil
    sender: DevSender
    directory: Path
    database_url: str
    token: str
    rpc_url: str
    said: pytest.CaptureFixture[str]

    def planet(self, *arguments: str, expect: int = 0) -> Any:
        with pytest.raises(SystemExit) as ended:
            main(["airdrop", *arguments, "--json"])
        said = self.said.readouterr()
        assert (ended.value.code or 0) == expect, said.err
        return json.loads(said.out) if expect == 0 else said.err

    def index(self) -> None:
        index_once(self.database_url, self.sender.deployment, self.rpc_url)


@pytest.fixture
def town(
    anvil: Anvil,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Town:
    deployment = deploy_devnet(anvil.rpc_url, tmp_path / "record.json")
    sender = DevSender(anvil.rpc_url, deployment)
    market, graph = sender.contract("CommunityMarket"), sender.contract("FollowGraph")
    sender.verify(CREATOR.address)
    for account in (CREATOR, ANA, BEN, FUNDER):
        sender.fund(account.address, 10**19, 1_000 * USD)
        approve = sender.contract("USDT0").functions.approve(market.address, NEVER)
        sender.send(account, approve)
    create = market.functions.createCommunity("Seed Club", "SEED", 100, bytes(32), 0, 0, NEVER)
    sender.send(CREATOR, create)
    token = market.functions.tokenOf(Web3.to_checksum_address(CREATOR.address)).call()
    for account, paid in ((ANA, 30), (BEN, 10)):
        sender.send(account, market.functions.buy(token, paid * USD, 0, NEVER, bytes(32)))
        sender.send(account, graph.functions.follow(CREATOR.address, bytes(32)))
    anvil.rpc("anvil_mine", hex(4), hex(1))
    import_wallet(tmp_path / "wallets", "funder", FUNDER.key, "secret", WEAK)
    (tmp_path / "password").write_text("secret\n")
    for name in [name for name in os.environ if name.startswith("PLANET_")]:
        monkeypatch.delenv(name)
    settings = {
        "HOME": tmp_path,
        "RPC_URL": anvil.rpc_url,
        "DATABASE_URL": database_url,
        "DEPLOYMENT_FILE": tmp_path / "record.json",
        "WALLET_PASSWORD_FILE": tmp_path / "password",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"PLANET_{name}", str(value))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["planet"])  # by which the commands call themselves, for ever after
    made = Town(anvil, sender, tmp_path, database_url, token, anvil.rpc_url, capsys)
    made.index()
    return made


def test_holders_get_their_parts_and_anybody_derives_it(town: Town) -> None:
    holders = ("build", "--from", "holders", "--of", town.token, "--amount", "40")
    plan = town.planet(*holders, "--dry-run", "--funder", FUNDER.address)
    assert (plan["leaves"], plan["total"], plan["directory"]) == (2, str(40 * USD), None)
    assert plan["gas"] > 100_000
    assert int(plan["cost_wei"]) > plan["gas"]
    assert not (town.directory / "airdrops").exists()

    made = town.planet(*holders, "--out", "drop")
    assert made["root"] == plan["root"]
    assert town.planet(*holders, "--out", "drop2", "--by", "node")["root"] == plan["root"]
    airdrop = load(town.directory / "drop")
    # bought for 30 and 10: the later one got a little less for each unit
    assert {gift.account: gift.amount for gift in airdrop.tree.gifts}[ANA.address.lower()] > 30 * USD
    assert town.planet("verify", "drop")["snapshot"] == "the same by the node"

    create = ("create", "drop", "--wallet", "funder")
    assert town.planet(*create, "--dry-run")["gas"] == plan["gas"]
    created = town.planet(*create)
    assert created["campaign"] == 1
    assert town.planet(*create) == created, "a second campaign was made"
    town.index()
    for target in (("drop", "--campaign", "1"), ("1",), ("1", "--by", "index")):
        found = town.planet("verify", *target)
        assert (found["held"], found["unpaid"], found["funded"]) == (str(40 * USD), str(40 * USD), True)
    gift = airdrop.tree.gifts[0]
    proof = [bytes.fromhex(step[2:]) for step in airdrop.tree.proof(0)]
    account = Web3.to_checksum_address(gift.account)
    claim = town.sender.contract("Airdrops").functions.claim(1, 0, account, gift.amount, proof)
    town.sender.send(FUNDER, claim)
    found = town.planet("verify", "drop", "--campaign", "1")
    assert found["held"] == found["unpaid"] == str(airdrop.tree.gifts[1].amount)


def test_followers_share_equally_but_for_those_left_out(town: Town) -> None:
    followers = ("build", "--from", "followers", "--of", CREATOR.address, "--amount", "0.000003")
    assert town.planet(*followers, "--out", "both")["least"] == "1"
    alone = town.planet(*followers, "--exclude", ANA.address, "--out", "alone", "--by", "node")
    assert (alone["leaves"], alone["most"]) == (1, "3")
    town.sender.send(BEN, town.sender.contract("FollowGraph").functions.unfollow(CREATOR.address))
    # what happens after the snapshot's block changes nothing of it
    assert town.planet("verify", "both")["snapshot"] == "the same by the node"
    refused = town.planet(*followers, "--exclude", ANA.address, "--exclude", BEN.address, expect=1)
    assert "Nobody is left" in refused
    assert "not final" in town.planet(*followers, "--at-block", "99999", expect=1)


def test_members_are_those_whose_passes_last_by_index_and_by_node_alike(town: Town) -> None:
    membership = town.sender.contract("Membership").functions
    usd = town.sender.contract("USDT0").functions
    for soulbound in (True, False):
        create = membership.createTier("Row", 2 * USD, 30, 9, soulbound, bytes(32))
        town.sender.send(CREATOR, create)
    who = Web3.to_checksum_address(CREATOR.address)
    for account, tiers in ((ANA, (1, 2)), (BEN, (1,))):
        where = town.sender.deployment.address("Membership")
        town.sender.send(account, usd.approve(where, NEVER))
        for tier in tiers:
            town.sender.send(account, membership.join(who, tier, NEVER, bytes(32)))
    ben = membership.soulboundIdOf(who, 1, Web3.to_checksum_address(BEN.address)).call()
    town.sender.send(BEN, membership.cancelSubscription(ben))
    free = (ben >> 224 << 224) | (2 << 192) | (1 << 160) | int(ANA.address, 16)
    ana, funder = (Web3.to_checksum_address(each.address) for each in (ANA, FUNDER))
    town.sender.send(ANA, membership.transferFrom(ana, funder, free))
    town.anvil.rpc("anvil_mine", hex(4), hex(1))
    town.index()
    members = ("build", "--from", "members", "--of", CREATOR.address, "--amount", "6")
    made = town.planet(*members, "--out", "members")
    assert town.planet(*members, "--by", "node", "--dry-run")["root"] == made["root"]
    found = {gift.account: gift.amount for gift in load(town.directory / "members").tree.gifts}
    assert found == {ANA.address.lower(): 3 * USD, FUNDER.address.lower(): 3 * USD}
    assert town.planet(*members, "--tier", "2", "--dry-run")["leaves"] == 1
    # when the passes are over, nobody is a member
    town.anvil.rpc("evm_increaseTime", 31 * 86_400)
    town.anvil.rpc("anvil_mine", hex(4), hex(1))
    town.index()
    assert "Nobody is left" in town.planet(*members, expect=1)


def test_what_was_tampered_with_is_refused(town: Town) -> None:
    town.planet("build", "--from", "holders", "--of", town.token, "--amount", "4", "--out", "drop")
    snapshot = town.directory / "drop" / "snapshot.csv"
    kept = snapshot.read_text()
    lines = kept.splitlines()
    snapshot.write_text("\n".join([lines[0], f"{lines[1]}0", *lines[2:]]) + "\n")
    assert "was derived" in town.planet("verify", "drop", "--by", "nothing", expect=1)
    # a whole bundle that agrees with itself, but not with the chain
    other = town.planet(
        "build", "--from", "followers", "--of", CREATOR.address, "--amount", "4", "--out", "other"
    )
    document = json.loads((town.directory / "other" / "airdrop.json").read_text())
    document["block"]["hash"] = "0x" + "12" * 32
    (town.directory / "other" / "airdrop.json").write_text(json.dumps(document, indent=2) + "\n")
    assert f"block {other['block']}" in town.planet("verify", "other", expect=1)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("who\n", "row 1", "header"),
        ("account\n0x12\n", "row 2", "no address"),
        (f"account,amount\n{ANA.address},1.2345678\n", "row 2", "decimal places"),
        (f"account,weight\n{ANA.address},3\n{ANA.address.lower()},4\n", "row 3", "above already"),
        (f"account,weight\n{ANA.address}\n", "row 2", "columns"),
        (f"account,amount\n{ANA.address},0\n", "row 2", "gives nothing"),
        ("account\n0x" + "0" * 40 + "\n", "row 2", "zero address"),
        ("account\n", "list.csv", "nobody"),
    ],
)
def test_a_list_is_refused_with_row_and_reason(tmp_path: Path, text: str, place: str, reason: str) -> None:
    from planet_chain.airdrops.errors import ListRefused
    from planet_chain.airdrops.lists import read_list

    (tmp_path / "list.csv").write_text(text)
    with pytest.raises(ListRefused, match=reason) as refused:
        read_list(tmp_path / "list.csv", 6)
    assert place in refused.value.sentence


def test_lists_give_exactly_what_they_say(town: Town) -> None:
    (town.directory / "list.csv").write_text(f"account,amount\n{ANA.address},1.5\n{BEN.address},0.25\n")
    made = town.planet("build", "--from", "csv", "--file", "list.csv", "--out", "listed")
    assert (made["total"], made["least"], made["block"]) == ("1750000", "250000", None)
    wrong = town.planet("build", "--from", "csv", "--file", "list.csv", "--amount", "2", expect=1)
    assert "gives 1750000" in wrong
    assert town.planet("verify", "listed")["snapshot"] == "not compared"
    assert town.planet("register", "listed")["new"] is False
