"""The weekly run on a real chain: what it pays, what it waits for, what it does when the chain says no."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from planet_chain.chain.transactions import TransactionPending, call_data
from planet_chain.core.addresses import ZERO_HASH
from planet_chain.devnet.anvil import Anvil
from planet_chain.rewards.calendar import CalendarDiffers, EpochTooShort
from planet_chain.rewards.publish import PoolMissing
from planet_chain.rewards.sending import Sender
from planet_chain.rewards.verify import verify
from planet_chain.rewards.weekly import SettlerLocked
from planet_chain.store.database import transaction
from planet_chain.store.queries.dues import Claim, Claims, dues_of
from tests.rewards.town import CREATORS, POOL, READERS, WEEK, Town, address_of, settle_in


@pytest.fixture
def town(anvil: Anvil, database_url: str, tmp_path: Path) -> Iterator[Town]:
    town = settle_in(anvil, database_url, tmp_path)
    yield town
    town.database.dispose()


def test_a_week_goes_from_reading_to_money(town: Town) -> None:
    epoch = town.live_a_week()
    assert (epoch.state, epoch.chain_epoch) == ("activated", 1)
    assert epoch.paid > 0
    assert epoch.paid + epoch.carry_out + epoch.returned == POOL
    verify(town.weekly.directory / "1" / "bundle", epoch.root)
    for name in CREATORS:
        (claim,) = _claims(town, name).claimable
        assert _claim_on_chain(town, name, claim) == claim.amount > 0
    for name in READERS:
        (claim,) = _claims(town, name).claimable
        assert claim.token == town.weekly.begin().points
        assert _claim_on_chain(town, name, claim) == claim.amount > 0


def test_the_next_week_adds_to_the_last(town: Town) -> None:
    first, second = town.live_a_week(), town.live_a_week()
    assert (second.state, second.base, second.carry_in) == ("activated", 1, first.carry_out)
    assert second.token_total == first.paid + second.paid
    # the same eyes on the same posts count half
    assert {row.epochs for row in town.query("SELECT epochs FROM counted_pair WHERE epoch = 2")} == {2}
    (claim,) = _claims(town, "ann").claimable
    assert claim.epoch == 2
    assert _claim_on_chain(town, "ann", claim) == claim.cumulative
    assert {row.epoch for row in town.query("SELECT DISTINCT epoch FROM leaf")} == {2}


def test_a_root_in_its_window_is_pending_and_not_claimable(town: Town) -> None:
    town.read()
    town.end_week()
    steps = town.run()
    assert [step.name for step in steps if step.moved] == ["close", "export", "settle", "fund", "propose"]
    assert "challenge window" in steps[-1].said
    claims = _claims(town, "ann")
    assert claims.claimable == []
    (pending,) = claims.pending
    assert (pending.state, pending.amount) == ("proposed", pending.cumulative)
    assert pending.activatable_at == town.epoch(1).activatable_at > town.now


def test_nothing_is_due_before_the_end_is_final(town: Town) -> None:
    town.read()
    calendar = town.weekly.begin()
    town.anvil.rpc("evm_setNextBlockTimestamp", calendar.genesis + WEEK + 1)
    town.anvil.rpc("anvil_mine", hex(1))
    assert town.weekly.planned() == []
    assert list(town.weekly.run()) == []
    town.anvil.rpc("anvil_mine", hex(2), hex(1))
    assert town.weekly.planned() == [(1, "close")]


def test_the_seed_is_the_first_block_later_than_the_week(town: Town) -> None:
    calendar = town.weekly.begin()
    closes_at = calendar.genesis + WEEK
    for moment in (closes_at - 1, closes_at, closes_at + 5, closes_at + 6):
        town.anvil.rpc("evm_setNextBlockTimestamp", moment)
        town.anvil.rpc("anvil_mine", hex(1))
    wanted = town.w3.eth.get_block(town.w3.eth.block_number - 1)
    town.pass_to(closes_at + 100)
    town.run()
    assert (town.epoch(1).seed, town.epoch(1).seed_block) == (
        wanted["hash"].to_0x_hex(),
        wanted["number"],
    )
    assert wanted["timestamp"] == closes_at + 5


def test_an_empty_week_announces_nothing_and_carries_its_pool(town: Town) -> None:
    town.end_week()
    town.run()
    assert (town.epoch(1).state, town.epoch(1).root) == ("empty", ZERO_HASH)
    assert town.epoch(1).carry_out == POOL
    assert town.live_a_week().carry_in == POOL
    # a quiet week after a lively one leads to the same root again: nothing to announce either
    town.end_week()
    town.run()
    assert (town.epoch(3).state, town.epoch(3).root) == ("empty", town.epoch(2).root)
    fourth = town.live_a_week()
    assert (fourth.state, fourth.base, fourth.carry_in) == ("activated", 2, town.epoch(3).carry_out)


def test_after_a_rejection_the_next_week_builds_on_the_last_active_root(town: Town) -> None:
    first = town.live_a_week()
    town.read()
    town.end_week()
    town.run()
    root = town.epoch(2).root
    distributor = town.contract("RewardDistributor").functions
    guardian = next(account for account in town.anvil.accounts if account.role == "guardian")
    distributor.reject(root, "the carry is wrong").transact({"from": guardian.address})
    assert not any(step.moved for step in town.weekly.run()), "a rejection counts when it is final"
    town.run()
    assert town.epoch(2).state == "rejected"
    assert _claims(town, "ann").pending == []
    third = town.live_a_week()
    assert (third.state, third.base, third.carry_in) == ("activated", 1, first.carry_out)
    assert third.token_total == first.paid + third.paid
    assert {row.epochs for row in town.query("SELECT epochs FROM counted_pair WHERE epoch = 3")} == {2}
    assert third.chain_epoch == 2


def test_a_pending_root_of_somebody_else_is_waited_for(town: Town) -> None:
    town.read()
    town.end_week()
    settler = town.weekly.account
    assert settler is not None
    distributor = town.contract("RewardDistributor").functions
    distributor.propose(b"\x01" * 32, b"\x02" * 32, []).transact({"from": settler.address})
    steps = town.run()
    assert "01010101" in steps[-1].said
    assert town.epoch(1).state == "funded"
    distributor.withdraw().transact({"from": settler.address})
    town.run()
    assert town.epoch(1).state == "proposed"


def test_a_settler_without_money_says_what_is_missing(town: Town) -> None:
    settler = town.weekly.account
    assert settler is not None
    token = town.contract("USDT0").functions
    balance = token.balanceOf(settler.address).call()
    token.transfer(town.anvil.accounts[8].address, balance).transact({"from": settler.address})
    town.read()
    town.end_week()
    with pytest.raises(PoolMissing, match="holds 0 USD₮0 and must fund"):
        town.run()
    assert town.epoch(1).state == "settled"
    token.transfer(settler.address, balance).transact({"from": town.anvil.accounts[8].address})
    town.run()
    assert town.epoch(1).state == "proposed"


def test_without_the_settlers_key_everything_but_signing_is_done(town: Town) -> None:
    town.read()
    town.end_week()
    town.weekly = replace(town.weekly, account=None)
    with pytest.raises(SettlerLocked, match="PLANET_WALLET_PASSWORD_FILE"):
        town.run()
    assert town.epoch(1).state == "settled"


def test_a_proposal_that_a_reorganisation_took_is_sent_again(town: Town) -> None:
    town.read()
    town.end_week()
    list(town.weekly.run())
    root = town.epoch(1).root
    town.anvil.rpc("anvil_rollback", 1)
    distributor = town.contract("RewardDistributor").functions
    assert distributor.pending().call()[0] == bytes(32)
    town.run()
    assert "0x" + distributor.pending().call()[0].hex() == root
    assert town.epoch(1).state == "proposed"
    rows = town.query("SELECT state FROM reward_transaction WHERE purpose = 'propose'")
    assert len(rows) == 1, "the same bytes, not another transaction"


def test_an_activation_counts_when_it_is_final(town: Town) -> None:
    town.read()
    town.end_week()
    town.run()
    town.end_window()
    (waits,) = town.weekly.run()
    distributor = town.contract("RewardDistributor").functions
    assert distributor.epochOf(bytes.fromhex(str(town.epoch(1).root)[2:])).call() == 1
    assert (waits.moved, town.epoch(1).state) == (False, "proposed")
    assert "until its activation is final" in waits.said
    assert _claims(town, "ann").claimable == []
    town.anvil.rpc("anvil_mine", hex(4), hex(1))
    assert [step.moved for step in town.weekly.run()] == [True]
    assert len(_claims(town, "ann").claimable) == 1


def test_a_transaction_that_waits_is_looked_for_and_not_signed_anew(town: Town) -> None:
    town.end_week()
    town.run()
    settler, token = town.weekly.account, town.contract("USDT0")
    assert settler is not None
    sender = Sender(town.database, town.w3, settler, patience=0.3)
    data = call_data("MockUSDT0", "approve", town.anvil.accounts[8].address, 5)
    town.anvil.rpc("evm_setAutomine", False)
    for _ in range(2):
        with pytest.raises(TransactionPending):
            sender.ensure(1, "approve", token.address, data)
    # a node that forgot its pool is given the same bytes again
    (row,) = town.query("SELECT hash, state FROM reward_transaction")
    town.anvil.rpc("anvil_dropTransaction", row.hash)
    town.anvil.rpc("evm_setAutomine", True)
    receipt = sender.ensure(1, "approve", token.address, data)
    assert receipt["transactionHash"].to_0x_hex() == row.hash
    town.anvil.rpc("anvil_mine", hex(4), hex(1))
    sender.review()
    assert [tuple(one) for one in town.query("SELECT hash, state FROM reward_transaction")] == [
        (row.hash, "mined")
    ]


def test_a_transaction_whose_nonce_was_used_otherwise_is_given_up(town: Town) -> None:
    town.end_week()
    town.run()
    settler, token = town.weekly.account, town.contract("USDT0")
    assert settler is not None
    sender = Sender(town.database, town.w3, settler, patience=0.3)
    data = call_data("MockUSDT0", "approve", town.anvil.accounts[8].address, 5)
    town.anvil.rpc("evm_setAutomine", False)
    with pytest.raises(TransactionPending):
        sender.ensure(1, "approve", token.address, data)
    (row,) = town.query("SELECT hash FROM reward_transaction")
    town.anvil.rpc("anvil_dropTransaction", row.hash)
    town.anvil.rpc("evm_setAutomine", True)
    token.functions.transfer(town.anvil.accounts[8].address, 1).transact({"from": settler.address})
    town.anvil.rpc("anvil_mine", hex(4), hex(1))
    sender.ensure(1, "approve", token.address, data)
    states = town.query("SELECT state FROM reward_transaction ORDER BY nonce")
    assert [one.state for one in states] == ["replaced", "recorded"]
    assert token.functions.allowance(settler.address, town.anvil.accounts[8].address).call() == 5


def test_the_calendar_is_never_moved(town: Town) -> None:
    with pytest.raises(EpochTooShort, match="604800"):
        replace(town.weekly, week=WEEK - 1).begin()
    with pytest.raises(CalendarDiffers, match="week"):
        replace(town.weekly, week=WEEK + 1).begin()


def _claims(town: Town, name: str) -> Claims:
    with transaction(town.database) as session:
        return dues_of(session, address_of(name).lower()).claims


def _claim_on_chain(town: Town, name: str, claim: Claim) -> int:
    """Let a stranger claim for `name`; returns what arrived."""
    distributor = town.contract("RewardDistributor")
    is_money = claim.token == town.deployment.address("USDT0").lower()
    token = town.contract("USDT0" if is_money else "Points").functions
    before = token.balanceOf(address_of(name)).call()
    arguments = (address_of(name), town.w3.to_checksum_address(claim.token), claim.cumulative, claim.proof)
    sent = distributor.functions.claim(*arguments).transact({"from": town.anvil.accounts[8].address})
    assert town.w3.eth.wait_for_transaction_receipt(sent)["status"] == 1
    return int(token.balanceOf(address_of(name)).call() - before)
