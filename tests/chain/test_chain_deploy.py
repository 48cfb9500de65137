"""Deploying on a real local chain: whole, repeatable, resumable, and never by surprise."""

import dataclasses
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from web3 import Web3

from planet_chain.chain import deploy as deploying
from planet_chain.chain.client import contract_at
from planet_chain.chain.compile import Artifact
from planet_chain.chain.deploy import deploy
from planet_chain.chain.deployment import Deployment, NoDeployment
from planet_chain.chain.ledger import ForeignRecord, Ledger
from planet_chain.chain.networks import CREATE2_PROXY, MULTICALL3, NETWORKS
from planet_chain.chain.plan import DeploymentDiffers, Plan, plan_deployment
from planet_chain.chain.steps import MOCKS, STEPS, InvalidRoles, Roles
from planet_chain.chain.transactions import InsufficientBalance
from planet_chain.devnet.anvil import Anvil

DEVNET = NETWORKS["devnet"]
NAMES = {
    *("CreatorRegistry", "CommunityToken", "CommunityMarket", "Tips", "Points", "RewardDistributor"),
    *("USDT0", "WOKB", "Multicall3"),
    *("FollowGraph", "Membership", "PrizeQuestions", "Airdrops", "AirdropVault"),
}
SENT = len(MOCKS) + len(STEPS)
Run = Callable[..., Deployment]


@pytest.fixture
def run(w3: Web3, account: LocalAccount, roles: Roles, record: Path, artifacts: dict[str, Artifact]) -> Run:
    def run(**changes: object) -> Deployment:
        given: dict[str, object] = {"account": account, "roles": roles, "path": record, **changes}
        return deploy(w3, DEVNET, artifacts=artifacts, **given)  # type: ignore[arg-type]  # as the test says

    return run


def test_everything_stands_with_its_roles(run: Run, w3: Web3, roles: Roles, record: Path) -> None:
    deployment = run()
    assert set(deployment.contracts) == NAMES
    assert Deployment.load(record) == deployment
    at = {name: contract_at(w3, deployment, name) for name in NAMES}
    assert at["CreatorRegistry"].functions.attester().call() == roles.attester
    assert at["CreatorRegistry"].functions.owner().call() == roles.admin
    assert at["CommunityMarket"].functions.registry().call() == deployment.address("CreatorRegistry")
    assert at["CommunityMarket"].functions.quote().call() == deployment.address("USDT0")
    assert at["CommunityMarket"].functions.tokenImplementation().call() == deployment.address(
        "CommunityToken"
    )
    assert at["CommunityMarket"].functions.initialQuote().call() == 5_000 * 10**6
    assert at["RewardDistributor"].functions.points().call() == deployment.address("Points")
    assert at["RewardDistributor"].functions.settler().call() == roles.settler
    assert all(at["RewardDistributor"].functions.isGuardian(guardian).call() for guardian in roles.guardians)
    assert at["Points"].functions.distributor().call() == deployment.address("RewardDistributor")
    assert deployment.block == min(entry.block for entry in deployment.contracts.values()) > 0
    assert deployment.contracts["RewardDistributor"].args == (
        roles.admin,
        roles.settler,
        list(roles.guardians),
        str(roles.window),
    )


def test_deploying_twice_leaves_everything_and_says_so(run: Run, w3: Web3) -> None:
    first, block, said = run(), w3.eth.block_number, list[str]()
    assert run(say=said.append) == first
    assert w3.eth.block_number == block, "something was sent"
    assert sum("stands already" in sentence for sentence in said) == SENT


def test_a_lost_record_is_written_again_from_the_chain(
    run: Run, record: Path, w3: Web3, anvil: Anvil
) -> None:
    first = run()
    record.unlink()
    anvil.rpc("anvil_mine", hex(50))
    again = run()
    assert {name: (entry.address, entry.block) for name, entry in again.contracts.items()} == {
        name: (entry.address, entry.block) for name, entry in first.contracts.items()
    }


@pytest.mark.parametrize("moment", range(7))
@pytest.mark.parametrize("point", ["announce", "send", "add"])
def test_a_kill_at_any_moment_is_resumed_without_a_second_copy(
    run: Run,
    w3: Web3,
    account: LocalAccount,
    record: Path,
    monkeypatch: pytest.MonkeyPatch,
    point: str,
    moment: int,
) -> None:
    class Killed(BaseException):
        """As a signal would: no handler of ours sees it."""

    calls = 0
    place, name = {
        "announce": (Ledger, "announce"),
        "send": (deploying, "send"),
        "add": (Ledger, "add"),
    }[point]
    original = getattr(place, name)

    def cut(*arguments: object) -> None:
        nonlocal calls
        calls += 1
        if calls > moment:
            raise Killed
        original(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(place, name, cut)
        with pytest.raises(Killed):
            run()
    deployment = run()
    assert set(deployment.contracts) == NAMES
    assert w3.eth.get_transaction_count(Web3.to_checksum_address(account.address)) == SENT, (
        "something was sent twice"
    )
    assert not list(record.parent.glob("*.pending"))
    assert run() == deployment


def test_a_kill_without_the_create2_proxy_is_resumed_too(
    run: Run, anvil: Anvil, w3: Web3, account: LocalAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    anvil.rpc("anvil_setCode", CREATE2_PROXY, "0x")
    original = Ledger.add

    def cut(ledger: Ledger, *arguments: object) -> None:
        if len(ledger.record.contracts) == 3:
            raise KeyboardInterrupt
        original(ledger, *arguments)  # type: ignore[arg-type]  # passed on as they come

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "add", cut)
        with pytest.raises(KeyboardInterrupt):
            run()
    assert set(run().contracts) == NAMES
    assert w3.eth.get_transaction_count(Web3.to_checksum_address(account.address)) == SENT


@pytest.mark.parametrize("create2", [True, False])
def test_addresses_are_known_before_anything_is_sent(run: Run, anvil: Anvil, create2: bool) -> None:
    if not create2:
        anvil.rpc("anvil_setCode", CREATE2_PROXY, "0x")
    plans = list[Plan]()
    deployment = run(agree=plans.append)
    assert plans[0].create2 is create2
    for planned in plans[0].contracts:
        assert deployment.address(planned.step.name) == planned.address


def test_planning_sends_nothing_and_the_cost_is_enough(
    run: Run, w3: Web3, account: LocalAccount, roles: Roles, record: Path, artifacts: dict[str, Artifact]
) -> None:
    ledger = Ledger.open(w3, DEVNET, record, artifacts)
    plan = plan_deployment(w3, DEVNET, roles, artifacts, account.address, ledger.record)
    assert (w3.eth.block_number, record.parent.exists()) == (0, False)
    before = w3.eth.get_balance(account.address)
    run()
    assert 0 < before - w3.eth.get_balance(account.address) <= plan.cost


def test_a_poor_account_is_told_what_it_needs_and_nothing_is_sent(run: Run, w3: Web3, record: Path) -> None:
    poor = Account.from_key("0x" + "42" * 32)
    with pytest.raises(InsufficientBalance, match=rf"{poor.address} has 0 OKB and needs up to 0\.0\d+ OKB"):
        run(account=poor)
    assert (w3.eth.block_number, record.exists()) == (0, False)


def test_a_refused_plan_sends_nothing(run: Run, w3: Web3) -> None:
    def refuse(plan: Plan) -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        run(agree=refuse)
    assert w3.eth.block_number == 0


def test_other_arguments_do_not_replace_what_stands(run: Run, roles: Roles) -> None:
    run()
    with pytest.raises(DeploymentDiffers, match=r"RewardDistributor at 0x.* was made with other arguments"):
        run(roles=dataclasses.replace(roles, window=roles.window + 1))


def test_other_sources_do_not_replace_what_stands(
    run: Run, w3: Web3, account: LocalAccount, roles: Roles, record: Path, artifacts: dict[str, Artifact]
) -> None:
    run()
    changed = {**artifacts, "Tips": dataclasses.replace(artifacts["Tips"], deployed_bytecode="0x00")}
    with pytest.raises(DeploymentDiffers, match=r"Tips at 0x.* was made from other sources"):
        deploy(w3, DEVNET, account, roles, record, changed)


def test_foreign_code_at_our_address_is_refused(run: Run, anvil: Anvil) -> None:
    deployment = run()
    anvil.rpc("anvil_setCode", deployment.address("Tips"), "0x00")
    with pytest.raises(DeploymentDiffers, match="is not Tips as compiled here"):
        run()


def test_a_local_chain_started_over_is_deployed_anew(run: Run, record: Path) -> None:
    Deployment("devnet", 31337, 9, {}, "0x" + "00" * 32).save(record)
    assert set(run().contracts) == NAMES


def test_a_record_of_another_public_chain_is_refused(
    w3: Web3, account: LocalAccount, roles: Roles, record: Path, artifacts: dict[str, Artifact]
) -> None:
    Deployment("xlayer", 196, 9, {}, "0x" + "00" * 32).save(record)
    with pytest.raises(ForeignRecord, match="another chain than this xlayer"):
        deploy(w3, NETWORKS["xlayer"], account, roles, record, artifacts)


def test_on_a_public_network_the_contracts_of_others_are_used_and_recorded(
    run: Run,
    anvil: Anvil,
    w3: Web3,
    account: LocalAccount,
    roles: Roles,
    record: Path,
    artifacts: dict[str, Artifact],
) -> None:
    quote = run().address("USDT0")
    public = dataclasses.replace(NETWORKS["xlayer-testnet"], chain_id=31337, quote=quote)
    path = record.with_name("xlayer-testnet.json")
    with pytest.raises(DeploymentDiffers, match=f"Multicall3 is not at {MULTICALL3} on xlayer-testnet"):
        deploy(w3, public, account, roles, path, artifacts)
    anvil.rpc("anvil_setCode", MULTICALL3, artifacts["Multicall3"].deployed_bytecode)
    deployment = deploy(w3, public, account, roles, path, artifacts)
    assert deployment.address("USDT0") == quote
    assert deployment.address("Multicall3") == MULTICALL3
    assert deployment.contracts["Multicall3"].bytecode_hash == artifacts["Multicall3"].bytecode_hash
    assert deployment.block > 0
    market = contract_at(w3, deployment, "CommunityMarket")
    assert market.functions.quote().call() == quote


def test_what_the_chain_charges_for_data_is_in_the_cost(run: Run, anvil: Anvil) -> None:
    # runtime code that answers every call with 10**15
    anvil.rpc("anvil_setCode", "0x420000000000000000000000000000000000000F", "0x66038d7ea4c680005f5260205ff3")
    plans = list[Plan]()
    run(agree=plans.append)
    assert plans[0].data_fee == 10**15
    assert plans[0].cost == plans[0].gas * plans[0].price.most + 10**15


def test_a_damaged_record_is_named_and_kept(run: Run, record: Path) -> None:
    record.parent.mkdir()
    record.write_text('{"network": "devnet"')
    with pytest.raises(NoDeployment, match=r"devnet\.json: the file is damaged"):
        run()
    assert record.read_text() == '{"network": "devnet"'


def test_a_full_disk_stops_before_sending(
    run: Run, w3: Web3, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left on device") as raised:
            run()
    assert str(record.parent) in raised.value.filename
    assert w3.eth.block_number == 0
    assert list(record.parent.iterdir()) == []
    assert set(run().contracts) == NAMES


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"guardians": ()}, "3 to 5 guardians"),
        ({"guardians": ("0x" + "11" * 20,) * 3}, "all different"),
        ({"window": 3600}, "A window of 3600 s"),
        ({"settler": "0x" + "00" * 20}, "zero address"),
    ],
)
def test_roles_that_the_contracts_would_refuse_are_found_before(
    roles: Roles, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(InvalidRoles, match=sentence):
        dataclasses.replace(roles, **changes)  # type: ignore[arg-type]  # as the case says
