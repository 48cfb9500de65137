"""The campaign on chain: what it costs, and making it once, however often it is asked for."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eth_account.signers.local import LocalAccount
from hexbytes import HexBytes
from web3 import Web3
from web3.exceptions import TransactionNotFound

from planet_chain.airdrops.bundle import Airdrop
from planet_chain.chain.abi import abi_of
from planet_chain.chain.deployment import Deployment
from planet_chain.chain.errors import ContractReverted
from planet_chain.chain.simulation import Call, simulate
from planet_chain.chain.transactions import Signed, call_data, events_in, fees, send, sign, wait
from planet_chain.core.addresses import checksum_address
from planet_chain.files import write_whole

SENT: Final = "sent.json"
"""The signed transactions, written before they leave: sent again they are the same ones."""


@dataclass(frozen=True)
class Order:
    """A campaign as it will be created.

    Attributes:
        starts_at, ends_at: unix seconds; a start in the past means now.
        content_id: the post that announces it, 0x; the zero hash for none.
    """

    starts_at: int
    ends_at: int
    content_id: str


@dataclass(frozen=True)
class Cost:
    """What creating it takes.

    Attributes:
        gas: limits of the transactions that are missing.
        wei: for that gas, at most.
    """

    gas: int
    wei: int


@dataclass(frozen=True)
class Created:
    """A campaign that stands."""

    campaign: int
    transaction: str
    block: int


def cost_of(w3: Web3, deployment: Deployment, airdrop: Airdrop, order: Order, funder: str) -> Cost:
    """Try the transactions that are missing, without sending them.

    Raises:
        ContractReverted: the contract or the token refuses, and why.
    """
    calls = [
        Call(to.lower(), data, doing)
        for _, to, data, doing in _missing(w3, deployment, airdrop, order, funder)
    ]
    now = w3.eth.get_block("latest")["timestamp"] + 1
    gas = sum(outcome.gas for outcome in simulate(w3, funder.lower(), calls, now))
    return Cost(gas, gas * fees(w3).most)


def create(
    w3: Web3,
    deployment: Deployment,
    account: LocalAccount,
    airdrop: Airdrop,
    order: Order,
    directory: Path,
    say: Callable[[str], None] = lambda sentence: None,
) -> Created:
    """Approve what is missing and create the campaign; asked again, it finds what was sent before.

    Args:
        directory: of the airdrop; what is signed is written there before it is sent.
    Raises:
        ContractReverted: the contract or the token refuses, and why.
        InsufficientBalance, TransactionRejected, TransactionPending: as they say.
    """
    sent = _read(directory)
    if "create" not in sent or _is_lost(w3, account, sent["create"]):
        for purpose, to, data, doing in _missing(w3, deployment, airdrop, order, account.address):
            signed = sign(w3, account, to, data, doing=doing)
            sent[purpose] = signed
            _write(directory, sent)
            say(f"Sending {purpose}: {signed.hash}")
            send(w3, signed)
            if purpose != "create":
                wait(w3, signed.hash, doing=doing)
    else:
        say(f"Created before, by {sent['create'].hash}; looking for it.")
        if not _is_mined(w3, sent["create"]):
            send(w3, sent["create"])
    try:
        receipt = wait(w3, sent["create"].hash, doing="to create the airdrop")
    except ContractReverted:
        # it is in a block and did nothing, so the next try may sign anew
        del sent["create"]
        _write(directory, sent)
        raise
    (event,) = events_in(w3, receipt, "Airdrops", "CampaignCreated", deployment.address("Airdrops"))
    return Created(event["campaign"], sent["create"].hash, receipt["blockNumber"])


def _missing(
    w3: Web3, deployment: Deployment, airdrop: Airdrop, order: Order, funder: str
) -> list[tuple[str, str, bytes, str]]:
    """Purpose, whom to call, with which bytes, and what for, in words."""
    token, airdrops = checksum_address(airdrop.terms.token), deployment.address("Airdrops")
    erc20 = w3.eth.contract(Web3.to_checksum_address(token), abi=abi_of("CommunityToken"))
    total = airdrop.tree.total
    allowed = erc20.functions.allowance(Web3.to_checksum_address(funder), Web3.to_checksum_address(airdrops))
    steps = []
    if allowed.call() < total:
        data = bytes(call_data("CommunityToken", "approve", airdrops, total))
        steps.append(("approve", token, data, "to approve the airdrop's money"))
    data = bytes(
        call_data(
            "Airdrops",
            "create",
            token,
            total,
            HexBytes(airdrop.tree.root),
            order.starts_at,
            order.ends_at,
            HexBytes(order.content_id),
        )
    )
    return [*steps, ("create", airdrops, data, "to create the airdrop")]


def _is_mined(w3: Web3, signed: Signed) -> bool:
    try:
        w3.eth.get_transaction_receipt(HexBytes(signed.hash))
    except TransactionNotFound:
        return False
    return True


def _is_lost(w3: Web3, account: LocalAccount, signed: Signed) -> bool:
    """Whether another transaction took its nonce for good, so that it can never be mined."""
    if _is_mined(w3, signed):
        return False
    return w3.eth.get_transaction_count(account.address, "finalized") > signed.nonce


def _read(directory: Path) -> dict[str, Signed]:
    try:
        written = json.loads((directory / SENT).read_bytes())
    except FileNotFoundError:
        return {}
    return {purpose: Signed(**entry) for purpose, entry in written.items()}


def _write(directory: Path, sent: dict[str, Signed]) -> None:
    entries = {purpose: vars(signed) for purpose, signed in sent.items()}
    write_whole(directory / SENT, (json.dumps(entries, indent=2) + "\n").encode(), 0o600)
