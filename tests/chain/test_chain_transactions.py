"""Transactions on a real local chain: recorded first, sent once, and their refusals named."""

from pathlib import Path

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from web3 import Web3
from web3.exceptions import Web3RPCError

from planet_chain.chain.client import contract_at
from planet_chain.chain.compile import Artifact
from planet_chain.chain.deploy import deploy
from planet_chain.chain.deployment import Deployment
from planet_chain.chain.errors import ContractReverted, decode_revert, named_reverts
from planet_chain.chain.networks import NETWORKS
from planet_chain.chain.steps import Roles
from planet_chain.chain.transactions import (
    InsufficientBalance,
    Signed,
    TransactionPending,
    TransactionRejected,
    call_data,
    events_in,
    fees,
    send,
    sign,
    transact,
    wait,
)
from planet_chain.devnet.anvil import Anvil

CONTENT = b"\x07" * 32


@pytest.fixture
def deployment(
    w3: Web3, account: LocalAccount, roles: Roles, record: Path, artifacts: dict[str, Artifact]
) -> Deployment:
    return deploy(w3, NETWORKS["devnet"], account, roles, record, artifacts)


@pytest.fixture
def funded(w3: Web3, account: LocalAccount, deployment: Deployment) -> Deployment:
    """The account has 5 USD₮0 and lets Tips move them."""
    quote = deployment.address("USDT0")
    transact(w3, account, quote, call_data("USDT0", "mint", account.address, 5_000_000))
    transact(w3, account, quote, call_data("USDT0", "approve", deployment.address("Tips"), 2**256 - 1))
    return deployment


def tip(deployment: Deployment, creator: str, units: int) -> bytes:
    return call_data("Tips", "tip", deployment.address("USDT0"), creator, units, CONTENT)


def test_a_transaction_is_recorded_before_it_is_sent(
    w3: Web3, account: LocalAccount, funded: Deployment, roles: Roles
) -> None:
    seen = list[tuple[str, int]]()

    def record(signed: Signed) -> None:
        with pytest.raises(TransactionPending):
            wait(w3, signed.hash, seconds=0.1)
        seen.append((signed.hash, signed.nonce))

    nonce = w3.eth.get_transaction_count(account.address)
    receipt = transact(w3, account, funded.address("Tips"), tip(funded, roles.attester, 3), record=record)
    assert seen == [(receipt["transactionHash"].to_0x_hex(), nonce)]


def test_events_are_read_by_name_from_their_emitter_alone(
    w3: Web3, account: LocalAccount, funded: Deployment, roles: Roles
) -> None:
    receipt = transact(w3, account, funded.address("Tips"), tip(funded, roles.attester, 3))
    expected = {
        "fan": account.address,
        "creator": roles.attester,
        "token": funded.address("USDT0"),
        "amount": 3,
        "contentId": CONTENT,
    }
    assert events_in(w3, receipt, "Tips", "TipSent", funded.address("Tips")) == [expected]
    assert events_in(w3, receipt, "Tips", "TipSent", funded.address("Points")) == []


def test_sending_again_changes_nothing(
    w3: Web3, account: LocalAccount, funded: Deployment, roles: Roles
) -> None:
    signed = sign(w3, account, funded.address("Tips"), tip(funded, roles.attester, 3))
    for _ in range(2):
        send(w3, signed)
        wait(w3, signed.hash)
    send(w3, signed)
    balance = contract_at(w3, funded, "USDT0").functions.balanceOf(roles.attester).call()
    assert balance == 3


def test_a_transaction_whose_nonce_was_taken_is_rejected(
    w3: Web3, account: LocalAccount, funded: Deployment, roles: Roles
) -> None:
    stale = sign(w3, account, funded.address("Tips"), tip(funded, roles.attester, 3))
    transact(w3, account, funded.address("Tips"), tip(funded, roles.attester, 4))
    with pytest.raises(TransactionRejected, match=f"{stale.hash}: nonce too low"):
        send(w3, stale)


def test_a_call_that_would_fail_is_refused_before_it_costs_anything(
    w3: Web3, account: LocalAccount, funded: Deployment, roles: Roles
) -> None:
    block = w3.eth.block_number
    with pytest.raises(ContractReverted, match=r"refused to tip: ERC20InsufficientBalance\(") as raised:
        transact(w3, account, funded.address("Tips"), tip(funded, roles.attester, 5_000_001), doing="to tip")
    assert raised.value.values["needed"] == 5_000_001
    assert w3.eth.block_number == block


def test_a_failure_inside_a_block_is_named(
    w3: Web3, account: LocalAccount, funded: Deployment, roles: Roles, anvil: Anvil
) -> None:
    anvil.rpc("evm_setAutomine", False)
    nonce = w3.eth.get_transaction_count(account.address)
    first, second = (
        sign(w3, account, funded.address("Tips"), tip(funded, roles.attester, 5_000_000), nonce=nonce + place)
        for place in range(2)
    )
    send(w3, first)
    anvil.rpc("evm_mine")
    send(w3, second)
    anvil.rpc("evm_mine")
    assert wait(w3, first.hash)["status"] == 1
    with pytest.raises(ContractReverted, match="ERC20InsufficientBalance"):
        wait(w3, second.hash)


def test_an_account_that_cannot_pay_is_told_so(w3: Web3, deployment: Deployment) -> None:
    poor = Account.from_key("0x" + "42" * 32)
    with pytest.raises(InsufficientBalance, match=rf"{poor.address} has 0 OKB"):
        sign(w3, poor, deployment.address("USDT0"), call_data("USDT0", "mint", poor.address, 1))


def test_fees_leave_room_for_a_rising_base_fee(w3: Web3) -> None:
    price, base = fees(w3), w3.eth.get_block("latest")["baseFeePerGas"]
    assert price.most == 2 * base + price.tip


def test_a_refused_view_is_named(w3: Web3, deployment: Deployment) -> None:
    market = contract_at(w3, deployment, "CommunityMarket")
    unknown = Web3.to_checksum_address("0x" + "11" * 20)
    with pytest.raises(ContractReverted) as raised, named_reverts("to quote"):
        market.functions.quoteBuy(unknown, 1).call()
    assert (raised.value.name, raised.value.values) == ("UnknownCommunity", {"token": unknown})
    assert raised.value.code == "contract-reverted"


def test_other_errors_pass_unchanged(w3: Web3) -> None:
    with pytest.raises(Web3RPCError), named_reverts():
        w3.eth.get_logs({"fromBlock": 5, "toBlock": 1})


@pytest.mark.parametrize(
    ("data", "name", "values"),
    [
        ("0x", "", {}),
        (None, "", {}),
        (b"", "", {}),
        ("0x12345678", "Unknown", {"data": "0x12345678"}),
        ("0x" + "4e487b71" + f"{0x11:064x}", "Panic", {"code": 0x11}),
        (
            "0x08c379a0" + f"{0x20:064x}" + f"{4:064x}" + b"oops".hex().ljust(64, "0"),
            "Error",
            {"reason": "oops"},
        ),
        # a known selector with too few bytes behind it
        ("0x4e487b71", "Unknown", {"data": "0x4e487b71"}),
    ],
)
def test_revert_data_is_decoded(data: str | bytes | None, name: str, values: dict[str, object]) -> None:
    reverted = decode_revert(data)
    assert (reverted.name, reverted.values) == (name, values)
    assert str(reverted).startswith("The contract refused: ")
