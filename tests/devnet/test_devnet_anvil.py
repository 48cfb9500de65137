"""The local chain is the same chain after each start, and its time never runs backwards."""

import time
from pathlib import Path

import pytest

from planet_chain.core.errors import PlanetError
from planet_chain.devnet.anvil import CHAIN_ID, Anvil, free_port
from planet_chain.devnet.home import AlreadyRunning, DevHome


def head(chain: Anvil) -> dict[str, str]:
    return chain.rpc("eth_getBlockByNumber", "latest", False)


def test_behaves_like_x_layer(anvil: Anvil) -> None:
    anvil.rpc("anvil_mine", hex(5))
    assert int(anvil.rpc("eth_chainId"), 16) == CHAIN_ID == 31337
    assert int(head(anvil)["gasLimit"], 16) == 210_000_000
    assert int(anvil.rpc("eth_getBlockByNumber", "0x0", False)["baseFeePerGas"], 16) == 20_000_000
    finalized = anvil.rpc("eth_getBlockByNumber", "finalized", False)
    assert int(head(anvil)["number"], 16) - int(finalized["number"], 16) == 2
    assert len(anvil.accounts) == 10
    assert {account.address.lower() for account in anvil.accounts} == set(anvil.rpc("eth_accounts"))


def test_a_chain_in_the_past_survives_restarts(tmp_path: Path) -> None:
    state, began = tmp_path / "chain.json", int(time.time()) - 9 * 86_400
    genesis, blocks, times = set(), [], []
    for round_ in range(3):
        chain = Anvil(state=state, block_time=1, timestamp=began if round_ == 0 else None)
        genesis.add(chain.rpc("eth_getBlockByNumber", "0x0", False)["hash"])
        if round_ == 0:
            assert chain.time < began + 60
            chain.mine_at_once()
            chain.keep_time()
        if round_ == 1:
            chain.rpc("evm_increaseTime", 8 * 86_400)
        chain.rpc("evm_mine")
        blocks.append(int(head(chain)["number"], 16))
        times.append(chain.time)
        assert all(chain.rpc("eth_getBlockByNumber", hex(n), False) for n in range(blocks[-1] + 1))
        chain.stop()
    assert len(genesis) == 1
    assert blocks == sorted(set(blocks))
    assert times == sorted(set(times))
    assert abs(times[0] - time.time()) < 60
    assert times[2] - time.time() > 7 * 86_400


def test_takes_the_next_free_port() -> None:
    chain = Anvil()
    assert chain.port < free_port(chain.port) <= chain.port + 99
    chain.stop()


def test_a_home_has_one_owner(tmp_path: Path) -> None:
    home = DevHome(tmp_path / "devnet")
    held = home.take()
    with pytest.raises(AlreadyRunning, match="already running"):
        DevHome(tmp_path / "devnet").take()
    home.announce({"page": "http://127.0.0.1:1"})
    with pytest.raises(AlreadyRunning, match=r"page http://127\.0\.0\.1:1"):
        home.take()
    held.close()
    assert home.owner() is None
    assert home.described() is None
    home.take().close()


def test_stopping_nothing_is_fine(tmp_path: Path) -> None:
    assert DevHome(tmp_path / "devnet").stop() is False


def test_all_ports_taken_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def taken(self: socket.socket, address: object) -> None:
        raise OSError("taken")

    monkeypatch.setattr(socket.socket, "bind", taken)
    with pytest.raises(PlanetError, match="Ports 8000 to 8099 are all taken"):
        free_port(8000)


def test_a_rollback_of_a_long_chain_keeps_the_contracts() -> None:
    chain = Anvil(states=2_000)
    where, code = "0x" + "11" * 20, "0x6001600155"
    try:
        chain.rpc("anvil_setCode", where, code)
        chain.rpc("anvil_mine", hex(1_200))
        chain.rpc("anvil_rollback", 64)
        chain.rpc("evm_mine")
        assert chain.rpc("eth_getCode", where, "latest") == code
    finally:
        chain.stop()
