"""The deployment record, the networks, and files that are whole or not there."""

import json
import os
from pathlib import Path

import pytest

from planet_chain.chain.deployment import Deployed, Deployment, NoDeployment, NotDeployed
from planet_chain.chain.networks import NETWORKS, UnknownNetwork, network_of
from planet_chain.files import write_whole

ADDRESS = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
RECORD = Deployment(
    "devnet",
    31337,
    5,
    {"Tips": Deployed(ADDRESS, ("1", [ADDRESS]), "0x" + "11" * 32, 5, "0x" + "22" * 32)},
    "0x" + "33" * 32,
)


def test_a_record_survives_its_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "devnet.json"
    RECORD.save(path)
    assert Deployment.load(path) == RECORD
    assert Deployment.load(path).address("Tips") == ADDRESS


def test_a_missing_contract_is_named() -> None:
    with pytest.raises(
        NotDeployed, match="Points is not deployed on devnet; run `planet deploy --network devnet`"
    ):
        RECORD.address("Points")


def test_a_missing_record_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoDeployment, match=r"nothing was deployed yet\. `planet dev` makes one"):
        Deployment.load(tmp_path / "devnet.json")


@pytest.mark.parametrize("change", ["address", "args", "contracts"])
def test_a_damaged_record_is_refused(tmp_path: Path, change: str) -> None:
    path = tmp_path / "devnet.json"
    RECORD.save(path)
    record = json.loads(path.read_text())
    if change == "contracts":
        record["contracts"] = None
    else:
        record["contracts"]["Tips"][change] = 7
    path.write_text(json.dumps(record))
    with pytest.raises(NoDeployment, match="damaged"):
        Deployment.load(path)


def test_networks_are_known_by_name_and_never_share_a_chain_id() -> None:
    assert {name: network.chain_id for name, network in NETWORKS.items()} == {
        "devnet": 31337,
        "xlayer-testnet": 1952,
        "xlayer": 196,
    }
    assert [network.is_local for network in NETWORKS.values()] == [True, False, False]
    assert (
        NETWORKS["xlayer"].address_url(ADDRESS)
        == f"https://www.okx.com/web3/explorer/xlayer/address/{ADDRESS}"
    )
    explorer = "https://www.okx.com/web3/explorer/xlayer-test"
    testnet = NETWORKS["xlayer-testnet"]
    assert testnet.token_url(ADDRESS) == f"{explorer}/token/{ADDRESS}"
    assert testnet.transaction_url("0x1") == f"{explorer}/tx/0x1"
    assert [NETWORKS["devnet"].transaction_url("0x1"), NETWORKS["devnet"].token_url(ADDRESS)] == [None, None]
    with pytest.raises(UnknownNetwork, match="choose one of devnet, xlayer-testnet, xlayer"):
        network_of("mainnet")


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")

    def full(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space") as raised:
        write_whole(path, b"new")
    assert raised.value.filename == str(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_permissions_hold_whatever_the_umask_is(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_whole(tmp_path / "secret", b"x", 0o600)
    finally:
        os.umask(before)
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600
